"""Who is away this week and who acts: the panel of the home page.

The panel is the same for everybody and may be a minute old; who acts for whom on a page itself is
always asked anew.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from apps.organisation import authority, overview
from apps.organisation.models import Absence
from apps.organisation.vocabulary import plain_word

WEEK = 7
SECONDS = 60
NAMES = "一二三四五六日"


def away_this_week(at: dt.datetime) -> dict[str, Any]:
    """Return the days of the week, one bar for each leader's absence in it, and open gaps."""
    today = timezone.localdate(at)
    key = f"desk:away:{today.isoformat()}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        found = _panel(at, today)
        cache.set(key, found, SECONDS)
    return found


def forget(at: dt.datetime) -> None:
    """Drop the panel after hats have changed."""
    cache.delete(f"desk:away:{timezone.localdate(at).isoformat()}")


def _panel(at: dt.datetime, today: dt.date) -> dict[str, Any]:
    monday = today - dt.timedelta(days=today.weekday())
    days = [monday + dt.timedelta(days=n) for n in range(WEEK)]
    start = timezone.make_aware(dt.datetime.combine(monday, dt.time()))
    end = start + dt.timedelta(days=WEEK)
    leaders = overview.leaders(at)
    people = {leader.person_id: leader for leader in leaders if leader.person_id}
    span = authority.span_of(start, end)
    rows = (
        Absence.objects.approved()
        .overlapping(start, end)
        .filter(person__in=people)
        .order_by("from_at", "pk")
    )
    return {
        "days": [
            {"name": NAMES[d.weekday()], "day": d.day, "today": d == today, "off": d.weekday() > 4}
            for d in days
        ],
        "bars": [_bar(row, people[row.person_id], span) for row in rows],
        "gaps": [
            {"person": leader.name, "gap": leader.gap, "cites": leader.cites}
            for leader in leaders
            if leader.gap and leader.is_away
        ],
    }


def _bar(row: Absence, leader: overview.Leader, span: authority.Span) -> dict[str, Any]:
    first = max(row.from_at, span.start)
    last = min(row.over_at, span.end) - dt.timedelta(microseconds=1)
    found = authority.outcome(span.board(first), leader.post_id)
    text = plain_word(row.kind)
    if found.substitute:
        text = f"{text}　→ {found.substitute[0].person_name}代行"
    return {
        "person": leader.name,
        "text": text,
        "from": timezone.localtime(first).weekday() + 1,
        "to": timezone.localtime(last).weekday() + 1,
    }
