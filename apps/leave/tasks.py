"""Reminders of leave: whoever is back and has not said so (逾期未销假).

Importing this module files the source with the reminder sweep. One indexed range over leave in
force whose end is over; told on the day after the end, whatever day that is, then once each
working day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from apps.leave import periods, rules
from apps.leave.content import url
from apps.leave.models import Leave
from apps.leave.services import routing
from apps.matters.step_reminders import OFFICE_CLOSES, OFFICE_OPENS
from apps.notifications.reminders import SOURCES, Reminder, told
from apps.organisation import authority
from apps.organisation.models import Person
from apps.workdays.services import calendar

KIND = "leave.overdue"
DAY = timedelta(days=1)


def overdue(at: datetime) -> list[Leave]:
    """Return leave in force whose return should have been reported, the oldest first."""
    rows = Leave.objects.in_force().filter(to_at__lte=at).order_by("to_at", "pk")
    related, table = rows.select_related("person", "post__unit", "entered_by"), calendar()
    return [leave for leave in related if rules.is_overdue(leave, at, table)]


@SOURCES.register("leave.overdue")
def reminders(at: datetime) -> Iterator[Reminder]:
    """Tell the person, whoever filled it in and the duty office, during the day.

    The first time is the day after the end, also on a day of rest, when the duty office is there.
    """
    now, today = timezone.localtime(at), timezone.localdate(at)
    if not OFFICE_OPENS <= now.time() < OFFICE_CLOSES:
        return
    works, first = calendar().is_workday(today), today - DAY
    late = [one for one in overdue(at) if works or periods.last_day(one.to_at) == first]
    keys = {leave.pk: f"{leave.pk}:{today:%Y%m%d}" for leave in late}
    known = told(KIND, keys.values())
    fresh = [leave for leave in late if keys[leave.pk] not in known]
    office = _office(at) if fresh else []
    for leave in fresh:
        people = {p.pk: p for p in (leave.person, leave.entered_by, *office)}
        for person in people.values():
            yield Reminder(
                person=person,
                kind=KIND,
                key=keys[leave.pk],
                subject=f"【逾期未销假】{leave.title}",
                text=f"{leave.title}已经届满，尚未销假。已返回的请立即销假，需要续假的请申请变更。",
                path=url(leave.pk),
            )


def _office(at: datetime) -> list[Person]:
    acting = authority.acting_many(routing.office_posts(), at)
    return [person for one in acting for person, _ in one.people]
