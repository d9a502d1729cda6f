"""Asking the book about a leave: facts in, the book's answer out.

Every answer is given by the book under which the request was opened. Nothing is decided here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone

from apps.core.verdicts import Verdict
from apps.leave import facts, ledger, periods
from apps.leave.models import Leave
from apps.organisation import policies as seats
from apps.organisation.wording import said
from apps.rulebook import shelf
from apps.rulebook.answers import Deadline, Entry, RequirementSpec, Route, Ruled, Tally
from apps.rulebook.book import Book
from apps.rulebook.errors import NotRegulated
from apps.rulebook.questions import leave as ask
from apps.rulebook.rules.clocks import tally, term_of
from apps.rulebook.rules.rulings import chain_of, choices_of, needs_of, rule_on
from apps.workdays.calendar import WorkCalendar
from apps.workdays.services import calendar


def book_of(leave: Leave) -> Book:
    """Return the book under which the request was opened."""
    return shelf.book(leave.book)


def kinds(book: Book) -> tuple[Entry, ...]:
    """Return the kinds of leave that a book knows, in its order."""
    return choices_of(ask.KINDS, book)


def kind_name(book: Book, code: str) -> str:
    """Return what the book calls a kind; the code itself where it has been given up."""
    return next((entry.name for entry in kinds(book) if entry.code == code), code)


def title_of(leave: Leave) -> str:
    """Return 松见山出访（6月3日至6月7日）: what lists and mails call the request."""
    kind = kind_name(book_of(leave), leave.leave_kind).split("（")[0]
    return f"{leave.person.name}{kind}（{periods.words(leave.from_at, leave.to_at)}）"


def is_marked(book: Book, code: str, mark: str) -> bool:
    """Say whether the book marks a kind: abroad, annual, duty or private."""
    return any(entry.code == code and mark in entry.marks for entry in kinds(book))


def without_request(leave: Leave) -> Ruled:
    """Say whether the person might go without asking anybody."""
    return rule_on(ask.REQUIRED, book_of(leave), **facts.going(leave), summoned=leave.summoned)


def route(leave: Leave, leader: str = "") -> Route:
    """Return who must agree, be told and file it, in order; ``leader`` names who is in charge."""
    names = {"leader": leader} if leader else None
    return chain_of(
        ask.ROUTE, book_of(leave), names=names, **facts.going(leave), days=facts.length(leave)
    )


def filings(leave: Leave) -> tuple[RequirementSpec, ...]:
    """Return the offices that have to be told, each as something to be proved."""
    return needs_of(ask.FILINGS, book_of(leave), **facts.going(leave))


def notice(leave: Leave) -> Deadline | None:
    """Return the last day to ask in time; None where the book sets none."""
    start = timezone.localdate(leave.from_at)
    who, days = facts.who(leave), facts.length(leave)
    book = book_of(leave)
    return term_of(
        ask.NOTICE, start, book, calendar(), **who, leave_kind=leave.leave_kind, absent_days=days
    )


def is_late(leave: Leave, at: dt.datetime) -> bool:
    """Say whether the last day to ask is over."""
    limit = notice(leave)
    return limit is not None and timezone.localdate(at) > limit.due_on


def return_due(leave: Leave, table: WorkCalendar | None = None) -> Deadline | None:
    """Return by when the return has to be reported; None where the book sets no limit.

    Whoever asks of many gives the ``table`` of working days, which is looked at once.
    """
    start = periods.last_day(leave.to_at)
    who, days = facts.who(leave), table or calendar()
    return term_of(ask.RETURN, start, book_of(leave), days, **who, leave_kind=leave.leave_kind)


def is_overdue(leave: Leave, at: dt.datetime, table: WorkCalendar | None = None) -> bool:
    """Say whether the return should have been reported and was not."""
    due = return_due(leave, table) if leave.is_in_force else None
    return due is not None and timezone.localdate(at) > due.due_on


def teams_abroad(book: Book, count: int, previous: int) -> Tally:
    """Hold the number of teams that went abroad against the book and the year before."""
    return tally(ask.OVERSEAS, count, book, previous=previous, unit_kind="government")


def submission(leave: Leave, at: dt.datetime) -> Iterable[Verdict]:
    """Return every reason why the request may not be sent as it is."""
    return (*_complete(leave), *_ruled(leave, at), *_routed(leave), *period_is_free(leave, at),
            *balanced(leave, leave.from_at, leave.to_at))  # fmt: skip


def _complete(leave: Leave) -> list[Verdict]:
    wanted = [
        (leave.reason.strip(), "reason", "请填写事由"),
        (leave.contact.strip(), "contact", "请填写外出期间的联系电话"),
    ]
    if leave.leaves:
        wanted.append((leave.destination.strip(), "destination", "请填写前往地点"))
    return [Verdict.deny(text, field=name) for value, name, text in wanted if not value]


def _ruled(leave: Leave, at: dt.datetime) -> list[Verdict]:
    verdict = rule_on(
        ask.SUBMISSION,
        book_of(leave),
        **facts.who(leave),
        leave_kind=leave.leave_kind,
        approval_file=bool(leave.approval_file.strip()),
        begun=leave.has_begun(at),
        late=is_late(leave, at),
    ).verdict
    return [] if verdict.allowed else [verdict]


def _routed(leave: Leave) -> list[Verdict]:
    try:
        route(leave)
    except NotRegulated:
        return [Verdict.deny(said("现行规则没有规定这一岗位的请假程序，请与{office}联系"))]
    return []


def period_is_free(leave: Leave, at: dt.datetime) -> Iterable[Verdict]:
    """Refuse a period that touches another absence of the same person."""
    own = leave.absence_id
    verdict = seats.may_record_absence(leave.person, leave.from_at, leave.to_at, exclude=own)
    return [] if verdict else [verdict]


def approval(leave: Leave, at: dt.datetime) -> Iterable[Verdict]:
    """Return what refuses the approval: the time or the days were taken since it was asked for."""
    taken = balanced(leave, leave.from_at, leave.to_at)
    return (*period_is_free(leave, at), *(v for v in taken if not v.soft))


def balanced(leave: Leave, from_at: dt.datetime, to_at: dt.datetime) -> list[Verdict]:
    """Refuse a period that takes more annual leave than there is, beside what is booked for it."""
    found, booked = [], ledger.booked(leave.pk)
    for year, asked in annual_days(leave, from_at, to_at).items():
        balance = annual(leave, year, asked - booked.get(year, Decimal(0)))
        if balance is not None and balance.state == "over":
            found.append(
                Verdict.deny(
                    f"{year}年{balance.sentence}",
                    balance.cites,
                    field="to_at",
                    soft=balance.allowed,
                )
            )
    return found


def annual_days(leave: Leave, from_at: dt.datetime, to_at: dt.datetime) -> dict[int, Decimal]:
    """Return the working days that a period of the request takes from annual leave, by year."""
    if not is_marked(book_of(leave), leave.leave_kind, "annual"):
        return {}
    return periods.by_year(from_at, to_at, calendar())


def annual(leave: Leave, year: int, asked: Decimal = Decimal(0)) -> Tally | None:
    """Hold what is taken of a year's annual leave, and ``asked``, against the law.

    None where nobody has entered when the person took up work. Halves count as begun days.
    """
    worked = ledger.years_of_service(leave.person_id, year)
    if worked is None:
        return None
    used = ledger.used(leave.person_id, year) + asked
    whole = int(used.to_integral_value(rounding="ROUND_CEILING"))
    return tally(ask.ANNUAL, max(0, whole), book_of(leave), years=worked)
