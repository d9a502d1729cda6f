"""The command line's last resort: a database that is not there ends a command in one line.

Owns the sentence for whoever runs a command. Refuses to hide any other error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor


@contextmanager
def ending_in_one_line() -> Iterator[None]:
    """End with one Chinese line and exit code 1 where the database cannot answer."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        sentence = _sentence()
        if sentence is None:
            raise
        sys.stderr.write(f"{sentence}\n")
        raise SystemExit(1) from error


def _sentence() -> str | None:
    """Return what is wrong with the database; None where it is there and has its tables."""
    fresh = connection.copy()  # the one that failed may be in the middle of a transaction
    try:
        fresh.ensure_connection()
    except DatabaseError as error:
        said = str(error).strip().splitlines()
        reason = said[0] if said else type(error).__name__
        return f"连接不上数据库{_where()}，请检查 DATABASE_URL，并确认数据库已经启动（{reason}）。"
    try:
        executor = MigrationExecutor(fresh)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    finally:
        fresh.close()
    if waiting:
        return f"数据库{_where()}还差{len(waiting)}个迁移没有执行，请先运行 manage.py migrate。"
    return None


def _where() -> str:
    """Return which database is meant, never its password."""
    known = connection.settings_dict
    host = f"{known['HOST']}:{known['PORT']}/" if known.get("HOST") else ""
    return f"“{host}{known['NAME']}”"
