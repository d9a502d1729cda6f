"""Days and instants: a day belongs to the city's time zone and ends where the next begins."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def local_day(at: datetime) -> date:
    """Return the calendar day of an instant in the city's time zone."""
    return timezone.localtime(at).date()


def midnight(day: date) -> datetime:
    """Return the instant at which a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def after(day: date | None) -> datetime | None:
    """Return the instant at which an inclusive last day is over; None stays open."""
    return midnight(day + timedelta(days=1)) if day else None
