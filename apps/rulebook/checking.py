"""Proving a book: every clause has its place, every case holds, versions do not overlap.

Loading already proves quotations, tables and references. Owns what remains; returns every
fault, raises none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from apps.rulebook.book import Book, load_book
from apps.rulebook.cases import Case, read_cases, run_case
from apps.rulebook.errors import BookError, Problem
from apps.rulebook.meanings import is_enforced
from apps.rulebook.reading import provision_places


@dataclass
class Report:
    """What was looked at in one book, and what is wrong."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    articles: int = 0
    clauses: int = 0
    provisions: int = 0
    cases: int = 0

    def as_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "name": self.name,
            "articles": self.articles,
            "clauses": self.clauses,
            "provisions": self.provisions,
            "cases": self.cases,
            "problems": [p.as_dict() for p in self.problems],
        }


def check_shelf(shelf: Path) -> list[Report]:
    """Return a report for every book of a folder of books, overlapping versions included."""
    reports: list[Report] = []
    books: list[Book] = []
    for path in sorted(p.parent for p in shelf.glob("*/book.toml")):
        report = Report(path.name)
        reports.append(report)
        try:
            book = load_book(path)
        except BookError as error:
            report.problems += error.problems
            continue
        books.append(book)
        check_book(book, report)
    by_name = {r.name: r for r in reports}
    for book, message in _overlaps(books):
        by_name[book.name].problems.append(
            Problem("book.toml", "effective_from", _line(book, "effective_from"), message)
        )
    return reports


def check_book(book: Book, report: Report) -> None:
    """Add to a report what a loaded book fails to prove."""
    report.articles = len(book.articles)
    report.clauses = len(book.clauses)
    report.provisions = len(book.provisions)
    cases, faults = read_cases(book)
    report.cases = len(cases)
    report.problems += faults
    if not faults:
        report.problems += [p for p in (run_case(case, book) for case in cases) if p]
    report.problems += _unplaced(book)
    report.problems += _without_case(book, cases)


@lru_cache(maxsize=8)
def failing_cases(book: Book) -> tuple[Problem, ...]:
    """Return the cases that do not hold; asked before a change of conventions is let in."""
    cases, faults = read_cases(book)
    return (*faults, *(p for p in (run_case(case, book) for case in cases) if p))


def bound(book: Book) -> dict[str, str]:
    """Return the clauses that some provision binds, with the provision's key.

    An enforced provision goes before one whose module is not built yet.
    """
    keys = sorted(book.provisions, key=is_enforced)
    return {clause: key for key in keys for clause in book.provisions[key].clauses}


def carried_out(book: Book) -> dict[str, str]:
    """Return the clauses that an enforced provision carries out, with the provision's key."""
    return {clause: key for clause, key in bound(book).items() if is_enforced(key)}


def _unplaced(book: Book) -> Iterable[Problem]:
    placed = bound(book)
    for clause in book.clauses.values():
        if clause.id in placed or clause.id in book.not_executable or clause.id in book.not_yet:
            continue
        yield Problem(
            "clauses.toml",
            clause.id,
            _line_of(clause.id, book),
            f"“{clause.title}”没有规定来执行，也没有列入 not_executable.toml 或者 not_yet.toml",
        )


def _without_case(book: Book, cases: Iterable[Case]) -> Iterable[Problem]:
    cases = list(cases)
    places = provision_places(book.path)
    shown = {case.entry.provision or case.entry.ask for case in cases}
    for key, provision in book.provisions.items():
        if key not in shown:
            file, line = places[key]
            yield Problem(file, key, line, f"“{provision.title}”没有一个实例")
    named = {clause for case in cases for clause in case.entry.clauses}
    for clause, key in bound(book).items():
        if clause not in named:
            told = f"“{book.clauses[clause].title}”由“{key}”执行，没有一个实例"
            yield Problem("clauses.toml", clause, _line_of(clause, book), told)


def _overlaps(books: list[Book]) -> Iterable[tuple[Book, str]]:
    ordered = sorted(books, key=lambda b: (b.entry.series, b.effective_from))
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if earlier.entry.series == later.entry.series and earlier.holds_on(later.effective_from):
            yield later, f"与“{earlier.name}”的施行时间重叠，请先写明后者停止执行的日期"


def _line_of(clause: str, book: Book) -> int:
    return _line(book, f'id = "{clause}"', "clauses.toml")


def _line(book: Book, opening: str, file: str = "book.toml") -> int:
    lines = (book.path / file).read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.startswith(opening)), 0)
