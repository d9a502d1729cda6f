"""How every service of this room writes: one transaction, a version, a trail event, a call.

Owns nothing of its own. Refuses to decide: policies have been asked before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from apps.core.verdicts import Cite, Refused, Verdict
from apps.organisation.hooks import delegation_told, hats_changed
from apps.organisation.models import Delegation, HatClock, Person, Post
from apps.trail.services import locked_head, record


def require(*verdicts: Verdict) -> None:
    """Raise Refused with every refusal among the verdicts."""
    if not all(verdicts):
        raise Refused(*verdicts)


def lock_posts(*posts: Post) -> None:
    """Lock posts in one order, so that whatever hangs on them is checked and written once."""
    ids = sorted({p.pk for p in posts})
    list(
        Post.objects.select_for_update(no_key=True)
        .filter(pk__in=ids)
        .order_by("pk")
        .values_list("pk")
    )


def note(
    verb: str,
    row: models.Model,
    *,
    by: Person | None,
    at: datetime,
    cites: Iterable[Cite] = (),
    payload: dict[str, Any] | None = None,
) -> None:
    """Write the act into the trail; ``by`` None is the system itself."""
    record(
        verb=f"organisation.{verb}",
        subject=f"{row._meta.model_name}:{row.pk}",
        at=at,
        person_key=by.key if by else "",
        person_name=by.name if by else "系统",
        cites=tuple(cites),
        payload=payload or {},
    )


def announce(post_ids: Iterable[int], *instants: datetime | None, at: datetime) -> None:
    """Tell whoever registered "hats_changed" which posts change hands, now and later.

    Each callable gets (post ids, instant); instants that are over by ``at`` count as ``at``.
    """
    ids = tuple(sorted(set(post_ids)))
    if not ids:
        return
    _move_clock(ids, at)
    for instant in sorted({max(i, at) for i in instants if i is not None}):
        for _, call in hats_changed.items():
            call(ids, instant)


def tell(row: Delegation, what: str, *, by: Person | None, at: datetime) -> None:
    """Tell whoever registered "delegation_told" that one was granted or revoked."""
    for _, call in delegation_told.items():
        call(row, what, by, at)


def _move_clock(post_ids: tuple[int, ...], at: datetime) -> None:
    """Note when the hats of posts changed last; the trail's head orders this and decisions."""
    locked_head()
    HatClock.objects.filter(post__in=post_ids, changed_at__lt=at).update(changed_at=at)
    HatClock.objects.bulk_create(
        [HatClock(post_id=pk, changed_at=at) for pk in post_ids], ignore_conflicts=True
    )
