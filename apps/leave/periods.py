"""Periods of absence in halves of days: how many days, how many of them the office works.

A day has two halves, before and after noon, local time. Refuses any other grain: whoever leaves at
ten is away in the forenoon.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from apps.workdays.calendar import WorkCalendar

HALF = Decimal(1) / 2
NOON = dt.time(12)
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a period: how much of it (a half or the whole), and whether the office works."""

    on: dt.date
    share: Decimal
    working: bool

    @property
    def worked(self) -> Decimal:
        """How much working time the person is away from."""
        return self.share if self.working else Decimal(0)


def instant(on: dt.date, *, noon: bool = False) -> dt.datetime:
    """Return the local midnight that begins a day, or its noon."""
    return timezone.make_aware(dt.datetime.combine(on, NOON if noon else dt.time()))


def days_of(from_at: dt.datetime, to_at: dt.datetime, calendar: WorkCalendar) -> list[Day]:
    """Return every day of [from_at, to_at), each with the share of it that is touched."""
    found = []
    first, last = timezone.localdate(from_at), last_day(to_at)
    for n in range(min((last - first).days + 1, MOST_DAYS)):
        on = first + dt.timedelta(days=n)
        noon, night = instant(on, noon=True), instant(on + dt.timedelta(days=1))
        halves = (from_at < noon and to_at > instant(on)) + (from_at < night and to_at > noon)
        if halves:
            found.append(Day(on, HALF * halves, calendar.is_workday(on)))
    return found


def last_day(to_at: dt.datetime) -> dt.date:
    """Return the last local day of a period that ends at ``to_at`` (excluded)."""
    return timezone.localdate(to_at - dt.timedelta(microseconds=1))


def calendar_days(from_at: dt.datetime, to_at: dt.datetime) -> int:
    """Return how many calendar days a period touches."""
    return (last_day(to_at) - timezone.localdate(from_at)).days + 1


def workdays(from_at: dt.datetime, to_at: dt.datetime, calendar: WorkCalendar) -> Decimal:
    """Return how many working days a period takes, in halves."""
    return sum((day.worked for day in days_of(from_at, to_at, calendar)), Decimal(0))


def by_year(from_at: dt.datetime, to_at: dt.datetime, calendar: WorkCalendar) -> dict[int, Decimal]:
    """Return the working days of a period by the year they lie in."""
    found: dict[int, Decimal] = {}
    for day in days_of(from_at, to_at, calendar):
        if day.worked:
            found[day.on.year] = found.get(day.on.year, Decimal(0)) + day.worked
    return found


def number(days: Decimal) -> str:
    """Return 3 or 2.5, without needless zeros."""
    return f"{days.normalize():f}"


def words(from_at: dt.datetime, to_at: dt.datetime) -> str:
    """Return 6月3日至6月7日, with 上午 and 下午 where the period does not take whole days."""
    start, end = timezone.localtime(from_at), timezone.localtime(to_at)
    last = last_day(to_at)
    first = f"{start.month}月{start.day}日" + ("下午" if start.time() >= NOON else "")
    until = f"{last.month}月{last.day}日" + ("上午" if end.time() == NOON else "")
    if start.year != last.year:
        first, until = f"{start.year}年{first}", f"{last.year}年{until}"
    if timezone.localdate(from_at) == last:
        halves = ("下午" if start.time() >= NOON else "") or ("上午" if end.time() == NOON else "")
        return f"{start.month}月{start.day}日{halves}"
    return f"{first}至{until}"
