"""``manage.py rulebook`` prints what it found and exits 1 where a book is at fault."""

import json

import pytest
from django.core.management import call_command


def test_check_says_what_was_proved(capsys):
    call_command("rulebook", "check")
    assert "43条，187个条款" in capsys.readouterr().out


def test_check_as_json(capsys):
    call_command("rulebook", "check", "--json")
    (first, *_) = json.loads(capsys.readouterr().out)["books"]
    assert first["problems"] == []


def test_check_of_a_faulty_shelf_names_file_line_and_exits_1(workbench, capsys):
    line = workbench.replace("provisions/limits.toml", "value = 7", 'value = "七"')
    with pytest.raises(SystemExit) as exited:
        call_command("rulebook", "check", "--shelf", str(workbench.root.parent))
    assert exited.value.code == 1
    told = capsys.readouterr()
    assert f"xianning_2023/provisions/limits.toml，第{line}行" in told.err
    assert "有1处错误" in told.out


def test_check_of_an_empty_folder_exits_1(tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("rulebook", "check", "--shelf", str(tmp_path))
    assert "没有规则" in capsys.readouterr().err


def test_coverage_is_told_per_module(capsys):
    call_command("rulebook", "coverage")
    told = capsys.readouterr().out
    assert "职责分工　10　0　0　0" in told
    assert "尚未执行：" in told
    assert "合计" in told


def test_coverage_as_json(capsys):
    call_command("rulebook", "coverage", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["book"] == "xianning_2023"
    assert sum(told["total"].values()) == 187


def test_coverage_of_no_book_exits_1(capsys):
    with pytest.raises(SystemExit):
        call_command("rulebook", "coverage", "nowhere")
    assert "没有这部规则的文件夹" in capsys.readouterr().err
