"""Reading the ledger of annual leave: how long somebody has worked, how much he has taken.

Decides nothing: how many days there are is the law's answer, asked in ``rules``.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.models import Sum

from apps.leave.models import LedgerEntry, Service


def years_of_service(person_id: int, year: int) -> int | None:
    """Return the whole years worked by the end of a year; None where the start is not entered."""
    started = Service.objects.filter(person=person_id).values_list("started_on", flat=True).first()
    if started is None:
        return None
    end = dt.date(year, 12, 31)
    before = (end.month, end.day) < (started.month, started.day)
    return max(0, end.year - started.year - before)


def used(person_id: int, year: int) -> Decimal:
    """Return the days of a year's annual leave that are used up, adjustments included."""
    rows = LedgerEntry.objects.filter(person=person_id, year=year)
    return rows.aggregate(days=Sum("days"))["days"] or Decimal(0)


def booked(leave_id: int) -> dict[int, Decimal]:
    """Return what the ledger holds of one leave, by year."""
    rows = LedgerEntry.objects.filter(leave=leave_id).values_list("year", "days")
    found: dict[int, Decimal] = {}
    for year, days in rows:
        found[year] = found.get(year, Decimal(0)) + days
    return found
