"""What every provision has in common: entries, citations, sentences, the steps of a route.

Owns what every provision has in common. Refuses untyped keys and sentences with unknown blanks.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
        return (clause for _, clause in self.citations())

    def citations(self) -> Iterable[tuple[tuple[str | int, ...], str]]:
        """Return every clause id with the path of keys under which it is named."""
        return _citations(self, ())


def _citations(
    value: object, at: tuple[str | int, ...]
) -> Iterable[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, Cited | Provision):
        yield from (((*at, "clauses"), clause) for clause in value.clauses)
    parts: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, BaseModel):
        parts = ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, Mapping):
        parts = value.items()
    elif isinstance(value, tuple):
        parts = enumerate(value)
    for name, part in parts:
        yield from _citations(part, (*at, name))


def _tuples(value: object) -> object:
    """Turn TOML arrays into tuples, so that strict models stay hashable and frozen."""
    if isinstance(value, list):
        return tuple(_tuples(part) for part in value)
    if isinstance(value, dict):
        return {key: _tuples(part) for key, part in value.items()}
    return value


def blanks_in(sentence: str) -> frozenset[str]:
    """Return the blanks in braces that a sentence holds; ValueError for braces out of pair."""
    try:
        parts = [part for part in string.Formatter().parse(sentence) if part[1] is not None]
    except ValueError as error:
        raise ValueError("句子中的花括号不成对") from error
    if any(form or conversion for _, _, form, conversion in parts):
        raise ValueError("句子的花括号里只写名称")
    return frozenset(str(name) for _, name, _, _ in parts)


@dataclass(frozen=True)
class Blanks(AfterValidator):
    """The check of a sentence, with the names that it lets stand in braces."""

    names: tuple[str, ...] = ()


def blanks(*names: str) -> Blanks:
    """Return the check that a Chinese sentence has no blanks in braces but these."""

    def check(text: str) -> str:
        strange = sorted(blanks_in(text) - set(names))
        if strange:
            allowed = "、".join(f"{{{b}}}" for b in names) or "无"
            raise ValueError(f"句子里不能用“{{{strange[0]}}}”，可用的空格为：{allowed}")
        return text

    return Blanks(check, names)


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
