"""Putting something under supervision (转督办): asked here, answered by a room above.

Owns the question and the link that remembers it. Refuses to know what supervision is: the room
that offers it registers one function in its ``AppConfig.ready()``; until then nothing is offered.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from apps.core.registry import Registry
from apps.core.verdicts import Cite, Refused, Verdict
from apps.matters.models import Link, Matter
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post, Unit

SUPERVISION = "supervision"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something is to be supervised, in plain values.

    ``source`` is what the book calls the kind of record; ``subject`` its key in the trail;
    ``matter`` is given where the record is a matter itself, and is then linked.
    """

    source: str
    subject: str
    title: str
    text: str
    leader: Post
    unit: Unit | None = None
    due_on: dt.date | None = None
    cites: tuple[Cite, ...] = ()
    matter: Matter | None = None


class Press(Protocol):
    """Opens the item in the caller's transaction and returns it; raises Refused."""

    def __call__(self, *, cause: Cause, by: Person, hat: Hat, at: dt.datetime) -> Matter: ...


# One entry at most, under SUPERVISION.
presses: Registry[Press] = Registry("转督办")


def is_offered() -> bool:
    """Say whether some room takes up what is pressed: only then does a page show the button."""
    return SUPERVISION in presses


def press(cause: Cause, *, by: Person, hat: Hat, at: dt.datetime) -> Matter:
    """Have it supervised, and link the matter it comes from; Refused where nobody offers it."""
    if not is_offered():
        raise Refused(Verdict.deny("督查模块尚未启用，不能转督办"))
    opened = presses.get(SUPERVISION)(cause=cause, by=by, hat=hat, at=at)
    if cause.matter is not None:
        Link.objects.create(
            source_id=cause.matter.pk,
            target_id=opened.pk,
            kind=Link.Kind.SUPERVISED_BY,
            at=at,
            by=by,
        )
    return opened
