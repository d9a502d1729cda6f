"""Writing the trail: the one door. Refuses nothing that happened, and forgets nothing.

`record` takes the head's lock, so call it after the locks of the business itself: whoever holds
the head makes every other writer wait until commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from apps.core.verdicts import Cite
from apps.trail.chain import FIELDS, digest, plain
from apps.trail.models import Event, Head


@transaction.atomic
def record(
    *,
    verb: str,
    subject: str,
    at: datetime,
    person_key: str = "",
    person_name: str = "",
    hat: Mapping[str, Any] | None = None,
    matter_id: int | None = None,
    cites: Iterable[Cite] = (),
    payload: Mapping[str, Any] | None = None,
    channel: str = "web",
) -> Event:
    """Append one event to the chain, in the caller's transaction, and return it.

    TypeError for a naive ``at`` or a payload that is not plain data (floats included).
    """
    if at.tzinfo is None:
        raise TypeError("the trail needs an aware instant")
    event = Event(
        at=at.astimezone(UTC),
        person_key=person_key,
        person_name=person_name,
        hat=plain(dict(hat)) if hat is not None else None,
        verb=verb,
        subject=subject,
        matter_id=matter_id,
        cites=[plain(cite.as_dict()) for cite in cites],
        channel=str(channel),
        payload=plain(dict(payload or {})),
    )
    _append(event)
    return event


def locked_head() -> Head:
    """Return the head under lock, with ``now`` of the database clock; call inside atomic()."""
    heads = Head.objects.select_for_update().annotate(now=Now())
    head = heads.filter(pk=1).first()
    if head is None:  # an emptied table (test database): go on from the last event
        last = Event.objects.order_by("-seq").values("seq", "hash").first()
        Head.objects.bulk_create([Head(pk=1, **(last or {}))], ignore_conflicts=True)
        head = heads.get(pk=1)
    return head


def _append(event: Event) -> None:
    head = locked_head()
    event.seq = head.seq + 1
    event.prev_hash = head.hash
    event.recorded_at = head.now
    event.hash = digest((getattr(event, name) for name in FIELDS), head.hash)
    event.save(force_insert=True)
    Head.objects.filter(pk=1).update(seq=event.seq, hash=event.hash)
