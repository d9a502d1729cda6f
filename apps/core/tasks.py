"""What the alarm clock rings for; every task only calls a service.

A tick works until nothing is due or its budget is spent; a lost tick costs two seconds, because
the next one finds the same rows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from time import monotonic

from celery import shared_task
from django.utils import timezone

from apps.core.jobs import prune, run_next
from apps.core.sweeps import start_sweeps, sweep

BUDGET = 20.0  # seconds: short enough for a soft shutdown, long enough for a burst


@shared_task(name="core.tick", ignore_result=True, acks_late=False)
def tick(queue: str = "") -> int:
    """Run due jobs of ``queue`` (all queues if empty) and return how many were taken up."""
    began, count = monotonic(), 0
    while monotonic() - began < BUDGET:
        if run_next(at=timezone.now(), queue=queue) is None:
            break
        count += 1
    return count


@shared_task(name="core.sweep", ignore_result=True, acks_late=False)
def start() -> None:
    """Enqueue the sweeps whose period has begun."""
    start_sweeps(at=timezone.now())


@sweep("core.prune", every=timedelta(days=1))
def prune_jobs(*, at: datetime) -> None:
    """Forget old finished jobs."""
    prune(at=at)
