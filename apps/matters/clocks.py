"""Open clocks after a change of the calendar: recomputed, marked, logged; closed ones never.

The module that opened a step knows its limit; the kernel only asks again from the same start.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from apps.matters import flow
from apps.matters.models import NO_DUE, Step
from apps.matters.purposes import kind_of

BATCH = 500


def recount(*, at: dt.datetime) -> int:
    """Ask every waiting step's limit again; returns how many moved."""
    waiting = Step.objects.filter(state=Step.State.WAITING, due_at__isnull=False)
    moved, last = 0, 0
    while ids := list(
        waiting.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        last = ids[-1]
        moved += sum(_recount_one(pk, at) for pk in ids)
    return moved


def _recount_one(pk: int, at: dt.datetime) -> bool:
    step = Step.objects.select_related("matter").get(pk=pk)
    limit = kind_of(step.matter.kind).limit
    answer = limit(step) if limit else None
    if answer is None or (step.due_at, step.due_provisional) == answer:
        return False
    due_at, provisional = answer
    with transaction.atomic():
        matter = flow.lock(step.matter)
        changed = Step.objects.filter(pk=pk, state=Step.State.WAITING).update(
            due_at=due_at, rank_at=due_at or NO_DUE, due_provisional=provisional
        )
        if changed and due_at != step.due_at:
            flow.note(
                matter,
                "clock_moved",
                by=None,
                hat=None,
                at=at,
                channel="job",
                payload={
                    "step": pk,
                    "purpose": step.purpose,
                    "from": step.due_at.isoformat() if step.due_at else "",
                    "to": due_at.isoformat() if due_at else "",
                },
            )
    return bool(changed)
