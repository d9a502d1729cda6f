"""Chainable adjectives over dated rows: days are inclusive, instants are half-open.

Owns "in force on a day" and "covering an instant". Refuses the clock: both are arguments.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, FilteredRelation, Q


class DatedQuerySet(models.QuerySet):
    """Rows with ``from_on`` and ``to_on``, both days included; an empty end is open."""

    def on(self, day: date) -> Self:
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day)

    def overlapping(self, from_on: date, to_on: date | None) -> Self:
        rows = self.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on))
        return rows if to_on is None else rows.filter(from_on__lte=to_on)


class PostQuerySet(models.QuerySet):
    """Posts: many bear the same name, so people tell them apart by whoever holds them."""

    def with_holder(self, day: date) -> Self:
        """Add ``holder_name``: whoever holds the post on a day, None for nobody."""
        open_end = Q(appointments__to_on__isnull=True) | Q(appointments__to_on__gte=day)
        now = FilteredRelation(
            "appointments", condition=open_end & Q(appointments__from_on__lte=day)
        )
        return self.annotate(now=now, holder_name=F("now__person__name"))


class PlanQuerySet(models.QuerySet):
    """Portfolio plans: only a published plan is in force."""

    def published(self) -> Self:
        return self.filter(state="published")

    def on(self, day: date) -> Self:
        open_or_later = Q(effective_to__isnull=True) | Q(effective_to__gte=day)
        return self.published().filter(open_or_later, effective_from__lte=day)

    def overlapping(self, from_on: date, to_on: date | None) -> Self:
        rows = self.filter(Q(effective_to__isnull=True) | Q(effective_to__gte=from_on))
        return rows if to_on is None else rows.filter(effective_from__lte=to_on)


class DelegationQuerySet(models.QuerySet):
    """Delegations: granted, not revoked, half-open in time."""

    def covering(self, at: datetime) -> Self:
        return self.filter(
            Q(revoked_at__isnull=True) | Q(revoked_at__gt=at),
            granted_at__isnull=False,
            from_at__lte=at,
            to_at__gt=at,
        )

    def proposed(self, at: datetime) -> Self:
        """Narrow to names put forward and neither given, taken back nor out of date."""
        return self.filter(
            granted_at__isnull=True, revoked_at__isnull=True, proposed_at__lte=at, to_at__gt=at
        )

    def coming(self, at: datetime) -> Self:
        """Narrow to granted ones that begin later."""
        return self.filter(granted_at__isnull=False, revoked_at__isnull=True, from_at__gt=at)

    def past(self, at: datetime) -> Self:
        """Narrow to those that are over, taken back, or were never given in time."""
        return self.filter(Q(revoked_at__lte=at) | Q(to_at__lte=at))


class AbsenceQuerySet(models.QuerySet):
    """Absences: from ``from_at`` to ``to_at`` or to the return, whichever is earlier."""

    def approved(self) -> Self:
        return self.filter(approved_at__isnull=False)

    def covering(self, at: datetime) -> Self:
        return self.approved().filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=at), from_at__lte=at, to_at__gt=at
        )

    def overlapping(self, from_at: datetime, to_at: datetime) -> Self:
        unended = Q(ended_at__isnull=True) | Q(ended_at__gt=from_at)
        return self.filter(unended, from_at__lt=to_at, to_at__gt=from_at).exclude(
            ended_at__lte=F("from_at")
        )
