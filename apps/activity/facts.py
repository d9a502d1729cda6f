"""From rows to what a book counts: distinct days, periods of a year, visits, receptions.

The only place that knows how records become numbers. Refuses to know any limit.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apps.activity.models import Activity

HALVES = 2


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included."""

    first: dt.date
    last: dt.date

    def holds(self, day: dt.date) -> bool:
        """Answer whether the day lies in it."""
        return self.first <= day <= self.last


def year_of(year: int) -> Period:
    """Return a calendar year."""
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))


def periods(per: str, year: int) -> list[Period]:
    """Return the periods of a year within which a book counts: year, quarter or month."""
    months = {"quarter": 3, "month": 1}.get(per, 12)
    starts = range(1, 13, months)
    return [
        Period(
            dt.date(year, first, 1),
            dt.date(year, first + months - 1, monthrange(year, first + months - 1)[1]),
        )
        for first in starts
    ]


def period_on(per: str, day: dt.date) -> Period:
    """Return the period of a day."""
    return next(p for p in periods(per, day.year) if p.holds(day))


def days_out(
    activities: Iterable[Activity], kinds: frozenset[str], period: Period, until: dt.date
) -> dict[dt.date, int]:
    """Return the distinct days with an activity of these kinds, each with its halves (1 or 2).

    Two records of one day count once; a record that runs over the end of the year, or into days
    that are yet to come, counts as far as it lies in the period and not after ``until``.
    """
    found: dict[dt.date, int] = {}
    end = min(period.last, until)
    for activity in activities:
        if activity.kind not in kinds or activity.is_void:
            continue
        day = max(activity.from_on, period.first)
        while day <= min(activity.to_on, end):
            halves = 1 if activity.half_day else HALVES
            found[day] = min(HALVES, found.get(day, 0) + halves)
            day += dt.timedelta(days=1)
    return found


def counted(days: dict[dt.date, int], *, half_counts_whole: bool) -> int:
    """Return how many days that is; half days are added up where a book does not round them up."""
    return len(days) if half_counts_whole else sum(days.values()) // HALVES
