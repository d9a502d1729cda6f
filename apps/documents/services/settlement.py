"""The doors the kernel knocks at when a step of a document is settled or taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from apps.documents.models import Document
from apps.documents.services import consulting, incoming, outgoing, proving
from apps.documents.services.act import Act
from apps.matters.models import Step
from apps.organisation.authority import Hat
from apps.organisation.models import Person


def settled(
    *,
    matter: Document,
    step: Step,
    steps: list[Step],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str,
    payload: dict[str, Any],
) -> None:
    """Go on with the procedure after a group of steps; a missing handler is a programming error."""
    if step.purpose == "revise":
        return
    own = incoming.HANDLERS if matter.is_incoming else outgoing.HANDLERS
    table = {**consulting.HANDLERS, **proving.HANDLERS, **own}
    act = Act(matter, step, steps, by, hat, at, channel, payload)
    table[(step.purpose, step.outcome)](act)


def recalled(*, matter: Document, steps: list[Step], **actor: Any) -> None:
    """Undo the last hand-on (取回)."""
    take_back = incoming.take_back if matter.is_incoming else outgoing.take_back
    take_back(matter=matter, steps=steps, **actor)
