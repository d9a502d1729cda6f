"""Worked cases that an office can read, and their running: given, when, then.

Owns the schema of ``cases/*.toml`` and the asking of the rules. Refuses a case whose facts the
rule does not know; a case whose answer differs is a fault of the book, named by file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.core.verdicts import Cite, Verdict
from apps.rulebook.answers import Route
from apps.rulebook.book import Book
from apps.rulebook.errors import NotRegulated, Problem
from apps.rulebook.provisions.base import Entry
from apps.rulebook.provisions.documents import Numbering
from apps.rulebook.reading import TomlFile, open_toml
from apps.rulebook.rules import authority, deadlines, documents
from apps.workdays.calendar import WorkCalendar


class CalendarEntry(Entry):
    """The holiday notice that the cases of one file count with."""

    years: tuple[int, ...] = ()
    rest: tuple[date, ...] = ()
    work: tuple[date, ...] = ()


class CaseEntry(Entry):
    """One case: Chinese for people (given, when, then), facts and expectation for the check."""

    name: str
    provision: str
    clauses: tuple[str, ...] = ()
    given: str
    when: str
    then: str
    ask: str
    facts: dict[str, Any] = {}
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rule answered, in comparable form."""

    values: Mapping[str, Any]
    says: str
    cites: frozenset[str]


Asking = Callable[[dict[str, Any], Book, WorkCalendar], Outcome]


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


def run_case(case: Case, book: Book) -> Problem | None:
    """Return the fault of a case, or None where the book answers as it expects."""
    try:
        outcome = ASKS[case.entry.ask](dict(case.entry.facts), book, case.calendar)
    except (TypeError, KeyError, ValueError, NotRegulated) as error:
        return _fault(case, f"“{case.entry.name}”的事实写错：{error}")
    for key, wanted in case.entry.expect.items():
        said = _differs(key, wanted, outcome)
        if said:
            return _fault(case, f"“{case.entry.name}”不成立：{said}")
    return None


def _fault(case: Case, message: str) -> Problem:
    return Problem(case.file, case.entry.name, case.line, message)


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
        file.fault((*at, "ask"), f"不认识的提问“{entry.ask}”，应为：{'、'.join(ASKS)}")
    if entry.provision not in book.provisions:
        file.fault((*at, "provision"), f"没有名为“{entry.provision}”的规定")
    for clause in entry.clauses:
        if clause not in book.clauses:
            file.fault((*at, "clauses"), f"没有编号为“{clause}”的条款")
    if not entry.expect:
        file.fault((*at, "expect"), "没有写明期望的答复")


def _calendar(entry: CalendarEntry) -> WorkCalendar:
    days = dict.fromkeys(entry.rest, False) | dict.fromkeys(entry.work, True)
    return WorkCalendar(days, frozenset(entry.years))


def _ids(cites: tuple[Cite, ...]) -> frozenset[str]:
    return frozenset(c.clause for c in cites)


def _verdict(verdict: Verdict) -> Outcome:
    values = {"allowed": verdict.allowed, "field": verdict.field, "soft": verdict.soft}
    return Outcome(values, verdict.reason, _ids(verdict.cites))


def _submission(facts: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    answers = documents.check_submission(documents.SubmissionFacts(**facts), book)
    values = {
        "refused": tuple(v.field for v in answers),
        "soft": tuple(v.field for v in answers if v.soft),
    }
    cites = frozenset(c.clause for v in answers for c in v.cites)
    return Outcome(values, "".join(v.reason for v in answers), cites)


def _stations(route: Route) -> tuple[str, ...]:
    return tuple(
        f"{stage.purpose}:{'+'.join(p.post or p.role for p in stage.posts)}"
        for stage in route.stages
    )


def _route(facts: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    route = documents.decision_route(documents.DecisionFacts(**facts), book)
    return Outcome({"stages": _stations(route)}, route.sentence, _ids(route.cites))


def _signing(facts: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    answer = documents.signing(documents.SigningFacts(**facts), book)
    values = {
        "options": tuple(">".join(_stations(r)) for r in answer.options),
        "personal": answer.personal,
    }
    says = "".join([r.sentence for r in answer.options] + [v.reason for v in answer.refused])
    cites = [r.cites for r in answer.options] + [v.cites for v in answer.refused]
    return Outcome(values, says, _ids(tuple(c for some in cites for c in some)))


def _may_sign(facts: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    role, capacity = facts.pop("role"), facts.pop("capacity", "holder")
    return _verdict(documents.may_sign(documents.SigningFacts(**facts), role, capacity, book))


def _requirements(facts: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    specs = documents.requirements(documents.DraftFacts(**facts), book)
    values = {
        "needs": tuple(s.key for s in specs),
        "waivable": tuple(s.key for s in specs if s.waivable_by),
        "before": {s.key: s.required_before for s in specs},
    }
    cites = frozenset(c.clause for s in specs for c in s.cites)
    return Outcome(values, "".join(s.reason for s in specs), cites)


def _deadline(facts: dict[str, Any], book: Book, calendar: WorkCalendar) -> Outcome:
    meaning, start = facts.pop("meaning"), facts.pop("start")
    answer = deadlines.deadline(meaning, start, book, calendar, **facts)
    values = {"due": answer.due_on, "provisional": answer.provisional, "soft": answer.soft}
    return Outcome(values, answer.sentence, _ids(answer.cites))


def _step_limit(facts: dict[str, Any], book: Book, calendar: WorkCalendar) -> Outcome:
    answer = deadlines.step_deadline(
        facts.pop("purpose"), facts.pop("urgency"), facts.pop("start"), book, calendar, **facts
    )
    values = {"due": answer.due_on if answer else None}
    return Outcome(values, answer.sentence if answer else "", frozenset())


def _capacity(facts: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    power, capacity = facts.pop("power"), facts.pop("capacity")
    return _verdict(authority.capacity_may(power, capacity, book, **facts))


def _number(facts: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    rule = book.provision("documents.numbering", Numbering)
    return Outcome({"code": rule.code(**facts)}, "", frozenset())


def _asking(rule: Callable[[Any, Book], Verdict], facts: type) -> Asking:
    return lambda given, book, _: _verdict(rule(facts(**given), book))


ASKS: dict[str, Asking] = {
    "submission": _submission,
    "route": _route,
    "signing": _signing,
    "may_sign": _may_sign,
    "requirements": _requirements,
    "deadline": _deadline,
    "step_limit": _step_limit,
    "number": _number,
    "capacity": _capacity,
    "substitution": _asking(authority.substitution, authority.AbsenceFacts),
    "acting_mayor": _asking(authority.acting_mayor, authority.ActingMayorFacts),
    "special_task": _asking(authority.special_task, authority.SpecialTaskFacts),
    "pair": _asking(authority.pair_allowed, authority.PairFacts),
    "portfolio": _asking(authority.portfolio_allowed, authority.PortfolioFacts),
    "both_away": lambda given, book, _: _verdict(authority.both_away(book, **given)),
    "role": lambda given, book, _: _verdict(authority.role_may(book=book, **given)),
    "reads": lambda given, book, _: _reads(given, book),
    "member": lambda given, book, _: _verdict(authority.is_member(book=book, **given)),
    "scope": lambda given, book, _: _verdict(authority.applies_to(book=book, **given)),
    "version": lambda given, book, _: Outcome(
        {"holds": book.holds_on(given["on"])}, "", frozenset()
    ),
}


def _reads(given: dict[str, Any], book: Book) -> Outcome:
    row = authority.standing(given["role"], book)
    return Outcome({"reads": row.reads if row else ""}, "", frozenset(row.clauses if row else ()))
