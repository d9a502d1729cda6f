"""Bulk SQL for both databases: INSERT … SELECT over a series, from a model's own fields.

Owns the dialects and the filling-in of columns nobody named. Refuses to know what the rows mean.
Every piece of SQL here is written by this package; nothing typed by anybody reaches it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from django.db.utils import ProgrammingError


def is_postgresql() -> bool:
    """Return whether the database is PostgreSQL."""
    return connection.vendor == "postgresql"


def series(count: int) -> str:
    """Return a source of rows (i) from 1 to ``count``."""
    if is_postgresql():
        return f"generate_series(1, {count}::bigint) AS s(i)"
    return (
        f"(WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < {count})"  # noqa: S608  (names and numbers of our own models, nothing typed)
        " SELECT i FROM g) AS s"
    )


def instant(at: dt.datetime, seconds: str) -> str:
    """Return ``at`` moved by a number of seconds that is SQL itself."""
    text = at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
    if is_postgresql():
        return f"(timestamptz '{text}+00' + ({seconds}) * interval '1 second')"
    return f"datetime('{text}', ({seconds}) || ' seconds')"


def literal(value: Any) -> str:
    """Return a constant as SQL; TypeError for what has no plain form."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict | list):
        text = literal(json.dumps(value, ensure_ascii=False))
        return f"{text}::jsonb" if is_postgresql() else text
    if isinstance(value, str):
        return "'" + str(value).replace("'", "''") + "'"
    raise TypeError(f"no literal for {value!r}")


def _column(field: Any, given: Mapping[str, str]) -> str:
    if field.name in given:
        return given[field.name]
    if field.has_default():
        return literal(field.get_default())
    if field.null:
        return literal(None)
    if field.empty_strings_allowed and field.blank:
        return literal("")
    raise ValueError(f"{field} needs a value")


def fill(model: type[models.Model], source: str, only: str = "true", **given: str) -> None:
    """Insert a row for each row of ``source`` (``only`` some); unnamed fields take the default.

    ValueError where a field has neither a value nor a default. Rows that stand already stay.
    """
    fields = [
        f
        for f in model._meta.local_concrete_fields
        if f.name in given or not isinstance(f, models.AutoField)
    ]
    names = ", ".join(f'"{f.column}"' for f in fields)
    values = ", ".join(_column(f, given) for f in fields)
    # A WHERE in any case: SQLite would read ON CONFLICT as part of a join.
    run(
        f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {values} FROM {source}'  # noqa: S608  (names and numbers of our own models, nothing typed)
        f" WHERE {only} ON CONFLICT DO NOTHING"
    )


def run(sql: str) -> None:
    """Execute one statement of ours, without parameters."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def table(name: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
    """Make a temporary table and fill it."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {name} ({columns})")
        marks = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608  (names and numbers of our own models, nothing typed)


@contextmanager
def bulk(*filled: type[models.Model]) -> Iterator[None]:
    """Load in one transaction: indexes are made after the rows, references are not looked up.

    Without the right to skip the look-ups, PostgreSQL makes them: slower, not wrong.
    """
    with transaction.atomic():
        if not is_postgresql():
            yield
            return
        _trust_references()
        with connection.cursor() as cursor:
            indexes = [row for model in filled for row in _indexes(cursor, model)]
            for name, _ in indexes:
                cursor.execute(f'DROP INDEX "{name}"')
        yield
        # Look-ups still waiting would forbid the indexes: make them now.
        run("SET CONSTRAINTS ALL IMMEDIATE")
        with connection.cursor() as cursor:
            for _, definition in indexes:
                cursor.execute(definition)


def _trust_references() -> None:
    try:
        with transaction.atomic():
            run("SET LOCAL session_replication_role = replica")
    except ProgrammingError:  # not a superuser
        run("SET CONSTRAINTS ALL DEFERRED")


def _indexes(cursor: CursorWrapper, model: type[models.Model]) -> list[tuple[str, str]]:
    """Return (name, definition) of the indexes that uphold no constraint."""
    cursor.execute(
        "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i"
        " JOIN pg_class c ON c.oid = i.indexrelid"
        " WHERE i.indrelid = %s::regclass AND NOT i.indisunique",
        [f'"{model._meta.db_table}"'],
    )
    return cursor.fetchall()


def tidy(*filled: type[models.Model]) -> None:
    """Set sequences behind the rows and give the planner its figures; outside a transaction."""
    for model in filled:
        key = model._meta.pk
        if is_postgresql() and isinstance(key, models.AutoField):
            name = model._meta.db_table
            run(
                f"SELECT setval(pg_get_serial_sequence('\"{name}\"', '{key.column}'),"  # noqa: S608  (names and numbers of our own models, nothing typed)
                f' (SELECT coalesce(max("{key.column}"), 1) FROM "{name}"))'
            )
    if not is_postgresql():
        run("ANALYZE")
        return
    for model in filled:
        run(f'VACUUM ANALYZE "{model._meta.db_table}"')
