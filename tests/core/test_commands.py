"""The command line without a database: one clear line, exit code 1, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError

from apps.core import commands

ROOT = Path(__file__).resolve().parents[2]
CLOSED = "postgres://oa:geheim@127.0.0.1:1/oa"


def run(*words: str, url: str) -> tuple[int, str, str]:
    """Return exit code, output and complaints of a command with that database."""
    done = subprocess.run(  # noqa: S603  (our own manage.py, words of the tests, no shell)
        [sys.executable, "manage.py", *words],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("words", [("trail", "verify"), ("showmigrations",), ("migrate",)])
def test_a_server_that_is_not_there_is_told_in_one_line(words):
    code, _, said = run(*words, url=CLOSED)
    assert code == 1
    assert said.count("\n") == 1
    assert "连接不上数据库“127.0.0.1:1/oa”，请检查 DATABASE_URL" in said
    assert "geheim" not in said


def test_tables_that_are_not_there_are_told_in_one_line(tmp_path):
    code, _, said = run("trail", "verify", url=f"sqlite:///{tmp_path}/empty.sqlite3")
    assert code == 1
    assert said.count("\n") == 1
    assert "请先运行 manage.py migrate" in said


def test_a_folder_that_is_not_there_is_told_in_one_line(tmp_path):
    code, _, said = run("trail", "verify", url=f"sqlite:///{tmp_path}/no/such/oa.sqlite3")
    assert code == 1
    assert said.count("\n") == 1
    assert "连接不上数据库" in said


def test_what_needs_no_database_goes_on_without_one():
    code, out, said = run("rulebook", "coverage", url=CLOSED)
    assert (code, said) == (0, "")
    assert "合计" in out


@pytest.mark.django_db
def test_any_other_error_of_the_database_is_not_hidden():
    with pytest.raises(OperationalError, match="locked"), commands.ending_in_one_line():
        raise OperationalError("database is locked")


def test_an_error_of_the_program_is_not_hidden():
    with pytest.raises(ZeroDivisionError), commands.ending_in_one_line():
        raise ZeroDivisionError
