"""Circulation (传阅): send a matter to posts to be read, and note when they read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from apps.matters import flow
from apps.matters.models import Circulation, Participation
from apps.matters.participation import take_part
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post


def circulate(
    *,
    matter: object,
    posts: Iterable[Post],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    purpose: str = "read",
    channel: str = "web",
) -> int:
    """Send the matter to posts; those who have it already are left alone. Returns how many."""
    wanted = {p.pk: p for p in posts}
    with transaction.atomic():
        fresh = flow.lock(matter)
        known = set(
            fresh.circulations.filter(purpose=purpose, post_id__in=wanted).values_list(
                "post_id", flat=True
            )
        )
        new = [p for pk, p in wanted.items() if pk not in known]
        if not new:
            return 0
        Circulation.objects.bulk_create(
            [
                Circulation(matter_id=fresh.pk, post=p, purpose=purpose, sent_at=at, sent_by=by)
                for p in new
            ]
        )
        take_part(
            matter=fresh, posts=[p.pk for p in new], role=Participation.Role.CIRCULATED, at=at
        )
        flow.note(
            fresh,
            "circulated",
            by=by,
            hat=hat,
            at=at,
            channel=channel,
            payload={"posts": [p.code for p in new], "purpose": purpose},
        )
        return len(new)


def mark_read(*, matter_id: int, by: Person, hat: Hat, at: dt.datetime) -> int:
    """Note that a post has read what was circulated to it; the first reading counts."""
    return Circulation.objects.filter(
        matter_id=matter_id, post_id=hat.post_id, read_at__isnull=True
    ).update(read_at=at, read_by=by)
