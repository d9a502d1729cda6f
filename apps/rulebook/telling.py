"""A provision in words: every row as one Chinese line, for the reader, the trace and comparison.

Owns the wording of tables. Refuses to interpret: a line says what the row says and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from apps.core.verdicts import Cite
from apps.rulebook.book import Book
from apps.rulebook.provisions import Provision
from apps.rulebook.provisions.base import Cited
from apps.rulebook.provisions.conditions import Bounds, Condition, Others
from apps.rulebook.provisions.tables import Table
from apps.rulebook.questions import QUESTIONS, Question
from apps.rulebook.questions.words import BLANKS, CODES, COLUMNS
from apps.rulebook.rules.asking import fact_words
from apps.rulebook.telling_kinds import tell_row
from apps.rulebook.telling_typed import tell_typed


@dataclass(frozen=True, slots=True)
class Line:
    """One row in words: when it holds, what it says, by which clauses; ``row`` as in Trace."""

    when: str
    says: str
    row: int = 0
    cites: tuple[Cite, ...] = ()

    @property
    def text(self) -> str:
        """The whole line."""
        return f"{self.when}：{self.says}" if self.when else self.says


@lru_cache(maxsize=1024)
def tell(key: str, book: Book) -> tuple[Line, ...]:
    """Return a provision of a book in lines; none where the book is silent."""
    provision = book.provisions.get(key)
    if provision is None:
        return ()
    if isinstance(provision, Table):
        return tuple(_table_lines(QUESTIONS[key], provision, book))
    return tuple(
        _line(conditions(when, COLUMNS, _code), says, row, _cites(part, provision, book), BLANKS)
        for row, when, says, part in tell_typed(provision, book)
    )


def _code(_: str, code: str) -> str:
    return CODES.get(code, code)


def _line(
    when: str, says: str, row: int, cites: tuple[Cite, ...], blanks: Mapping[str, str]
) -> Line:
    """Return a line with its blanks named: outside any matter nothing else can stand there."""
    words = {**blanks, "quote": cites[0].quote if cites else ""}
    filled = re.sub(r"\{(\w+)\}", lambda found: words.get(found.group(1), ""), says)
    return Line(when, filled, row, cites)


def line_of(key: str, row: int, book: Book) -> Line | None:
    """Return the line of one row, as a trace names it."""
    return next((line for line in tell(key, book) if line.row == row), None)


def _cites(part: object, provision: Provision, book: Book) -> tuple[Cite, ...]:
    own = part.clauses if isinstance(part, Cited) else ()
    return book.cites(own or provision.clauses)


def _table_lines(question: Question, table: Table, book: Book) -> Iterable[Line]:
    labels = {f.name: f.label for f in question.facts}
    words = {f.name: fact_words(f, book) for f in question.facts}

    def called(name: str, code: str) -> str:
        return words.get(name, {}).get(code, code)

    blanks = {**BLANKS, **question.names, **labels}
    rest = len(list(table.entries())) > 1
    for row, when, says, part in tell_row(table, book):
        condition = conditions(when, labels, called)
        if not condition and row == 0 and rest:
            condition = "其他情形"
        yield _line(condition, says, row, _cites(part, table, book), blanks)


def conditions(when: Iterable[Condition], labels: Mapping[str, str], called: Any) -> str:
    """Return a condition in words: alternatives joined by 或者, empty for none."""
    return "，或者".join("，".join(_said(c, labels, called)) for c in when)


def _said(condition: Condition, labels: Mapping[str, str], called: Any) -> Iterable[str]:
    for name, wanted in condition.items():
        label = labels.get(name, name)
        if isinstance(wanted, bool):
            yield label if wanted else f"不属于“{label}”"
        elif isinstance(wanted, Bounds):
            yield f"{label}{_range(wanted)}"
        elif isinstance(wanted, Others):
            yield f"{label}不是{_named(name, wanted.other_than, called)}"
        else:
            several = wanted if isinstance(wanted, tuple) else (wanted,)
            yield f"{label}为{_named(name, several, called)}"


def _named(name: str, codes: Iterable[object], called: Any) -> str:
    return "、".join(called(name, str(code)) for code in codes)


def _range(bounds: Bounds) -> str:
    if bounds.least is None:
        return f"不超过{bounds.most}"
    if bounds.most is None:
        return f"不少于{bounds.least}"
    return f"为{bounds.least}至{bounds.most}"
