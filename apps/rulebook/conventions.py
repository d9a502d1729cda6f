"""Office conventions (办公室约定): the numbers that no rule gives, and a book with others in place.

A convention is never part of a condition, so no change of one can open a gap in a table.
Owns which values may be changed and the making of a book that holds the changed ones. Refuses
values of provisions that come from the rules or from a superior norm, and every value with which
the provision would no longer be sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError

from apps.rulebook.book import Book
from apps.rulebook.provisions import Provision
from apps.rulebook.questions.words import VALUES
from apps.rulebook.telling import tell

Place = tuple[str, str]
"""A provision's key and the dotted path of a value: "matters.step_limits", "rows.3.normal"."""


@dataclass(frozen=True, slots=True)
class Convention:
    """One number that the office may set: where it stands, what it is called, what it is."""

    key: str
    path: str
    title: str
    label: str
    value: int | None
    nullable: bool = False
    basis: str = ""

    @property
    def place(self) -> Place:
        """The key and the path."""
        return self.key, self.path


class Unsound(ValueError):
    """A value that the provision cannot take; the message is a Chinese sentence."""


_NOT_NUMBERS = frozenset({"when", "order"})


@lru_cache(maxsize=16)
def conventions(book: Book) -> tuple[Convention, ...]:
    """Return every number of a book that is an office convention, in the book's order."""
    return tuple(
        Convention(
            key, ".".join(map(str, path)), provision.title, _label(key, path, book), value,
            nullable, provision.basis,
        )
        for key, provision in book.provisions.items()
        if provision.source == "office"
        for path, value, nullable in _numbers(provision)
    )  # fmt: skip


def _numbers(part: object) -> Iterable[tuple[tuple[str | int, ...], int | None, bool]]:
    if isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            if name in _NOT_NUMBERS or (name == "reason_below" and not part.own_limit):  # type: ignore[attr-defined]
                continue
            nullable = field.annotation == int | None
            if type(value) is int or (value is None and nullable):
                yield (name,), value, nullable
            else:
                yield from (((name, *rest), v, n) for rest, v, n in _numbers(value))
    elif isinstance(part, tuple):
        for number, one in enumerate(part):
            yield from (((number, *rest), v, n) for rest, v, n in _numbers(one))


def _label(key: str, path: tuple[str | int, ...], book: Book) -> str:
    named = VALUES[str(path[-1])]
    if "stages" in path:
        stage = _at(book.provisions[key], path[: path.index("stages") + 2])
        named = f"{stage.label}　{named}"
    if path[0] == "otherwise":
        return f"其他情形　{named}" if len(tell(key, book)) > 1 else named
    row = next((p + 1 for p in path if isinstance(p, int)), None)
    lines = [line for line in tell(key, book) if line.row == (row or 0)]
    if not row or not lines:
        return named
    return f"{lines[0].when or lines[0].says.partition('：')[0]}　{named}"


def _at(part: Any, path: Iterable[str | int]) -> Any:
    for step in path:
        part = part[step] if isinstance(step, int) else getattr(part, step)
    return part


def agreed(book: Book, values: Mapping[Place, int | None]) -> Book:
    """Return the book with these conventions in place of its own; raises Unsound.

    A place that the book does not have (any more) is passed over: it belonged to another version.
    """
    if not values:
        return book
    known = {c.place: c for c in conventions(book)}
    changed = {place: v for place, v in values.items() if place in known}
    provisions = dict(book.provisions)
    for (key, path), value in changed.items():
        provisions[key] = _with(provisions[key], path, value, known[key, path])
    return replace(book, provisions=MappingProxyType(provisions)) if changed else book


def _with(provision: Provision, path: str, value: int | None, what: Convention) -> Provision:
    if value is None and not what.nullable:
        raise Unsound(f"“{what.title}　{what.label}”应当是一个数")
    way = tuple(int(p) if p.isdigit() else p for p in path.split("."))
    # Only the way to the value is made anew; tuples cannot be changed in place.
    values = _replaced(provision.model_dump(exclude_unset=True), way, value)
    try:
        return type(provision).model_validate(values)
    except ValidationError as error:
        told = "；".join(str(e.get("ctx", {}).get("error", e["msg"])) for e in error.errors())
        raise Unsound(f"“{what.title}　{what.label}”不能改为{value}：{told}") from error


def _replaced(part: Any, path: tuple[Any, ...], value: int | None) -> Any:
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(part, tuple):
        return tuple(
            _replaced(one, rest, value) if n == first else one for n, one in enumerate(part)
        )
    return {**part, first: _replaced(part.get(first), rest, value)}
