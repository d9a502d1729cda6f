"""分工与AB角: who is in charge of what on a day, who is away, who acts. Reads only."""

from __future__ import annotations

from datetime import date, datetime, time

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.organisation import authority, health, overview
from apps.organisation.asked import asked_instant
from apps.organisation.vocabulary import PORTFOLIO_ROLES


@require_safe
@login_required
def roles(request: HttpRequest) -> HttpResponse:
    """Show the matrix of leaders and units, a fortnight of absences, pairs and gaps."""
    at, error = asked_instant(request)
    day = authority.local_day(at)
    found = overview.leaders(at)
    columns = [leader for leader in found if leader.role in PORTFOLIO_ROLES]
    plan, lines = overview.matrix(found, day)
    days = overview.days_of(day)
    chart = overview.bars(found, days)
    context = {
        "at": at,
        "day": day,
        "error": error,
        "plan": plan,
        "columns": columns,
        "lines": lines,
        "found": found,
        "present": sum(1 for leader in found if leader.name and not leader.is_away),
        "away": [leader for leader in found if leader.is_away],
        "acting": [leader for leader in found if leader.acts],
        "gaps": [leader for leader in found if leader.gap],
        "covered": sum(1 for line in lines if line.leader.acts),
        "cites": next((leader.cites for leader in found if leader.cites), ()),
        "pairs": pairs_of(found),
        "days": days,
        "scale": scale(days, day, timezone.localdate()),
        "now": now_line(days, at),
        "chart": [(leader, chart.get(leader.person_id, [])) for leader in found],
    }
    return render(request, "organisation/roles.html", context)


def pairs_of(found: list[overview.Leader]) -> list[tuple[overview.Leader, overview.Leader | None]]:
    """Return each pair once, then leaders without a partner."""
    by_post = {leader.post_id: leader for leader in found}
    pairs = []
    for leader in found:
        other = by_post.get(leader.partner_post)
        if other and leader.post_id < other.post_id:
            pairs.append((leader, other))
    alone = [
        (leader, None)
        for leader in found
        if leader.role in health.PAIRED_ROLES
        and leader.post_id not in {post for a, b in pairs for post in (a.post_id, b.post_id)}
    ]
    return [*pairs, *alone]


def scale(days: list[date], day: date, today: date) -> list[dict[str, object]]:
    """Return the columns of the chart with their places in per cent."""
    width = 100 / len(days)
    return [
        {
            "x": f"{n * width:.2f}%",
            "width": f"{width:.2f}%",
            "middle": f"{(n + 0.5) * width:.2f}%",
            "text": f"{'今' if one == today else '一二三四五六日'[one.weekday()]} {one.day}",
            "is_now": one == day,
            "is_off": one.weekday() > 4,
            "first": n == 0,
        }
        for n, one in enumerate(days)
    ]


def now_line(days: list[date], at: datetime) -> str:
    """Return where the instant lies in the chart, in per cent."""
    start = timezone.make_aware(datetime.combine(days[0], time.min))
    return f"{100 * (at - start).total_seconds() / (len(days) * 86400):.2f}%"
