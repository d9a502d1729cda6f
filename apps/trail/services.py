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
from apps.trail.chain import digest_of, plain
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


def locked_head() -> tuple[int, str, datetime]:
    """Return number and hash of the last event, under lock, and the database clock's time.

    Call inside atomic(); the lock is held until the caller's transaction ends.
    """
    heads = Head.objects.select_for_update(no_key=True).annotate(now=Now()).filter(pk=1)
    columns = ("seq", "hash", "now")
    head = heads.values_list(*columns).first()
    if head is None:  # an emptied table (test database): go on from the last event
        last = Event.objects.order_by("-seq").first()
        row = Head(pk=1, seq=last.seq, hash=last.hash) if last else Head(pk=1)
        Head.objects.bulk_create([row], ignore_conflicts=True)
        head = heads.values_list(*columns).get()
    return head


def _append(event: Event) -> None:
    seq, event.prev_hash, event.recorded_at = locked_head()
    event.seq = seq + 1
    event.hash = digest_of(event, event.prev_hash)
    event.save(force_insert=True)
    Head.objects.filter(pk=1).update(seq=event.seq, hash=event.hash)
