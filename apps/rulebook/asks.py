"""How the cases of a book are asked: each rule in the comparable form that a case expects.

Owns the table of asks. Refuses nothing itself: wrong facts raise, and the case is at fault.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apps.core.verdicts import Verdict
from apps.rulebook.answers import Route
from apps.rulebook.book import Book
from apps.rulebook.outcomes import Asking, Outcome, ids
from apps.rulebook.provisions.documents import Numbering
from apps.rulebook.question_asks import ask_question
from apps.rulebook.questions import QUESTIONS
from apps.rulebook.rules import authority, deadlines, documents
from apps.workdays.calendar import WorkCalendar


def _verdict(verdict: Verdict) -> Outcome:
    values = {"allowed": verdict.allowed, "field": verdict.field, "soft": verdict.soft}
    return Outcome(values, verdict.reason, ids(verdict.cites))


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
    return Outcome({"stages": _stations(route)}, route.sentence, ids(route.cites))


def _signing(facts: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    answer = documents.signing(documents.SigningFacts(**facts), book)
    values = {
        "options": tuple(">".join(_stations(r)) for r in answer.options),
        "personal": answer.personal,
    }
    says = "".join([r.sentence for r in answer.options] + [v.reason for v in answer.refused])
    cites = [r.cites for r in answer.options] + [v.cites for v in answer.refused]
    return Outcome(values, says, ids(tuple(c for some in cites for c in some)))


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
    return Outcome(values, answer.sentence, ids(answer.cites))


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
    **{key: ask_question(question) for key, question in QUESTIONS.items()},
}


def _reads(given: dict[str, Any], book: Book) -> Outcome:
    row = authority.standing(given["role"], book)
    return Outcome({"reads": row.reads if row else ""}, "", frozenset(row.clauses if row else ()))
