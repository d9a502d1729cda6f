"""Leave and presence in numbers: by person and by unit, over a range of days.

Counts only what the asker may read. Owns the arithmetic of days; refuses to judge anybody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from apps.leave import periods, rules
from apps.leave.models import Leave
from apps.organisation.authority import Hat
from apps.rulebook.book import Book
from apps.workdays.calendar import WorkCalendar
from apps.workdays.services import calendar

COUNTED = ("approved", "changing", "returned", "ended")


@dataclass
class Line:
    """One person or one unit: how often, how many working days of each kind, what is open."""

    name: str
    title: str = ""
    times: int = 0
    days: dict[str, Decimal] = field(default_factory=dict)
    late: int = 0
    after_the_fact: int = 0
    unfiled: int = 0
    overdue: int = 0

    @property
    def total(self) -> Decimal:
        """All working days of the line."""
        return sum(self.days.values(), Decimal(0))

    @property
    def words(self) -> str:
        """The total as people write it."""
        return periods.number(self.total) if self.total else "0"

    def shown(self, code: str) -> str:
        """The days of one kind as people write them; nothing for none."""
        days = self.days.get(code)
        return periods.number(days) if days else ""

    def add(self, leave: Leave, days: Decimal, at: dt.datetime) -> None:
        """Count one leave."""
        self.times += 1
        self.days[leave.leave_kind] = self.days.get(leave.leave_kind, Decimal(0)) + days
        self.late += leave.late
        self.after_the_fact += leave.after_the_fact
        self.unfiled += leave.filed_at is None
        self.overdue += leave.is_in_force and leave.to_at <= at


@dataclass(frozen=True)
class Report:
    """The lines of people and of units, the kinds in the book's order, and the range."""

    first: dt.date
    last: dt.date
    workdays: int
    kinds: list[tuple[str, str]]
    people: list[Line]
    units: list[Line]

    @property
    def most(self) -> Decimal:
        """The longest bar of the chart."""
        return max((line.total for line in self.units), default=Decimal(0)) or Decimal(1)


def report(
    hats: Iterable[Hat], first: dt.date, last: dt.date, at: dt.datetime, book: Book
) -> Report:
    """Count the leave that touches [first, last] among what the hats may read; two queries."""
    start, end = periods.instant(first), periods.instant(last + dt.timedelta(days=1))
    rows = Leave.objects.between(start, end).filter(state__in=COUNTED).visible_to(hats)
    days = calendar()
    people: dict[int, Line] = {}
    units: dict[int, Line] = {}
    for leave in rows.select_related("person", "post", "unit").order_by("unit__position", "pk"):
        taken = _within(leave, start, end, days)
        person = people.setdefault(
            leave.person_id, Line(leave.person.name, f"{leave.unit.short_name}　{leave.post.name}")
        )
        unit = units.setdefault(leave.unit_id, Line(leave.unit.name))
        person.add(leave, taken, at)
        unit.add(leave, taken, at)
    found = {code for line in people.values() for code in line.days}
    known = [(entry.code, entry.name) for entry in rules.kinds(book) if entry.code in found]
    known += [(code, code) for code in sorted(found - {code for code, _ in known})]
    return Report(
        first,
        last,
        sum(days.is_workday(first + dt.timedelta(days=n)) for n in range((last - first).days + 1)),
        known,
        sorted(people.values(), key=lambda line: (-line.total, line.name)),
        sorted(units.values(), key=lambda line: (-line.total, line.name)),
    )


def _within(leave: Leave, start: dt.datetime, end: dt.datetime, days: WorkCalendar) -> Decimal:
    """Return the working days that a leave takes inside the range, up to the reported return."""
    over = min(leave.to_at, leave.returned_at) if leave.returned_at else leave.to_at
    begins, ends = max(leave.from_at, start), min(over, end)
    return periods.workdays(begins, ends, days) if begins < ends else Decimal(0)
