"""Taking steps back without an answer, and the end of their mail links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import F

from apps.matters.models import DecisionLink, Step


def withdraw(*, steps: Iterable[Step], reason: str, at: dt.datetime | None = None) -> None:
    """Take waiting steps back (the matter moved on without them) and kill their links."""
    pks = [step.pk for step in steps]
    if not pks:
        return
    Step.objects.filter(pk__in=pks, state=Step.State.WAITING).update(
        state=Step.State.WITHDRAWN, version=F("version") + 1
    )
    _close(pks, "withdrawn", at)


def close_links(step: Step, reason: str, at: dt.datetime | None) -> None:
    """Kill the mail links of a step that is over; the one just used is marked by its own door."""
    _close([step.pk], reason, at)


def _close(pks: list[int], reason: str, at: dt.datetime | None) -> None:
    DecisionLink.objects.filter(step__in=pks, state=DecisionLink.State.ACTIVE).update(
        state=DecisionLink.State.REVOKED, revoked_reason=reason, revoked_at=at
    )
