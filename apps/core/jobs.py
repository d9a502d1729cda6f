"""Jobs: enqueue in the caller's transaction, run later under a lease, never lose one.

The row is the truth; Celery is only the alarm clock, and nothing here publishes a message.
A job is taken by one guarded UPDATE, so any number of workers may look at once. A handler may
run twice (a worker killed after its effect), therefore handlers are idempotent. Failures come
back with growing pauses; after ATTEMPTS, or at once when a service says no, the job becomes an
incident on the administrator's page. Refuses to swallow anything.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import connection, transaction

from apps.core.models import Job
from apps.core.registry import Registry
from apps.core.verdicts import Refused

__all__ = ["ATTEMPTS", "HANDLERS", "enqueue", "job", "prune", "requeue", "run_due_jobs", "run_next"]

log = logging.getLogger(__name__)

ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=10)
KEPT_DONE = timedelta(days=30)
Run = TypeVar("Run", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Handler:
    """A registered function, the queue it belongs to and how long one run may hold its job."""

    run: Callable[..., Any]
    queue: str
    lease: timedelta


HANDLERS: Registry[Handler] = Registry("job")


def job(name: str, *, queue: str = "default", lease: int = 120) -> Callable[[Run], Run]:
    """Return a decorator that makes ``f(*, ..., at)`` the handler of jobs called ``name``.

    ``lease`` (seconds) must exceed the longest run: afterwards another worker takes over.
    """

    def file(run: Run) -> Run:
        HANDLERS.register(name)(Handler(run, queue, timedelta(seconds=lease)))
        return run

    return file


def enqueue(name: str, /, *, key: str = "", run_at: datetime | None = None, **args: Any) -> Job:
    """Write a job into the caller's transaction and return its row.

    ``args`` are JSON (ids and words, never objects; TypeError otherwise). A second call with the
    same non-empty ``key`` writes nothing and returns the first row. ``run_at`` None means at once.
    """
    queue = HANDLERS.get(name).queue if name in HANDLERS else "default"
    row = Job(name=name, key=key, args=args, queue=queue, run_at=run_at)
    if not key:
        row.save(force_insert=True)
        return row
    Job.objects.bulk_create([row], ignore_conflicts=True)
    return Job.objects.get(name=name, key=key)


def run_next(*, at: datetime, queue: str = "") -> Job | None:
    """Take up one due job and run it; None when there is nothing to do."""
    row = _claim(at, queue)
    if row is not None:
        _run(row, at)
    return row


def run_due_jobs(*, at: datetime, limit: int = 100, queue: str = "") -> int:
    """Run due jobs one after the other, at most ``limit``, and return how many were taken up."""
    for count in range(limit):
        if run_next(at=at, queue=queue) is None:
            return count
    return limit


def requeue(*, jobs: Iterable[Job]) -> int:
    """Put incidents back into the queue with a clean count of attempts; return how many."""
    return Job.objects.filter(pk__in=[j.pk for j in jobs], state=Job.State.INCIDENT).update(
        state=Job.State.QUEUED, attempts=0, run_at=None, finished_at=None
    )


def prune(*, at: datetime) -> int:
    """Delete finished jobs older than thirty days that no natural key protects."""
    return Job.objects.forgettable(at - KEPT_DONE).delete()[0]


def _claim(at: datetime, queue: str) -> Job | None:
    """Lease the oldest due job, or none; an abandoned job out of attempts becomes an incident."""
    due = Job.objects.due(at, queue).order_by("pk")
    while due.exists():  # outside the transaction: an idle tick must not take SQLite's write lock
        with transaction.atomic():
            row = due.select_for_update(
                no_key=True,
                skip_locked=connection.features.has_select_for_update_skip_locked,
            ).first()
            if row is None:
                return None
            if row.attempts >= ATTEMPTS:
                _finish(row, Job.State.INCIDENT, at, row.last_error or "执行中断，未留下原因")
            elif _lease(row, at):
                return row
    return None


def _lease(row: Job, at: datetime) -> bool:
    lease = HANDLERS.get(row.name).lease if row.name in HANDLERS else FIRST_PAUSE
    token = secrets.token_hex(16)
    won = Job.objects.filter(pk=row.pk, state=row.state, lease_token=row.lease_token).update(
        state=Job.State.RUNNING,
        attempts=row.attempts + 1,
        leased_until=at + lease,
        lease_token=token,
        last_error="" if row.state == Job.State.QUEUED else "上一次执行中断，由其他进程接续",
    )
    if won != 1:
        return False
    row.refresh_from_db()
    return True


def _run(row: Job, at: datetime) -> None:
    # Inside somebody's transaction (tests, loading of the demonstration) a failed statement
    # must not poison it; in a worker the handler's own services open their transactions.
    inner = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with inner:
            HANDLERS.get(row.name).run(**row.args, at=at)
    except Refused as refusal:
        _finish(row, Job.State.INCIDENT, at, str(refusal))
    except Exception as failure:  # every failure is kept on the row and shown, none is lost
        log.exception("job %s failed, attempt %s", row, row.attempts)
        _fail(row, at, f"{type(failure).__name__}: {failure}".replace("\x00", "")[:2000])
    else:
        _finish(row, Job.State.DONE, at, "")


def _fail(row: Job, at: datetime, reason: str) -> None:
    if row.attempts >= ATTEMPTS:
        _finish(row, Job.State.INCIDENT, at, reason)
        return
    pause = FIRST_PAUSE * 4 ** (row.attempts - 1)
    _release(row, state=Job.State.QUEUED, run_at=at + pause, last_error=reason)


def _finish(row: Job, state: str, at: datetime, reason: str) -> None:
    _release(row, state=state, finished_at=at, last_error=reason)


def _release(row: Job, **changes: Any) -> None:
    """Write the outcome if the lease is still ours; a newer holder's outcome counts otherwise."""
    kept = Job.objects.filter(pk=row.pk, lease_token=row.lease_token).update(
        leased_until=None, lease_token="", **changes
    )
    if kept != 1:
        log.warning("job %s: lease lost, outcome left to the newer holder", row)
