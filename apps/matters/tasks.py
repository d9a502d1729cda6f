"""Entrances of the worker: ids in, one idempotent service call.

Importing this module (core does, in every process) also files what the kernel hangs into rooms
below: the letter about a step, the source of reminders, and what happens when hats change.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from apps.core.jobs import enqueue, job
from apps.core.sweeps import sweep
from apps.core.verdicts import Refused, Verdict
from apps.matters import (
    clocks,
    decision_links,
    files,
    grants,
    handover_reminders,
    letters,
    step_reminders,
    telling,
)
from apps.organisation.hooks import hats_changed
from apps.workdays.hooks import calendar_changed

__all__ = ["handover_reminders", "letters", "step_reminders"]


@job("matters.announce")
def announce(*, step_id: int, at: datetime) -> None:
    """Tell whoever acts for a step's post that it waits."""
    telling.announce(step_id=step_id, at=at)


@job("matters.urge")
def urge(*, step_id: int, at: datetime) -> None:
    """Tell whoever acts for a step's post that it is urged."""
    telling.urge(step_id=step_id, at=at)


@job("matters.resend")
def resend(*, link_id: int, at: datetime) -> None:
    """Send a fresh link to the registered address, if it may be had."""
    telling.resend(link_id=link_id, at=at)


@job("matters.rehat")
def rehat(*, post_ids: list[int], at: datetime) -> None:
    """Ask for a look at every waiting step of posts whose hats changed, each by itself.

    One step that fails holds up no other, and a worker that dies leaves the rest in the queue.
    """
    with transaction.atomic():
        for step_id in telling.waiting_at(post_ids):
            enqueue("matters.rehat_step", step_id=step_id)


@job("matters.rehat_step")
def rehat_step(*, step_id: int, at: datetime) -> None:
    """Move one step's mail link from whoever's hat ended to whoever acts now."""
    telling.rehat_step(step_id=step_id, at=at)


@hats_changed.register("matters")
def _hats_change(post_ids: tuple[int, ...], at: datetime) -> None:
    """Look again at the instant when hats change; the key keeps it to once."""
    posts = ",".join(map(str, post_ids))
    key = f"{posts}@{at.isoformat()}" if len(posts) < 120 else ""
    enqueue("matters.rehat", key=key, run_at=at, post_ids=list(post_ids))


@job("matters.recount", lease=600)
def recount(*, at: datetime) -> None:
    """Count open clocks again after the calendar has changed."""
    clocks.recount(at=at)


@calendar_changed.register("matters")
def _calendar_change(*, years: object) -> None:
    """Count again when the transaction of the change is through."""
    enqueue("matters.recount")


@sweep("matters.verify_grants", every=timedelta(days=1))
def verify_grants(*, at: datetime) -> None:
    """Compare grants, reading index and trail; any difference is an incident to be seen."""
    if lines := grants.differences():
        raise Refused(*(Verdict.deny(line) for line in lines[:20]))


@sweep("matters.forget_links", every=timedelta(days=1))
def forget_links(*, at: datetime) -> None:
    """Delete links that are too old to explain themselves."""
    decision_links.forget_old(at=at)


@sweep("matters.sweep_strays", every=timedelta(days=1))
def sweep_strays(*, at: datetime) -> None:
    """Delete files that no row names."""
    files.sweep_strays(at=at)
