"""How a case asks a question: by the kind of its answer.

Owns what a case may expect of each kind (said in the guide for authors). Besides the facts of the
question a case gives ``names`` for the blanks of sentences, and the days and numbers that a kind
counts with: ``start``, ``days``; ``last``, ``begins``, ``on``; ``count``, ``begins``, ``ends``,
``since``, ``previous``; of a list: ``mark``, ``text``.
"""

from __future__ import annotations

from typing import Any

from apps.rulebook.answers import Route
from apps.rulebook.book import Book
from apps.rulebook.outcomes import Asking, Outcome, ids
from apps.rulebook.provisions.clocks import Interval, Quota, Term
from apps.rulebook.provisions.kinds import Chain, Choices, Needs, Roster, Ruling
from apps.rulebook.questions import Question
from apps.rulebook.rules.clocks import gap_since, tally, term_of
from apps.rulebook.rules.rulings import (
    chain_of,
    choices_of,
    needs_of,
    roster_of,
    rule_on,
    suggested,
)
from apps.workdays.calendar import WorkCalendar


def ask_question(question: Question) -> Asking:
    """Return how cases ask this question."""
    answer = _BY_KIND[question.kind]
    return lambda given, book, calendar: answer(question, given, book, calendar)


def _ruling(question: Question, given: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    ruled = rule_on(question, book, **given)
    verdict = ruled.verdict
    values = {
        "allowed": verdict.allowed,
        "soft": verdict.soft,
        "field": verdict.field,
        "override_by": ruled.override_by,
    }
    return Outcome(values, verdict.reason, ids(verdict.cites))


def _chain(question: Question, given: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    route = chain_of(question, book, **given)
    values = {
        "stages": tuple(f"{s.purpose}:{'+'.join(p.role for p in s.posts)}" for s in route.stages),
        "orders": tuple(s.order for s in route.stages),
        "personal": tuple(s.purpose for s in route.stages if s.personal),
        "away": {s.purpose: s.away for s in route.stages},
        "consents": tuple(s.purpose for s in route.stages if s.silence == "consents"),
        "lacking": "".join(s.lacking for s in route.stages),
        "limits": {s.purpose: f"{s.days} {s.unit}" for s in route.stages if s.unit},
    }
    return Outcome(values, _said(route), ids(route.cites))


def _said(route: Route) -> str:
    return route.sentence + "".join(s.lacking for s in route.stages)


def _roster(question: Question, given: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    groups = roster_of(question, book, **given)
    values = {
        "who": tuple(
            f"{g.part}:{'+'.join((*g.roles, *(f'head_of_{k}' for k in g.head_of)))}"
            if g.roles or g.head_of
            else f"{g.part}:chosen_by_{g.chosen_by}"
            for g in groups
        ),
    }
    cites = [c for g in groups for c in g.cites]
    return Outcome(values, "".join(g.sentence for g in groups), ids(cites))


def _choices(question: Question, given: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    mark, text = given.pop("mark", None), given.pop("text", "")
    entries = choices_of(question, book, **given)
    values = {
        "lists": tuple(e.code for e in entries),
        "marked": tuple(e.code for e in entries if mark in e.marks),
        "suggested": tuple(e.code for e in suggested(question, text, book, **given)),
    }
    cites = [c for e in entries for c in e.cites]
    return Outcome(values, "".join(f"{e.name}{e.note}" for e in entries), ids(cites))


def _needs(question: Question, given: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    specs = needs_of(question, book, **given)
    values = {
        "needs": tuple(s.key for s in specs),
        "waivable": tuple(s.key for s in specs if s.waivable_by),
        "before": {s.key: s.required_before for s in specs},
    }
    cites = [c for s in specs for c in s.cites]
    return Outcome(values, "".join(s.reason for s in specs), ids(cites))


def _term(question: Question, given: dict[str, Any], book: Book, days: WorkCalendar) -> Outcome:
    answer = term_of(question, given.pop("start"), book, days, **given)
    if answer is None:
        return Outcome({"due": "none", "soft": True, "stages": ()}, "", frozenset())
    values = {
        "due": answer.due_on,
        "provisional": answer.provisional,
        "soft": answer.soft,
        "source": answer.source,
        "stages": tuple(m.due_on for m in answer.milestones),
    }
    return Outcome(values, answer.sentence, ids(answer.cites))


def _interval(question: Question, given: dict[str, Any], book: Book, days: WorkCalendar) -> Outcome:
    gap = gap_since(question, given.pop("last", None), given.pop("on"), book, days, **given)
    values = {"state": gap.state, "due": gap.due_on, "soft": gap.soft}
    return Outcome(values, gap.sentence, ids(gap.cites))


def _quota(question: Question, given: dict[str, Any], book: Book, _: WorkCalendar) -> Outcome:
    answer = tally(question, given.pop("count"), book, **given)
    values = {
        "state": answer.state,
        "allowed": answer.allowed,
        "share": answer.share,
        "growth": answer.growth,
        "per": answer.per,
    }
    return Outcome(values, answer.sentence, ids(answer.cites))


_BY_KIND: dict[Any, Any] = {
    Ruling: _ruling,
    Chain: _chain,
    Roster: _roster,
    Choices: _choices,
    Needs: _needs,
    Term: _term,
    Interval: _interval,
    Quota: _quota,
}
