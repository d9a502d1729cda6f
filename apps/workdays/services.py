"""The calendar in use, and the only doors by which it changes.

Owns the process's copy of the table, entering a yearly notice, seeding a year and single
corrections. Every change is in the trail and told to those who count time. Refuses a notice with
a single wrong line, and never overwrites an entered notice by a seed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max

from apps.core.verdicts import Refused, Verdict
from apps.trail.services import record
from apps.workdays.calendar import WorkCalendar
from apps.workdays.hooks import calendar_changed
from apps.workdays.models import CalendarDay
from apps.workdays.notice import read_notice
from apps.workdays.seed import library_year

NOVEMBER = 11
Days = Mapping[date, tuple[bool, str]]
_copy: tuple[Any, WorkCalendar] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One day that an import adds, changes or removes, in words for the page."""

    on: date
    what: str
    before: str = ""
    after: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the form kept in the trail."""
        shown = {"on": self.on.isoformat(), "what": self.what}
        return {**shown, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class Import:
    """What entering a notice does, or would do."""

    year: int
    changes: tuple[Change, ...]
    dry_run: bool = False


def calendar() -> WorkCalendar:
    """Return the calendar of the table; one small query tells whether the copy still holds."""
    global _copy
    stamp = tuple(CalendarDay.objects.aggregate(n=Count("pk"), last=Max("changed_at")).values())
    if _copy is None or _copy[0] != stamp:
        rows = CalendarDay.objects.values_list("date", "working", "notice_year", "provisional")
        days: dict[date, bool] = {}
        known = set()
        for on, working, year, provisional in rows:
            days[on] = working
            if not provisional:
                known.add(year)
        _copy = (stamp, WorkCalendar(days, frozenset(known)))
    return _copy[1]


def forget() -> None:
    """Drop this process's copy of the calendar."""
    global _copy
    _copy = None


def missing_notices(on: date) -> tuple[int, ...]:
    """Return the years whose notice ought to be entered by that day (next year's in November)."""
    known = calendar().known_years
    wanted = [on.year] + ([on.year + 1] if on.month >= NOVEMBER else [])
    return tuple(year for year in wanted if year not in known)


@transaction.atomic
def import_notice(
    csv_text: str, *, by: Any, at: datetime, reference: str = "", dry_run: bool = False
) -> Import:
    """Enter the notice of one year from CSV, in place of that year's rows.

    Refused with one sentence per wrong line. ``dry_run`` only says what would change.
    """
    notice = read_notice(csv_text)
    if notice.problems:
        raise Refused(*(Verdict.deny(problem, field="csv") for problem in notice.problems))
    wanted = {day.on: (day.working, day.name) for day in notice.days}
    changes = _differences(notice.year, wanted)
    if dry_run:
        return Import(notice.year, changes, dry_run=True)
    source = reference.strip()[:120] or f"{notice.year}年放假安排"
    _replace(notice.year, wanted, source=source, provisional=False, by=by)
    _tell("workdays.import_notice", notice.year, changes, by, at, reference=source)
    return Import(notice.year, changes)


@transaction.atomic
def seed_year(year: int, *, by: Any = None) -> int:
    """Fill a year from the library and return its number of rows; 0 if a notice is entered.

    ValueError for a year that the library cannot know.
    """
    if CalendarDay.objects.of_notice(year).entered().exists():
        return 0
    seed = library_year(year)
    _replace(year, seed.days, source=seed.source, provisional=not seed.settled, by=by)
    _notify({year})
    return len(seed.days)


@transaction.atomic
def save_day(*, day: CalendarDay, by: Any, at: datetime) -> CalendarDay:
    """Add or correct one day by hand."""
    old = CalendarDay.objects.filter(pk=day.pk).first() if day.pk else None
    day._history_user = by
    day.save()
    what, before = ("改为", str(old)) if old else ("新增", "")
    change = Change(day.date, what, before, str(day))
    _tell("workdays.save_day", day.notice_year, [change], by, at)
    if old and old.notice_year != day.notice_year:
        _notify({old.notice_year})
    return day


@transaction.atomic
def remove_days(*, days: Iterable[CalendarDay], by: Any, at: datetime) -> None:
    """Take days out of the table: the week holds again for them."""
    for day in days:
        change = Change(day.date, "删除", str(day))
        day._history_user = by
        day.delete()
        _tell("workdays.remove_day", day.notice_year, [change], by, at)


def _differences(year: int, wanted: Days) -> tuple[Change, ...]:
    old = {day.date: (day.working, day.name) for day in CalendarDay.objects.of_notice(year)}
    clashes = CalendarDay.objects.filter(date__in=wanted).exclude(notice_year=year)
    old |= {day.date: (day.working, day.name) for day in clashes}
    changes = []
    for on in sorted({*old, *wanted}):
        before, after = _words(old.get(on)), _words(wanted.get(on))
        if before != after:
            what = "新增" if not before else "改为" if after else "删除"
            changes.append(Change(on, what, before, after))
    return tuple(changes)


def _words(day: tuple[bool, str] | None) -> str:
    return f"{'上班' if day[0] else '放假'}（{day[1]}）" if day else ""


def _replace(year: int, wanted: Days, *, source: str, provisional: bool, by: Any) -> None:
    rows = {day.date: day for day in CalendarDay.objects.filter(date__in=wanted)}
    for on, (working, name) in wanted.items():
        day = rows.get(on) or CalendarDay(date=on)
        day.working, day.name, day.source = working, name, source
        day.provisional, day.notice_year = provisional, year
        day._history_user = by
        day.save()
    for gone in CalendarDay.objects.of_notice(year).exclude(date__in=wanted):
        gone._history_user = by
        gone.delete()


def _tell(
    verb: str, year: int, changes: Iterable[Change], by: Any, at: datetime, **payload: Any
) -> None:
    record(
        verb=verb,
        subject=f"calendar:{year}",
        at=at,
        person_key=by.get_username() if by else "",
        person_name=by.get_full_name() if by else "",
        channel="admin" if by else "command",
        payload={**payload, "changes": [change.as_dict() for change in changes]},
    )
    _notify({year})


def _notify(years: Iterable[int]) -> None:
    forget()
    for _name, told in calendar_changed.items():
        told(years=frozenset(years))
