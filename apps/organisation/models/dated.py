"""Rows that hold from one day to another, both included."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from apps.organisation.querysets import DatedQuerySet

END_BEFORE_START = "截止日期不得早于起始日期"


class Dated(models.Model):
    from_on = models.DateField("起始日期")
    to_on = models.DateField("截止日期", null=True, blank=True, help_text="含当日；留空为长期")

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_from_to",
                violation_error_message=END_BEFORE_START,
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.from_on and self.to_on and self.to_on < self.from_on:
            raise ValidationError({"to_on": END_BEFORE_START})

    def holds_on(self, day: date) -> bool:
        """Answer whether ``day`` lies in the period."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)
