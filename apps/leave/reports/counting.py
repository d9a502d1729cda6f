"""Leave and presence by person and by unit, over a range of days.

A leave counts up to the reported return. An absence that was entered without a request (a paper
leave) counts as well, for whoever reads the reasons of everybody and for the person himself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count

from apps.leave import facts, periods, rules
from apps.leave.models import Leave
from apps.leave.reports.lines import Line
from apps.organisation.authority import Hat
from apps.organisation.models import Absence, Appointment, Person, Post, Unit
from apps.organisation.policies.whereabouts import reads_reasons
from apps.rulebook.book import Book
from apps.workdays.calendar import WorkCalendar
from apps.workdays.services import calendar

COUNTED = ("approved", "changing", "returned", "ended")
# Beyond as many days the chart over time has a column for each month instead of each day.
MOST_COLUMNS = 31


@dataclass(frozen=True)
class Report:
    """The lines of people and of units, the kinds in the book's order, the range, and over time.

    ``columns`` says for each day, or for each month of a longer range, how many person-days of
    working time were away.
    """

    first: dt.date
    last: dt.date
    workdays: int
    kinds: list[tuple[str, str]]
    people: list[Line]
    units: list[Line]
    columns: list[tuple[dt.date, Decimal]]

    @property
    def by_month(self) -> bool:
        """Whether a column stands for a month."""
        return (self.last - self.first).days >= MOST_COLUMNS

    @property
    def most(self) -> Decimal:
        """The longest bar of the chart of units."""
        return max((line.total for line in self.units), default=Decimal(0)) or Decimal(1)

    @property
    def times(self) -> int:
        """How often anybody was away."""
        return sum(line.times for line in self.people)

    @property
    def words(self) -> str:
        """All working days away as people write them."""
        total = sum((line.total for line in self.people), Decimal(0))
        return periods.number(total) if total else "0"


@dataclass
class _Count:
    """The lines while they are being filled."""

    first: dt.date
    last: dt.date
    table: WorkCalendar
    workdays: int
    people: dict[int, Line] = field(default_factory=dict)
    units: dict[int, Line] = field(default_factory=dict)
    columns: dict[dt.date, Decimal] = field(default_factory=dict)

    def lines(self, person: Person, post: Post | None, unit: Unit) -> tuple[Line, Line]:
        """Return the line of a person and of his unit."""
        title = f"{unit.short_name}　{post.name}" if post else unit.short_name
        mine = self.people.setdefault(person.pk, Line(person.name, title, self.workdays))
        return mine, self.units.setdefault(unit.pk, Line(unit.name, "", self.workdays))

    def days(self, from_at: dt.datetime, to_at: dt.datetime) -> Decimal:
        """Return the working days that a period takes inside the range, and note them by day."""
        start = max(from_at, periods.instant(self.first))
        end = min(to_at, periods.instant(self.last + dt.timedelta(days=1)))
        if end <= start:
            return Decimal(0)
        found = [day for day in periods.days_of(start, end, self.table) if day.worked]
        for day in found:
            self.columns[day.on] = self.columns.get(day.on, Decimal(0)) + day.worked
        return sum((day.worked for day in found), Decimal(0))


def report(
    hats: Iterable[Hat], person_id: int, first: dt.date, last: dt.date, at: dt.datetime, book: Book
) -> Report:
    """Count the absences that touch [first, last] among what somebody may read; five queries."""
    worn = tuple(hats)
    table = calendar()
    length = (last - first).days + 1
    workdays = sum(table.is_workday(first + dt.timedelta(days=n)) for n in range(length))
    count = _Count(first, last, table, workdays)
    _count_leave(count, worn, at)
    _count_absences(count, worn, person_id)
    _count_heads(count.units, last)
    found = {code for line in count.people.values() for code in line.days}
    known = [(entry.code, entry.name) for entry in rules.kinds(book) if entry.code in found]
    known += [(code, code) for code in sorted(found - {code for code, _ in known})]
    return Report(
        first, last, workdays, known, _ordered(count.people), _ordered(count.units),
        _columns(count),
    )  # fmt: skip


def _ordered(lines: dict[int, Line]) -> list[Line]:
    return sorted(lines.values(), key=lambda line: (-line.total, line.name))


def _range(count: _Count) -> tuple[dt.datetime, dt.datetime]:
    return periods.instant(count.first), periods.instant(count.last + dt.timedelta(days=1))


def _count_leave(count: _Count, hats: tuple[Hat, ...], at: dt.datetime) -> None:
    rows = Leave.objects.between(*_range(count)).filter(state__in=COUNTED).visible_to(hats)
    related = rows.select_related("person", "post__unit", "unit")
    for leave in related.order_by("unit__position", "pk"):
        over = min(leave.to_at, leave.returned_at) if leave.returned_at else leave.to_at
        taken = count.days(leave.from_at, over)
        overdue = rules.is_overdue(leave, at, count.table)
        for line in count.lines(leave.person, leave.post, leave.unit):
            line.add(leave, taken, overdue=overdue)


def _count_absences(count: _Count, hats: tuple[Hat, ...], person_id: int) -> None:
    """Count what was entered without a request."""
    rows = Absence.objects.approved().overlapping(*_range(count)).filter(leave__isnull=True)
    if not reads_reasons(hats):
        rows = rows.filter(person=person_id)
    away = list(rows.select_related("person").order_by("from_at", "pk"))
    seats = _seats({row.person_id for row in away}, count.last) if away else {}
    for row in away:
        post = seats.get(row.person_id)
        if post is None:
            continue  # he holds no post any more: no unit to count him under
        taken = count.days(row.from_at, row.over_at)
        for line in count.lines(row.person, post, post.unit):
            line.take(row.kind, taken)


def _seats(people: set[int], day: dt.date) -> dict[int, Post]:
    """Return by which post each of some people is counted: the highest that he holds."""
    rows = Appointment.objects.on(day).filter(person__in=people, post__abolished_on__isnull=True)
    found: dict[int, Post] = {}
    for seat in rows.select_related("post__unit").order_by("post__position", "pk"):
        known = found.get(seat.person_id)
        if known is None or facts.rank_of(seat.post.role) < facts.rank_of(known.role):
            found[seat.person_id] = seat.post
    return found


def _count_heads(units: dict[int, Line], day: dt.date) -> None:
    """Enter how many people hold a post in each unit."""
    rows: Any = Appointment.objects.on(day).filter(post__unit__in=units).values("post__unit")
    for row in rows.annotate(heads=Count("person", distinct=True)).order_by("post__unit"):
        units[row["post__unit"]].heads = row["heads"]


def _columns(count: _Count) -> list[tuple[dt.date, Decimal]]:
    """Return every day of a short range, every month of a long one, with what was away."""
    length = (count.last - count.first).days + 1
    days = [count.first + dt.timedelta(days=n) for n in range(length)]
    nothing = Decimal(0)
    if length <= MOST_COLUMNS:
        return [(day, count.columns.get(day, nothing)) for day in days]
    found: dict[dt.date, Decimal] = {}
    for day in days:
        month = day.replace(day=1)
        found[month] = found.get(month, nothing) + count.columns.get(day, nothing)
    return list(found.items())
