"""Statements that Django builds once and that are then run with other values.

Every request asks for hats. Building the three statements anew took 8 ms, running them takes
less than one; so their SQL is kept per database, with the places of the instant, the day and
the person marked. Owns nothing about their meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connections
from django.db.models import QuerySet

# Values that occur in no real row; each is looked for among the parameters after building.
AT = datetime(1901, 2, 3, 4, 5, 6, 789012, tzinfo=UTC)
DAY = date(1901, 2, 3)
WHO = -987654321


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL, its parameters, the places of the marks, and how columns become Python values."""

    sql: str
    params: tuple[Any, ...]
    marks: tuple[tuple[int, str], ...]
    converters: tuple[tuple[int, Any, Any], ...]


_kept: dict[tuple[str, str], Statement] = {}


def rows(
    name: str, build: Callable[[], QuerySet], *, using: str, at: datetime, day: date, who: int
) -> list[list[Any]]:
    """Run the statement that ``build`` describes with AT, DAY and WHO replaced; one query.

    ``build`` is called once per database and ``name``; its queryset must yield plain values.
    """
    connection = connections[using]
    key = (name, connection.settings_dict["ENGINE"])
    statement = _kept.get(key) or _kept.setdefault(key, _compile(build(), connection))
    values = {
        "at": connection.ops.adapt_datetimefield_value(at),
        "day": connection.ops.adapt_datefield_value(day),
        "who": who,
    }
    return run(statement, using=using, values=values)


def compiled(queryset: QuerySet, *, using: str) -> Statement:
    """Return the statement of a queryset of plain values, to be kept by whoever asks."""
    return _compile(queryset, connections[using])


def run(
    statement: Statement, *, using: str, values: Mapping[str, Any] | None = None
) -> list[list[Any]]:
    """Run a kept statement with ``values`` in its marked places; one query."""
    connection = connections[using]
    params = list(statement.params)
    for place, mark in statement.marks:
        params[place] = (values or {})[mark]
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, params)
        found = [list(row) for row in cursor.fetchall()]
    for place, convert, expression in statement.converters:
        for row in found:
            row[place] = convert(row[place], expression, connection)
    return found


def _compile(queryset: QuerySet, connection: Any) -> Statement:
    compiler = queryset.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    known = (
        ("at", connection.ops.adapt_datetimefield_value(AT)),
        ("day", connection.ops.adapt_datefield_value(DAY)),
        ("who", WHO),
    )
    marks = tuple(
        (place, mark)
        for place, value in enumerate(params)
        for mark, sentinel in known
        if type(value) is type(sentinel) and value == sentinel
    )
    columns = [entry[0] for entry in compiler.select]
    converters = tuple(
        (place, convert, expression)
        for place, (converts, expression) in compiler.get_converters(columns).items()
        for convert in converts
    )
    return Statement(sql, tuple(params), marks, converters)
