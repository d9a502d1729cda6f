"""Taking steps back without an answer; the end of their mail links and unsent notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import F

from apps.matters import flow
from apps.matters.models import DecisionLink, Step, StepNote
from apps.organisation.authority import Hat
from apps.organisation.models import Person


def withdraw(
    *,
    matter: Any,
    steps: Iterable[Step],
    reason: str,
    by: Person | None,
    hat: Hat | None,
    at: dt.datetime,
    channel: str = "web",
) -> int:
    """Take waiting steps back (the matter moved on without them); returns how many.

    The caller holds the matter's lock. Steps that are over already are left alone.
    """
    taken = take_back(steps=steps, at=at)
    if taken:
        payload = {**named(taken), "reason": reason}
        flow.note(matter, "step_withdrawn", by=by, hat=hat, at=at, channel=channel, payload=payload)
    return len(taken)


def take_back(*, steps: Iterable[Step], at: dt.datetime) -> list[Step]:
    """Turn waiting rows into withdrawn ones, kill their links, and return those it turned."""
    pks = [step.pk for step in steps]
    waiting = Step.objects.filter(pk__in=pks, state=Step.State.WAITING).select_related("post")
    taken = list(waiting.order_by("group", "order", "pk"))
    if taken:
        pks = [step.pk for step in taken]
        Step.objects.filter(pk__in=pks).update(state=Step.State.WITHDRAWN, version=F("version") + 1)
        _close(pks, "withdrawn", at)
    return taken


def named(steps: Iterable[Step]) -> dict[str, Any]:
    """Return how the trail names steps: their ids, purposes and posts."""
    steps = list(steps)
    return {
        "steps": [step.pk for step in steps],
        "purposes": list(dict.fromkeys(step.purpose for step in steps)),
        "posts": [step.post.code for step in steps],
    }


def close_links(step: Step, reason: str, at: dt.datetime | None) -> None:
    """Kill the mail links of a step that is over, and drop the notes left on it.

    The link just used is marked by its own door.
    """
    _close([step.pk], reason, at)


def _close(pks: list[int], reason: str, at: dt.datetime | None) -> None:
    StepNote.objects.filter(step__in=pks).delete()
    DecisionLink.objects.filter(step__in=pks, state=DecisionLink.State.ACTIVE).update(
        state=DecisionLink.State.REVOKED, revoked_reason=reason, revoked_at=at
    )
