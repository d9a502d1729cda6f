"""Who is away this week and who acts: the panel of the home page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from apps.organisation import authority
from apps.organisation.models import Absence, Appointment
from apps.organisation.vocabulary import LEADER_ROLES

WEEK = 7
NAMES = "一二三四五六日"


def away_this_week(at: dt.datetime) -> dict[str, Any]:
    """Return the days of the week and one bar for each leader's absence in it."""
    today = timezone.localdate(at)
    monday = today - dt.timedelta(days=today.weekday())
    starts = timezone.make_aware(dt.datetime.combine(monday, dt.time()))
    ends = starts + dt.timedelta(days=WEEK)
    rows = (
        Absence.objects.filter(
            approved_at__isnull=False, from_at__lt=ends, to_at__gt=starts,
            person__appointments__in=Appointment.objects.on(today).filter(
                post__role__in=LEADER_ROLES
            ),
        )
        .select_related("person")
        .order_by("from_at", "pk")
        .distinct()
    )
    return {
        "days": [
            {"name": NAMES[n], "day": monday + dt.timedelta(days=n),
             "today": monday + dt.timedelta(days=n) == today}
            for n in range(WEEK)
        ],
        "bars": [_bar(row, starts, at) for row in rows],
    }


def _bar(row: Absence, starts: dt.datetime, at: dt.datetime) -> dict[str, Any]:
    over = row.ended_at or row.to_at
    first = max(0, (timezone.localdate(row.from_at) - timezone.localdate(starts)).days)
    last = min(WEEK - 1, (timezone.localdate(over - dt.timedelta(seconds=1))
                          - timezone.localdate(starts)).days)
    return {"person": row.person, "kind": row.get_kind_display(), "first": first,
            "span": max(1, last - first + 1), "from_at": row.from_at, "over_at": over,
            "now": row.from_at <= at < over}


def acting_now(at: dt.datetime) -> list[dict[str, Any]]:
    """Return, for each leader's post whose holder is away now, who acts or what is missing."""
    posts = list(authority.posts_with_role("mayor")) + [
        p for role in LEADER_ROLES if role != "mayor" for p in authority.posts_with_role(role)
    ]
    found = []
    for acting in authority.acting_many(posts, at):
        substitute = next(((p, h) for p, h in acting.people if not h.is_own), None)
        if substitute or acting.gap:
            found.append({"post": acting.post, "gap": acting.gap,
                          "person": substitute[0] if substitute else None,
                          "hat": substitute[1] if substitute else None})
    return found
