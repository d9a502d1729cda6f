"""Counting time, pure: 工作日 and 天 are different units and are never converted.

The day of the trigger is not counted. Monday to Friday are working days unless the table says
otherwise, Saturday and Sunday are not unless it does. An answer that passes through a year whose
holiday notice is not entered is provisional. Refuses to know the clock or the database.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Due:
    """A day that was counted out; ``provisional`` if a holiday notice may still move it."""

    on: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The exceptions to the week, and the years whose notice has been entered."""

    days: Mapping[date, bool]
    known_years: frozenset[int]

    def is_workday(self, on: date) -> bool:
        """Answer whether the office works on that day."""
        exception = self.days.get(on)
        return on.weekday() < SATURDAY if exception is None else exception

    def add_workdays(self, start: date, count: int) -> Due:
        """Return the ``count``-th working day after ``start`` (before it, if negative).

        Zero gives ``start`` itself, moved to the next working day if it is none.
        OverflowError beyond the year 9999.
        """
        if count == 0:
            return self._rolled(start)
        step, left, on = (DAY if count > 0 else -DAY), abs(count), start
        while left:
            on += step
            left -= self.is_workday(on)
        return Due(on, self._is_provisional(start + step, on))

    def add_days(self, start: date, count: int, roll: bool = False) -> Due:
        """Return the day ``count`` calendar days after ``start`` (before it, if negative).

        ``roll`` moves a day without office to the next working day.
        """
        on = start + count * DAY
        return self._rolled(on) if roll else Due(on)

    def add_months(self, start: date, count: int, roll: bool = False) -> Due:
        """Return the same day ``count`` months later, or the last of a month that lacks it."""
        months = start.year * 12 + start.month - 1 + count
        year, month = months // 12, months % 12 + 1
        on = date(year, month, min(start.day, monthrange(year, month)[1]))
        return self._rolled(on) if roll else Due(on)

    def roll(self, on: date) -> date:
        """Return ``on`` if the office works then, else the next day on which it does."""
        while not self.is_workday(on):
            on += DAY
        return on

    def workdays_between(self, start: date, end: date) -> int:
        """Count the working days after ``start`` up to and including ``end``.

        Negative if ``end`` lies before ``start``: so many working days have gone by since.
        """
        if end < start:
            return -self.workdays_between(end, start)
        # Whole weeks bring five each; then the odd days, then what the table changes.
        weeks, odd = divmod((end - start).days, 7)
        count = weeks * 5
        for ahead in range(odd):
            count += (end - ahead * DAY).weekday() < SATURDAY
        for on, working in self.days.items():
            if start < on <= end:
                count += working - (on.weekday() < SATURDAY)
        return count

    def _rolled(self, on: date) -> Due:
        rolled = self.roll(on)
        return Due(rolled, self._is_provisional(on, rolled))

    def _is_provisional(self, one: date, other: date) -> bool:
        years = range(min(one, other).year, max(one, other).year + 1)
        return not self.known_years.issuperset(years)
