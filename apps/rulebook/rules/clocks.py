"""Answers about time and number: by when, how long since, how many (时限、间隔、数量).

Owns the arithmetic between a book's tables and a calendar. Refuses to read a clock: every day
is an argument; the day of the start is not counted, the last day ends 24:00.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, Literal

from apps.rulebook.answers import Deadline, Gap, Milestone, Tally
from apps.rulebook.book import Book
from apps.rulebook.provisions.clocks import (
    Interval,
    IntervalRow,
    Limit,
    Quota,
    QuotaRow,
    Term,
    TermRow,
)
from apps.rulebook.questions import Question
from apps.rulebook.rules.asking import Names, put
from apps.rulebook.terms import Period

if TYPE_CHECKING:
    from apps.workdays.calendar import WorkCalendar


def count_out(limit: Limit, start: date, calendar: WorkCalendar) -> tuple[date, bool]:
    """Return the last day of a limit and whether a holiday notice may still move it."""
    signed = -limit.value if limit.direction == "before" else limit.value
    if limit.unit == "workday":
        due = calendar.add_workdays(start, signed)
    elif limit.unit == "month":
        due = calendar.add_months(start, signed, roll=limit.roll)
    elif limit.unit == "month_day":
        due = calendar.add_days(_next_day_of_month(limit.value, start), 0, roll=limit.roll)
    else:
        due = calendar.add_days(start, signed, roll=limit.roll)
    return due.on, due.provisional


def _next_day_of_month(day: int, start: date) -> date:
    this = start.replace(day=min(day, monthrange(start.year, start.month)[1]))
    if this > start:
        return this
    first = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first.replace(day=min(day, monthrange(first.year, first.month)[1]))


def term_of(
    question: Question,
    start: date,
    book: Book,
    calendar: WorkCalendar,
    *,
    days: int | None = None,
    names: Names | None = None,
    **facts: Any,
) -> Deadline | None:
    """Return by when; None where the book sets no limit (及时, or nothing at all).

    ``days`` is a limit that the leading unit sets itself; it counts only where the book lets it.
    """
    asked = put(question, book, facts, names or {})
    table = book.find(question.key, Term)
    if table is None:
        return None
    number, row = table.row_for(asked.facts)
    assert isinstance(row, TermRow)
    if row.limit is None:
        return None
    limit = row.limit
    if days is not None and row.own_limit:
        limit = limit.model_copy(update={"value": days})
    due, provisional = count_out(limit, start, calendar)
    cites = asked.cites(table, row)
    stages = [(s.label, count_out(s.limit, start, calendar)[0]) for s in row.stages]
    source = row.source or table.source
    return Deadline(
        due, limit.value, limit.unit, provisional, cites,
        asked.say(row.sentence, cites, **_counted(book, source, limit, due)),
        row.soft, source, tuple(Milestone(*stage) for stage in stages),
        asked.trace(table, number),
    )  # fmt: skip


def _counted(book: Book, source: str, limit: Limit, due: date) -> dict[str, object]:
    sources: dict[Any, str] = book.vocabulary.sources
    return {
        "days": limit.value,
        "unit": book.vocabulary.durations[limit.unit],
        "due": _chinese(due),
        "source": sources[source],
    }


def _chinese(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def gap_since(
    question: Question,
    last: date | None,
    on: date,
    book: Book,
    calendar: WorkCalendar,
    *,
    begins: date | None = None,
    names: Names | None = None,
    **facts: Any,
) -> Gap:
    """Say whether the next one is due on a day.

    ``last`` is None where there was none yet: the first one is then counted from ``begins``,
    or is not due at all where that is left out.
    """
    asked = put(question, book, facts, names or {})
    table = book.find(question.key, Interval)
    if table is None:
        return Gap("none")
    number, row = table.row_for(asked.facts)
    assert isinstance(row, IntervalRow)
    cites = asked.cites(table, row)
    start = last or begins
    if row.limit is None or start is None:
        sentence = asked.say(row.sentence, cites, days="", unit="", due="", last="", source="")
        return Gap("none", None, None, sentence, cites, row.soft, table.source,
                   asked.trace(table, number))  # fmt: skip
    due = count_out(row.limit, start if last is None else _done(row.limit, last), calendar)[0]
    since = (on - start).days
    late = on > due
    words = {**_counted(book, table.source, row.limit, due), "count": since,
             "last": _chinese(last) if last else "尚无记录"}  # fmt: skip
    return Gap(
        "amber" if late else "green", due, since,
        asked.say(row.overdue if late else row.sentence, cites, **words),
        cites, row.soft, table.source, asked.trace(table, number),
    )  # fmt: skip


def _done(limit: Limit, last: date) -> date:
    """Return the day until which the last one counts: a month's own, however early in it."""
    whole = limit.unit == "month_day"
    return last.replace(day=monthrange(last.year, last.month)[1]) if whole else last


def period_of(question: Question, book: Book, **facts: Any) -> Period | None:
    """Return within what the book counts for these facts; None where it is silent."""
    asked = put(question, book, facts, {})
    table = book.find(question.key, Quota)
    if table is None:
        return None
    row = table.row_for(asked.facts)[1]
    assert isinstance(row, QuotaRow)
    return row.per or table.per


def tally(
    question: Question,
    count: int,
    book: Book,
    *,
    on: date | None = None,
    begins: date | None = None,
    ends: date | None = None,
    since: date | None = None,
    previous: int | None = None,
    names: Names | None = None,
    **facts: Any,
) -> Tally:
    """Hold a number against the book's limits.

    ``begins`` and ``ends`` are the first and last day of the period and ``on`` the day asked
    about (left out: the period is over); ``since`` is the day from which the person counts;
    ``previous`` is the number of the same period before.
    """
    asked = put(question, book, facts, names or {})
    table = book.find(question.key, Quota)
    if table is None:
        return Tally("none", count)
    number, row = table.row_for(asked.facts)
    assert isinstance(row, QuotaRow)
    row = _measured(row, previous)
    least, share = _owed(row, on, begins, ends, since)
    state = _state(row, count, least, share, on, ends)
    kept = row.compared if row.compared and previous is not None else row.sentence
    sentence = {"short": row.short, "behind": row.short, "over": row.over}.get(state, kept)
    cites = asked.cites(table, row)
    sources: dict[Any, str] = book.vocabulary.sources
    words = {"count": count, "least": least if share is None else share, "most": row.most,
             "source": sources[table.source], "unit": table.measure, "previous": previous,
             "growth": _shown_growth(count, previous, table.measure)}  # fmt: skip
    refused = state == "short" or (row.most is not None and count >= row.most)
    return Tally(
        state, count, least, row.most, share, _growth(count, previous), row.soft or not refused,
        asked.say(sentence, cites, **words), cites, table.source, asked.trace(table, number),
        row.per or table.per,
    )  # fmt: skip


def _measured(row: QuotaRow, previous: int | None) -> QuotaRow:
    """Return the row with its upper limit as a number, where the number before is known."""
    if row.most_of_previous is None or previous is None:
        return row
    return row.model_copy(update={"most": previous * row.most_of_previous // 100})


def _growth(count: int, previous: int | None) -> int | None:
    return round((count - previous) * 100 / previous) if previous else None


def _shown_growth(count: int, previous: int | None, measure: str) -> str:
    """Return the growth as people read it: in percent, or by how many where it began at none."""
    growth = _growth(count, previous)
    return f"{count:+d}{measure}" if growth is None else f"{growth:+d}%"


def _owed(
    row: QuotaRow, on: date | None, begins: date | None, ends: date | None, since: date | None
) -> tuple[int | None, int | None]:
    """Return what is owed over the whole period, and by the day asked about if there is a pace."""
    if row.least is None or begins is None or ends is None:
        return row.least, None
    whole = (ends - begins).days + 1
    first = max(begins, since) if row.prorate and since else begins
    least = ceil(row.least * max(0, (ends - first).days + 1) / whole)
    if not row.pace or on is None or on >= ends:
        return least, None
    done, all_days = max(0, (on - first).days + 1), max(1, (ends - first).days + 1)
    # To the nearest whole one: half of the year owes half of the number.
    return least, (2 * least * done + all_days) // (2 * all_days)


def _state(
    row: QuotaRow,
    count: int,
    least: int | None,
    share: int | None,
    on: date | None,
    ends: date | None,
) -> Literal["met", "short", "behind", "over", "none"]:
    if row.most is not None and count > row.most:
        return "over"
    if least is None:
        return "none" if row.most is None else "met"
    if count >= least:
        return "met"
    if on is None or ends is None or on >= ends:
        return "short"
    if share is not None:
        return "behind" if count < share else "met"
    remind = row.remind_from and f"{on:%m-%d}" >= row.remind_from
    return "short" if remind else "met"
