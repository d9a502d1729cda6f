"""Adjectives of calendar days."""

from __future__ import annotations

from django.db import models


class CalendarDayQuerySet(models.QuerySet):
    def of_notice(self, year: int) -> CalendarDayQuerySet:
        """Rows that belong to the notice of one year."""
        return self.filter(notice_year=year)

    def entered(self) -> CalendarDayQuerySet:
        """Rows that a notice has settled."""
        return self.filter(provisional=False)
