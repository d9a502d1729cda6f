"""Worked cases that an office can read, and their running: given, when, then.

Owns the schema of ``cases/*.toml`` and the asking of the rules. Refuses a case whose facts the
rule does not know; a case whose answer differs is a fault of the book, named by file and line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from apps.rulebook.asks import ASKS, Outcome
from apps.rulebook.book import Book
from apps.rulebook.conventions import agreed
from apps.rulebook.errors import NotRegulated, Problem
from apps.rulebook.provisions.conditions import Entry
from apps.rulebook.reading import TomlFile, open_toml
from apps.workdays.calendar import WorkCalendar


class CalendarEntry(Entry):
    """The holiday notice that the cases of one file count with."""

    years: tuple[int, ...] = ()
    rest: tuple[date, ...] = ()
    work: tuple[date, ...] = ()


class AgreedEntry(Entry):
    """An office convention as a case takes it, whatever the office has set since."""

    key: str
    path: str
    value: int | None = None


class CaseEntry(Entry):
    """One case: Chinese for people (given, when, then), facts and expectation for the check."""

    name: str
    provision: str = ""
    clauses: tuple[str, ...] = ()
    given: str
    when: str
    then: str
    ask: str
    facts: dict[str, Any] = {}
    agreed: tuple[AgreedEntry, ...] = ()
    expect: dict[str, Any]


class CasesFile(Entry):
    """One file of cases."""

    calendar: CalendarEntry = CalendarEntry()
    case: tuple[CaseEntry, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A case with the place where it stands."""

    file: str
    line: int
    entry: CaseEntry
    calendar: WorkCalendar


def read_cases(book: Book) -> tuple[tuple[Case, ...], list[Problem]]:
    """Return every case of a book and the faults of its case files."""
    cases: list[Case] = []
    problems: list[Problem] = []
    for path in sorted((book.path / "cases").glob("*.toml")):
        file = open_toml(path, book.path)
        listed = file.fit(CasesFile, file.values) if not file.problems else None
        if listed is not None:
            calendar = _calendar(listed.calendar)
            for number, entry in enumerate(listed.case):
                _check_entry(file, number, entry, book)
                cases.append(Case(file.name, file.line(("case", number)), entry, calendar))
        problems += file.problems
    return tuple(cases), problems


@lru_cache(maxsize=8)
def cases_by_clause(book: Book) -> dict[str, tuple[Case, ...]]:
    """Return the cases that name each clause, for pages."""
    found: dict[str, list[Case]] = {}
    for case in read_cases(book)[0]:
        for clause in case.entry.clauses:
            found.setdefault(clause, []).append(case)
    return {clause: tuple(cases) for clause, cases in found.items()}


def run_case(case: Case, book: Book) -> Problem | None:
    """Return the fault of a case, or None where the book answers as it expects."""
    try:
        book = agreed(book, {(a.key, a.path): a.value for a in case.entry.agreed})
        outcome = ASKS[case.entry.ask](dict(case.entry.facts), book, case.calendar)
    except (TypeError, KeyError, ValueError, NotRegulated) as error:
        return _fault(case, f"“{case.entry.name}”的事实写错：{error}")
    for key, wanted in case.entry.expect.items():
        said = _differs(key, wanted, outcome)
        if said:
            return _fault(case, f"“{case.entry.name}”不成立：{said}")
    return None


def _fault(case: Case, message: str) -> Problem:
    entry = case.entry
    words = (("已知：", entry.given), ("何时：", entry.when), ("应当：", entry.then))
    shown = "；".join(f"{label}{text.rstrip('。')}" for label, text in words)
    return Problem(case.file, entry.name, case.line, message, shown, entry.clauses)


def _differs(key: str, wanted: Any, outcome: Outcome) -> str:
    if key == "says":
        missing = wanted not in outcome.says
        return f"答复中没有“{wanted}”，实为“{outcome.says}”" if missing else ""
    if key in _SETS:
        words, wrong = _SETS[key](wanted, outcome)
        return f"{words}{'、'.join(wrong)}" if wrong else ""
    if key not in outcome.values:
        return f"不认识的期望“{key}”，可用：{'、'.join(outcome.values)}、says、cites"
    if outcome.values[key] != wanted:
        return f"“{key}”应为{wanted}，实为{outcome.values[key]}"
    return ""


_SETS: dict[str, Callable[[Any, Outcome], tuple[str, list[str]]]] = {
    "cites": lambda wanted, out: ("没有引用条款", [c for c in wanted if c not in out.cites]),
    "includes": lambda wanted, out: (
        "没有要求",
        [k for k in wanted if k not in out.values.get("needs", ())],
    ),
    "free": lambda wanted, out: (
        "不应要求",
        [k for k in wanted if k in out.values.get("needs", ())],
    ),
}


def _check_entry(file: TomlFile, number: int, entry: CaseEntry, book: Book) -> None:
    at = ("case", number)
    if entry.ask not in ASKS:
        file.fault((*at, "ask"), f"不认识的提问“{entry.ask}”，应为规定的名称或者：{_named_asks()}")
    about = entry.provision or entry.ask
    if about not in book.provisions:
        file.fault((*at, "provision"), f"没有名为“{about}”的规定")
    for clause in entry.clauses:
        if clause not in book.clauses:
            file.fault((*at, "clauses"), f"没有编号为“{clause}”的条款")
    if not entry.expect:
        file.fault((*at, "expect"), "没有写明期望的答复")


def _named_asks() -> str:
    return "、".join(name for name in ASKS if "." not in name)


def _calendar(entry: CalendarEntry) -> WorkCalendar:
    days = dict.fromkeys(entry.rest, False) | dict.fromkeys(entry.work, True)
    return WorkCalendar(days, frozenset(entry.years))
