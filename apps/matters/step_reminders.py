"""Reminders of steps: due within two working days, due today, overdue on each working day.

One indexed sweep over waiting steps; what was told is skipped before anybody is looked up.
Refuses to disturb at night, on days without office, and on the day on which the step arrived:
its announcement has just told the deadline.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from apps.matters.models import Step
from apps.matters.telling import acting_for, reminder
from apps.notifications.reminders import SOURCES, Reminder, told
from apps.workdays.calendar import WorkCalendar
from apps.workdays.services import calendar

SOON_WORKDAYS = 2
OFFICE_OPENS = time(8, 0)
OFFICE_CLOSES = time(20, 0)


@SOURCES.register("matters.steps")
def due_steps(at: datetime) -> Iterator[Reminder]:
    """Yield the reminders that are due now and were told to nobody."""
    local, days = timezone.localtime(at), calendar()
    if not days.is_workday(local.date()):
        return
    if not OFFICE_OPENS <= local.time() < OFFICE_CLOSES:
        return
    near = [step for step in _near(local.date(), days) if not _is_news(step, local.date(), at)]
    due = [(step, *_occasion(step, local.date(), at)) for step in near]
    known = {kind: told(kind, (k for _, w, k in due if w == kind)) for _, kind, _ in due}
    for step, kind, key in due:
        if key not in known[kind]:
            for person, hat in acting_for(step, at):
                yield reminder(step, person, hat, kind, key, at)


def _near(today: date, days: WorkCalendar) -> list[Step]:
    """Return waiting steps whose deadline lies before the end of the second working day ahead."""
    last = days.add_workdays(today, SOON_WORKDAYS).on + timedelta(days=1)
    end = timezone.make_aware(datetime.combine(last, time.min))
    rows = Step.objects.select_related("matter", "matter__unit", "post")
    return list(rows.filter(state=Step.State.WAITING, due_at__lt=end).order_by("due_at", "pk"))


def _is_news(step: Step, today: date, at: datetime) -> bool:
    """Say whether the step arrived today and is still in time."""
    assert step.due_at is not None
    return timezone.localdate(step.opened_at) >= today and step.due_at >= at


def _occasion(step: Step, today: date, at: datetime) -> tuple[str, str]:
    """Return (kind, key) of the reminder that a deadline calls for today.

    The deadline is part of the key: one that was moved is reminded of again.
    """
    assert step.due_at is not None
    due_on = timezone.localdate(step.due_at)
    if step.due_at < at:
        return "step_overdue", f"{step.pk}:{today:%Y%m%d}"
    if due_on == today:
        return "step_today", f"{step.pk}:{today:%Y%m%d}"
    return "step_soon", f"{step.pk}:{due_on:%Y%m%d}"
