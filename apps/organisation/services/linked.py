"""Which posts change hands together: those of a person, their partners', those he stands in for."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from apps.organisation.authority import local_day
from apps.organisation.models import ABPair, Delegation


def linked_posts(posts: set[int], from_at: datetime, to_at: datetime) -> set[int]:
    """Return the AB partners of posts in a period, and what is entrusted to them in it."""
    days = (local_day(from_at), local_day(to_at))
    pairs = ABPair.objects.overlapping(*days).filter(Q(post_a__in=posts) | Q(post_b__in=posts))
    held = Delegation.objects.filter(
        grantee__in=posts, revoked_at__isnull=True, from_at__lt=to_at, to_at__gt=from_at
    )
    near = {pk for both in pairs.values_list("post_a", "post_b") for pk in both}
    return near | {covers or grantor for covers, grantor in held.values_list("covers", "grantor")}
