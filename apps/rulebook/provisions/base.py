"""What every provision has in common: entries, citations, sentences, the steps of a route.

Owns what every provision has in common. Refuses untyped keys and sentences with unknown blanks.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel

from apps.rulebook.provisions.conditions import Entry, When
from apps.rulebook.terms import Purpose, Role, Source


class Cited(Entry):
    """A part that may cite clauses of its own; without them the provision's clauses are cited."""

    clauses: tuple[str, ...] = ()


class Provision(Entry):
    """One thing a book regulates.

    ``clauses`` are the clauses this provision carries out (they count as bound). ``source`` says
    whether the value stands in the rules, in a superior norm or is an office convention
    (办公室约定). ``undecided`` are points that the text leaves open (条文未写明，系统不自行判断).
    Whether the system enforces it is not for a book to say: see ``meanings``.
    """

    title: str
    clauses: tuple[str, ...] = ()
    source: Source = "rules"
    basis: str = ""
    note: str = ""
    undecided: tuple[str, ...] = ()

    def cited(self) -> Iterable[str]:
        """Return every clause id this provision names, its own and those of its parts."""
        yield from self.clauses
        yield from _clauses_within(self)


def _clauses_within(value: object) -> Iterable[str]:
    if isinstance(value, Cited):
        yield from value.clauses
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _clauses_within(getattr(value, name))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _clauses_within(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _clauses_within(part)


def _tuples(value: object) -> object:
    """Turn TOML arrays into tuples, so that strict models stay hashable and frozen."""
    if isinstance(value, list):
        return tuple(_tuples(part) for part in value)
    if isinstance(value, dict):
        return {key: _tuples(part) for key, part in value.items()}
    return value


def blanks(*names: str) -> AfterValidator:
    """Return the check that a Chinese sentence has no blanks in braces but these."""

    def check(text: str) -> str:
        try:
            used = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        except ValueError as error:
            raise ValueError("句子中的花括号不成对") from error
        strange = sorted(used - set(names))
        if strange:
            allowed = "、".join(f"{{{b}}}" for b in names) or "无"
            raise ValueError(f"句子里不能用“{{{strange[0]}}}”，可用的空格为：{allowed}")
        return text

    return AfterValidator(check)


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"不是有效的匹配式：{error}") from error
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]


class Step(Cited):
    """One station of a route as a book writes it; ``who`` are roles that facts fill in."""

    purpose: Purpose
    who: tuple[Role, ...]
    need: Literal["all", "any"] = "all"
    personal: bool = False
    when: When = ()
    sentence: Annotated[
        str, blanks("quote", "sender", "leader", "delegate", "co_leaders", "reference")
    ] = ""


def name_of(names: Mapping[Any, str], code: str, default: str | None = None) -> str:
    """Return the book's name of a code; the default, or the code, where it has none."""
    return names.get(code, code if default is None else default)


def toml_values(value: Any) -> Any:
    """Return parsed TOML in the immutable shape that the schemas expect."""
    return _tuples(value)
