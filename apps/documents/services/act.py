"""One settled step, as the handlers of both procedures receive it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from apps.documents.models import Document
from apps.matters import flow
from apps.matters.flow import Transition
from apps.matters.models import Step
from apps.organisation.authority import Hat
from apps.organisation.models import Person


@dataclass(frozen=True)
class Act:
    """The document, the step, who settled it, under which hat, when, and through what channel."""

    document: Document
    step: Step
    steps: list[Step]
    by: Person
    hat: Hat
    at: dt.datetime
    channel: str
    payload: dict[str, Any]

    def enter(self, transition: Transition, write: Callable[..., Any] | None = None) -> Document:
        """Walk one transition in the name of whoever settled the step."""
        return flow.enter(
            transition,
            self.document,
            by=self.by,
            hat=self.hat,
            at=self.at,
            channel=self.channel,
            opinion=self.step.opinion,
            write=write,
        )

    @property
    def actor(self) -> dict[str, Any]:
        """The keyword arguments that name actor, capacity, time and channel."""
        return {"by": self.by, "hat": self.hat, "at": self.at, "channel": self.channel}

    def done_since(self, purpose: str) -> set[str]:
        """Return the purposes settled after the last settled step of ``purpose``."""
        last = (
            self.document.steps.filter(purpose=purpose, state=Step.State.SETTLED)
            .order_by("-group")
            .values_list("group", flat=True)[0]
        )
        later = self.document.steps.filter(group__gt=last, state=Step.State.SETTLED)
        return set(later.values_list("purpose", flat=True))
