"""Questions: what may be asked of a book, on which facts, and in which kind of answer.

Owns the declaration of a question and its facts. Refuses facts that it does not know and values
that a fact cannot take; knows no city, no clause and no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from apps.rulebook.provisions.conditions import Domain, Numbers, Scalar
from apps.rulebook.provisions.tables import Fault, Table
from apps.rulebook.terms import Body, DocumentKind, Module, Role, UnitKind, words

Listed = Mapping[str, tuple[str, ...]]
"""Codes by the key of the list (Choices) in which a book names them."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One column: yes or no, one of a closed list, one of a list in the book, or a number.

    Codes are shown by ``words``, by the list in the book, or by the part of the book's
    vocabulary that ``called`` names (posts, units, bodies; kinds of document as the book's
    "documents.kinds" has them).
    """

    name: str
    label: str
    values: tuple[Scalar, ...] = ()
    listed_in: str = ""
    number: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    called: str = ""

    @property
    def is_flag(self) -> bool:
        """Whether the fact is yes or no."""
        return self.values == (False, True)

    @property
    def default(self) -> Scalar | None:
        """What holds where nothing is said: no, and none; a choice has to be made."""
        if self.is_flag:
            return False
        return 0 if self.number else None

    def column(self, listed: Listed, points: Iterable[int] = ()) -> tuple[Scalar, ...]:
        """Return the values of the column in one book; of a number, where answers may change."""
        if self.number:
            return Numbers(sorted({0, *(p for p in points if p >= 0)}))
        return listed.get(self.listed_in, ()) if self.listed_in else self.values

    def takes(self, value: object, listed: Listed) -> bool:
        """Say whether the fact can have this value."""
        if self.number:
            return type(value) is int and value >= 0
        column = self.column(listed)
        return value in column and type(value) is type(column[0])


def flag(name: str, label: str) -> Fact:
    """Return a fact that is yes or no."""
    return Fact(name, label, (False, True))


def one_of(name: str, label: str, options: Mapping[str, str]) -> Fact:
    """Return a fact with a closed list of codes, each with its Chinese word."""
    return Fact(name, label, tuple(options), words=options)


def role(name: str, label: str, among: tuple[Role, ...] = ()) -> Fact:
    """Return a fact that is a role, one of a few where given; a book says what posts are called."""
    return Fact(name, label, among or words(Role), called="posts")


def unit_kind(name: str, label: str) -> Fact:
    """Return a fact that is a kind of unit; a book says what they are called."""
    return Fact(name, label, words(UnitKind), called="units")


def body(name: str, label: str) -> Fact:
    """Return a fact that is a body above or beside the government, as the book calls it."""
    return Fact(name, label, words(Body), called="bodies")


def document_kind(name: str, label: str) -> Fact:
    """Return a fact that is a kind of document, as the book calls them."""
    return Fact(name, label, words(DocumentKind), called="document_kinds")


def listed(name: str, label: str, key: str) -> Fact:
    """Return a fact whose codes a book lists itself, under the question of that key."""
    return Fact(name, label, listed_in=key)


def number(name: str, label: str) -> Fact:
    """Return a fact that counts something (whole, not negative)."""
    return Fact(name, label, number=True)


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One question: its meaning, its Chinese title, its module, the kind and facts of its answer.

    ``names`` are further blanks of its sentences, with what stands there where nobody is named.
    ``marks``: what code understands on the entries of a list. ``granted``: a ruling that gives a
    right, which no book means to give by saying nothing. ``enforced``: a module built today asks
    it and obeys.
    """

    key: str
    title: str
    module: Module
    kind: type[Table]
    facts: tuple[Fact, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    granted: bool = False
    enforced: bool = False
    _by_name: dict[str, Fact] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {f.name: f for f in self.facts})

    def fact(self, name: str) -> Fact:
        """Return a fact by name; KeyError for none."""
        return self._by_name[name]

    def blanks(self) -> frozenset[str]:
        """Return the blanks that its sentences may hold."""
        return frozenset({"quote", *self.kind.counted, *self.names, *(f.name for f in self.facts)})

    def domain(self, table: Table, listed: Listed) -> Domain:
        """Return the columns against which a book's table is proved."""
        points: dict[str, set[int]] = {}
        for _, row in table.entries():
            for condition in row.when:
                for name, wanted in condition.items():
                    points.setdefault(name, set()).update(getattr(wanted, "edges", tuple)())
        return {f.name: f.column(listed, points.get(f.name, ())) for f in self.facts}

    def faults(self, table: Table, listed: Listed) -> Iterable[Fault]:
        """Return what is wrong with a book's answer to this question."""
        for number, item in enumerate(getattr(table, "items", ()) if self.marks else ()):
            for strange in [m for m in item.marks if m not in self.marks]:
                known = "、".join(self.marks)
                yield ("items", number, "marks"), f"不认识的标记“{strange}”，应为：{known}"
        missing = [f for f in self.facts if f.listed_in and not listed.get(f.listed_in)]
        for fact in missing:
            yield (), f"“{fact.label}”由“{fact.listed_in}”列出，这部规则没有写"
        if not missing:
            yield from table.faults(self.domain(table, listed), self.blanks())

    def complete(self, given: Mapping[str, Any], listed: Listed) -> dict[str, Any]:
        """Return the facts with their defaults; raises TypeError or ValueError, never guesses."""
        for strange in given:
            if strange not in self._by_name:
                known = "、".join(self._by_name) or "无"
                raise TypeError(f"“{self.key}”没有事实“{strange}”，可用：{known}")
        facts = {}
        for name, fact in self._by_name.items():
            value = given[name] if name in given else fact.default
            if value is None:
                raise TypeError(f"“{self.key}”缺少事实“{name}”（{fact.label}）")
            if not fact.takes(value, listed):
                raise ValueError(f"“{name}”（{fact.label}）不能取“{value}”")
            facts[name] = value
        return facts
