"""By when: limits counted on the calendar that the caller hands in.

Owns the arithmetic between a book's durations and a calendar. Refuses to read a clock: the
start is a date, its day is not counted, the last day ends 24:00.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from apps.rulebook.answers import Deadline, Trace
from apps.rulebook.book import Book
from apps.rulebook.provisions.clocks import Limit
from apps.rulebook.provisions.limits import Duration, StepLimits
from apps.rulebook.rules.clocks import count_out
from apps.rulebook.terms import Urgency

if TYPE_CHECKING:
    from apps.workdays.calendar import WorkCalendar


def deadline(
    meaning: str, start: date, book: Book, calendar: WorkCalendar, *, days: int | None = None
) -> Deadline:
    """Return the last day of the limit that the book sets on a meaning, counted from a day.

    ``days`` is the lead unit's own limit where the book lets it set one; it is ignored
    elsewhere. Raises NotRegulated.
    """
    rule = book.provision(meaning, Duration)
    length = max(0, days) if days is not None and rule.own_limit else rule.value
    limit = Limit(value=length, unit=rule.unit, roll=rule.roll)
    due, provisional = count_out(limit, start, calendar)
    cites = book.cites(rule.clauses)
    sentence = book.say(
        rule.sentence,
        cites,
        days=length,
        unit=book.vocabulary.durations[rule.unit],
        due=f"{due.year}年{due.month}月{due.day}日",
        source=book.vocabulary.sources[rule.source],
    )
    return Deadline(
        due, length, rule.unit, provisional, cites, sentence, rule.soft, rule.source,
        trace=(Trace(meaning, rule.title),),
    )  # fmt: skip


def step_deadline(
    purpose: str, urgency: Urgency, start: date, book: Book, calendar: WorkCalendar
) -> Deadline | None:
    """Return the office's limit for a station (办公室约定), or None where none is agreed."""
    rule = book.find("matters.step_limits", StepLimits)
    length = rule.days(purpose, urgency) if rule else None
    if rule is None or length is None:
        return None
    due = calendar.add_workdays(start, length)
    source = book.vocabulary.sources[rule.source]
    sentence = book.say(rule.sentence, (), days=length, source=source)
    return Deadline(
        due.on, length, "workday", due.provisional, book.cites(rule.clauses), sentence,
        True, rule.source, trace=(Trace("matters.step_limits", rule.title, rule.number(purpose)),),
    )  # fmt: skip


def own_limit_needs_reason(meaning: str, days: int, book: Book) -> bool:
    """Say whether a unit's own limit is so short that it must give a reason."""
    rule = book.provision(meaning, Duration)
    return rule.own_limit and days < rule.reason_below
