"""Adjectives of events."""

from __future__ import annotations

from django.db import models


class EventQuerySet(models.QuerySet):
    def of_matter(self, matter_id: int) -> EventQuerySet:
        """Events of one matter, oldest first."""
        return self.filter(matter_id=matter_id).order_by("seq")

    def of_subject(self, subject: str) -> EventQuerySet:
        """Events about one subject (``document:12``), oldest first."""
        return self.filter(subject=subject).order_by("seq")
