"""The shape of a book's own files: book.toml, clauses.toml, not_executable.toml, not_yet.toml.

Owns their typed schemas. Refuses unknown keys and numbering patterns that cannot be applied;
whether dates agree is for ``agreeing`` to see.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, field_validator, model_validator

from apps.rulebook.provisions.base import Pattern, blanks_in
from apps.rulebook.provisions.conditions import Entry
from apps.rulebook.terms import (
    Body,
    ClauseClass,
    DurationUnit,
    Module,
    Period,
    Role,
    Source,
    UnitKind,
    words,
)


def _one_group(pattern: str) -> str:
    if re.compile(pattern).groups != 1:
        raise ValueError("匹配式应当恰有一对圆括号，括住序号")
    return pattern


def _numbered(label: str) -> str:
    if blanks_in(label) != {"n"}:
        raise ValueError("标注式应当含有“{n}”，表示序号，此外没有别的花括号")
    return label


Opening = Annotated[Pattern, AfterValidator(_one_group)]
Label = Annotated[str, AfterValidator(_numbered)]


class NumberingEntry(Entry):
    """How chapters, articles and items open, and how articles, paragraphs, items are cited.

    ``numerals``: whether citations write Chinese or Arabic numerals.
    """

    chapter: Opening
    article: Opening
    item: Opening
    article_label: Label
    paragraph_label: Label
    item_label: Label
    numerals: Literal["chinese", "arabic"] = "chinese"


class Vocabulary(Entry):
    """What the posts, units of time and sources are called at this level of government.

    ``place``, ``back`` and ``here`` say that somebody leaves the place, is back, is there;
    ``sender``, ``drafter``, ``person``, ``partner`` and ``act`` stand in sentences where the
    facts give no name; ``cover`` is what the order of
    standing in is called, ``formal`` the government as documents address it.
    """

    government: str
    office: str
    place: str
    back: str
    here: str
    sender: str
    drafter: str
    person: str
    partner: str
    act: str
    cover: str
    formal: str
    posts: dict[Role, str]
    units: dict[UnitKind, str]
    bodies: dict[Body, str]
    periods: dict[Period, str]
    durations: dict[DurationUnit, str]
    sources: dict[Source, str]
    modules: dict[Module, str]
    classes: dict[ClauseClass, str]

    @model_validator(mode="after")
    def _complete(self) -> Vocabulary:
        for name, known in (
            ("posts", Role),
            ("units", UnitKind),
            ("bodies", Body),
            ("periods", Period),
            ("durations", DurationUnit),
            ("sources", Source),
            ("modules", Module),
            ("classes", ClauseClass),
        ):
            missing = [w for w in words(known) if w not in getattr(self, name)]
            if missing:
                raise ValueError(f"“{name}”缺少称谓：{'、'.join(missing)}")
        return self


class BookEntry(Entry):
    """What a book is: names, dates, superior norms, numbering, vocabulary."""

    name: str
    title: str
    short_title: str
    series: str
    issuer: str
    reference: str
    issued_on: date
    published_on: date
    effective_from: date
    effective_to: date | None = None
    predecessor: str = ""
    predecessor_issued_on: date | None = None
    superior_norms: tuple[str, ...] = ()
    date_note: str = ""
    numbering: NumberingEntry
    vocabulary: Vocabulary

    @field_validator("name")
    @classmethod
    def _plain(cls, name: str) -> str:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise ValueError("名称只用小写字母、数字和下划线")
        return name


class ClauseEntry(Entry):
    """One clause: its id, where it stands, its words, what kind of norm it is, who owns it."""

    id: str
    article: int
    title: str
    quote: str
    classes: tuple[ClauseClass, ...]
    module: Module

    @model_validator(mode="after")
    def _classed(self) -> ClauseEntry:
        if not self.classes:
            raise ValueError("至少要有一个规范类别")
        if not self.quote or not self.title:
            raise ValueError("条款要有标题和引文")
        return self


class ClausesFile(Entry):
    """clauses.toml."""

    clause: tuple[ClauseEntry, ...]


class Reserved(Entry):
    """A group of clauses outside the provisions, with the reason an official reads."""

    clauses: tuple[str, ...]
    reason: str


class NotExecutableFile(Entry):
    """not_executable.toml: clauses that stand in the reader only, and why."""

    group: tuple[Reserved, ...] = ()


class Pending(Reserved):
    """Clauses whose module is not built yet."""

    module: Module


class NotYetFile(Entry):
    """not_yet.toml: executable clauses that no provision carries out yet."""

    group: tuple[Pending, ...] = ()
