"""Sweeps: work that comes back every so often (anchors, reminders, pruning).

Each period is one job with a natural key, so two beats, or ten, start it once.
Refuses periods that do not divide a day: their beginnings would drift.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apps.core.jobs import Run, enqueue, job
from apps.core.registry import Registry

DAY = timedelta(days=1)
MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)
SWEEPS: Registry[timedelta] = Registry("sweep")


def sweep(name: str, *, every: timedelta, queue: str = "default") -> Callable[[Run], Run]:
    """Return a decorator that makes ``f(*, at)`` run once in each period of length ``every``."""
    if not timedelta(minutes=1) <= every <= DAY or DAY % every:
        raise ValueError(f"sweep {name}: a period must divide a day, not {every}")

    def file(run: Run) -> Run:
        SWEEPS.register(name)(every)
        return job(name, queue=queue)(run)

    return file


def start_sweeps(*, at: datetime) -> None:
    """Enqueue, for each sweep, the job of the period that ``at`` lies in, unless it is there."""
    for name, every in SWEEPS.items():
        began = MIDNIGHT + (at - MIDNIGHT) // every * every
        enqueue(name, key=f"sweep:{began:%Y%m%dT%H%M}")
