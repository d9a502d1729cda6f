"""Working days left until a deadline, for many rows at once."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from apps.workdays.calendar import WorkCalendar


def days_left(due_at: dt.datetime | None, today: dt.date, calendar: WorkCalendar) -> int | None:
    """Return working days after today up to the deadline; negative when it is past."""
    if due_at is None:
        return None
    return calendar.workdays_between(today, timezone.localdate(due_at))
