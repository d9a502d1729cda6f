"""What is still open now, whatever range is asked about: filings to make, returns to report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from apps.leave import rules
from apps.leave.models import Leave
from apps.matters.models import Finding, Requirement
from apps.organisation.authority import Hat
from apps.workdays.services import calendar


@dataclass(frozen=True, slots=True)
class Unfiled:
    """An approved leave and the offices that have not been told of it."""

    leave: Leave
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overdue:
    """A leave whose return was not reported, by when it should have been, and how many days ago."""

    leave: Leave
    due_on: dt.date
    days: int


def unfiled(hats: Iterable[Hat]) -> list[Unfiled]:
    """Return the readable leave of which an office has still to be told; two queries."""
    rows = Leave.objects.visible_to(hats).unfiled().select_related("person", "post__unit")
    found = list(rows.order_by("from_at", "pk"))
    told = Finding.objects.filter(current=True).exclude(result=Finding.Result.FAILED)
    wanted = Requirement.objects.filter(matter__in=[row.pk for row in found])
    wanted = wanted.filter(dropped_at__isnull=True).exclude(pk__in=told.values("requirement"))
    missing: dict[int, list[str]] = {}
    for row in wanted.order_by("position", "pk"):
        missing.setdefault(row.matter_id, []).append(row.label)
    return [Unfiled(row, tuple(missing.get(row.pk, ()))) for row in found]


def overdue(hats: Iterable[Hat], at: dt.datetime) -> list[Overdue]:
    """Return the readable leave whose return should have been reported, the oldest first."""
    today = timezone.localdate(at)
    rows = Leave.objects.visible_to(hats).in_force().filter(to_at__lte=at)
    found, table = [], calendar()
    for leave in rows.select_related("person", "post__unit").order_by("to_at", "pk"):
        due = rules.return_due(leave, table)
        if due is not None and today > due.due_on:
            found.append(Overdue(leave, due.due_on, (today - due.due_on).days))
    return found
