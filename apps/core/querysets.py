"""Adjectives of jobs."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q


class JobQuerySet(models.QuerySet):
    def due(self, at: datetime, queue: str = "") -> JobQuerySet:
        """Jobs to take up now: queued and due, or running under a lease that has run out."""
        waiting = Q(state="queued") & (Q(run_at__isnull=True) | Q(run_at__lte=at))
        orphaned = Q(state="running", leased_until__lte=at)
        jobs = self.filter(waiting | orphaned)
        return jobs.filter(queue=queue) if queue else jobs

    def incidents(self) -> JobQuerySet:
        """Jobs that gave up and wait for the administrator."""
        return self.filter(state="incident")

    def forgettable(self, before: datetime) -> JobQuerySet:
        """Finished jobs whose natural key nobody needs any more."""
        spent = Q(key="") | Q(key__startswith="sweep:")
        return self.filter(spent, state="done", finished_at__lt=before)
