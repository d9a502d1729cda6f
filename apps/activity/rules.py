"""What the book says of the leaders' activities, asked with the office's agreements of the day.

Every number, list and sentence of this room comes from here. Where a book is silent the ledger
still records, and judges nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from apps.activity.facts import Period
from apps.core.verdicts import Verdict
from apps.rulebook import shelf
from apps.rulebook.answers import Entry, Tally
from apps.rulebook.book import Book
from apps.rulebook.errors import NotRegulated
from apps.rulebook.questions import Question
from apps.rulebook.questions import activity as questions
from apps.rulebook.rules.clocks import period_of, tally
from apps.rulebook.rules.rulings import choices_of, rule_on

if TYPE_CHECKING:
    from apps.activity.models import Activity, ResearchTopic
    from apps.matters.models import Matter
    from apps.organisation.authority import Hat

NO_BOOK = Verdict.deny("当日没有生效的工作规则", field="from_on")


def book_on(day: dt.date) -> Book | None:
    """Return the book in force on a day, with what the office has agreed; None before the first."""
    try:
        return shelf.book_on(shelf.in_force(day).name, day)
    except NotRegulated:
        return None


def book_of(matter: Matter, day: dt.date) -> Book:
    """Return the book under which a topic or a letter was opened, as agreed on a day."""
    return shelf.book_on(matter.book, day)


def choices(question: Question, book: Book) -> list[tuple[str, str]]:
    """Return what a list of the book offers, as (code, name)."""
    return [(e.code, e.name) for e in choices_of(question, book)]


def marked(book: Book, mark: str) -> frozenset[str]:
    """Return the kinds of activity that bear a mark: foreign, grassroots, contact, research."""
    return frozenset(e.code for e in choices_of(questions.KINDS, book) if mark in e.marks)


def entry(activity: Activity, book: Book) -> list[Verdict]:
    """Return every refusal of an activity: forbidden, without arrangement, too many with it."""
    ruled = rule_on(
        questions.ENTRY,
        book,
        activity_kind=activity.kind,
        arranged=bool(activity.arrangement.strip()),
        organiser=activity.organiser,
        for_profit=activity.for_profit,
    )
    refusals = [] if ruled else [ruled.verdict]
    number = companions(activity, book)
    if number.state == "over" and not number.allowed:
        refusals.append(Verdict.deny(number.sentence, number.cites, field="companions"))
    return refusals


def companions(activity: Activity, book: Book) -> Tally:
    """Hold the number of people who went along against the book's."""
    return tally(questions.COMPANIONS, activity.companions, book, activity_kind=activity.kind)


def half_day_counts_whole(book: Book) -> bool:
    """Say whether half a day at the grass roots counts as one."""
    return bool(rule_on(questions.HALF_DAY, book))


def quota(
    question: Question,
    count: int,
    book: Book,
    *,
    role: str = "",
    period: Period,
    on: dt.date,
    since: dt.date | None = None,
    **facts: Any,
) -> Tally:
    """Hold a leader's number of a period against the book's, as of a day."""
    if role:
        facts["leader_role"] = role
    return tally(
        question, count, book, on=min(on, period.last), begins=period.first, ends=period.last,
        since=since, **facts,
    )  # fmt: skip


def counted_per(question: Question, book: Book, **facts: Any) -> str:
    """Return within what the book counts (year, quarter, month); a year where it is silent."""
    return period_of(question, book, **facts) or "year"


def letter(book: Book, *, addressee: bool, capacity: str) -> Verdict:
    """Say whether a letter may be instructed by somebody in this capacity."""
    return rule_on(questions.LETTER, book, addressee=addressee, capacity=capacity).verdict


def letter_is_personal(book: Book) -> bool:
    """Say whether the addressee alone reads and instructs, or whoever acts for him as well."""
    return not letter(book, addressee=True, capacity="ab")


def may_settle(hat: Hat, step: Any) -> Verdict:
    """Say, beside the kernel, whether this hat may settle a step of a letter."""
    if step.purpose != "read_letter":
        return Verdict.allow()
    return letter(shelf.book(step.matter.book), addressee=True, capacity=hat.capacity)


def pressable(code: str, book: Book) -> Entry | None:
    """Return the book's entry under which a record may become a supervision item, or None."""
    return next((e for e in choices_of(questions.ESCALATION, book) if e.code == code), None)


def stages(book: Book) -> list[tuple[str, str]]:
    """Return the stages of a topic, (state, name), as the book tells them apart.

    A book that is silent leaves all of them.
    """
    from apps.activity.models import ResearchTopic

    states = ResearchTopic.State
    known = [(s.value, str(s.label)) for s in states if s != states.DROPPED]
    named = dict(choices(questions.TOPIC_STATES, book))
    return [(code, named[code]) for code, _ in known if code in named] or known


def stage(code: str) -> Callable[[ResearchTopic, dt.datetime], Iterable[Verdict]]:
    """Return the rule of a transition into a stage: the book knows it, and none is left out."""

    def ask(topic: ResearchTopic, at: dt.datetime) -> Iterable[Verdict]:
        listed = stages(shelf.book_on(topic.book, timezone.localdate(at)))
        codes = [c for c, _ in listed]
        if code not in codes:
            yield Verdict.deny("工作规则没有设这一阶段")
        elif topic.state in codes:
            between = listed[codes.index(topic.state) + 1 : codes.index(code)]
            if between:
                yield Verdict.deny(f"应当先登记“{between[0][1]}”")

    return ask
