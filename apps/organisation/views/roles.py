"""分工与AB角: who is in charge of what on a day, who is away, who acts; and naming who shall."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.core.refusals import Forbidden
from apps.core.verdicts import Refused, Verdict
from apps.organisation import arranging, authority, health, members, overview, policies, services
from apps.organisation.acting import ActingRequest
from apps.organisation.asked import asked_instant
from apps.organisation.authority import law
from apps.organisation.forms import ArrangeForm
from apps.organisation.policies.whereabouts import can_see_whereabouts
from apps.organisation.vocabulary import PORTFOLIO_ROLES
from apps.organisation.wording import said


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
        "unusual": members.unusual(members.posts_of_members(at)),
        "gaps": [leader for leader in found if leader.gap],
        "arranges": arranging.part_of(hats, at) if (hats := getattr(request, "hats", ())) else "",
        "sees_whereabouts": bool(can_see_whereabouts(hats)),
        "previews": policies.may_preview(request.user, hats),
        "covered": sum(1 for line in lines if line.leader.acts),
        "cites": next((leader.cites for leader in found if leader.cites), ()),
        "pairs": pairs_of(found),
        "order": order_of(found, law.order_of_cover(law.book_on(day))),
        "from_next": law.next_comes_first(law.book_on(day)),
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


def order_of(found: list[overview.Leader], order: tuple[str, ...]) -> list[overview.Leader]:
    """Return who stands in for the others, in the order that a book without pairs fixes."""
    listed = [leader for leader in found if leader.role in order]
    return sorted(listed, key=lambda leader: order.index(leader.role))


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


@login_required
def arrange(request: ActingRequest, code: str) -> HttpResponse:
    """Let the proposer put a name forward, or the namer name, where nobody may act by himself."""
    part = arranging.part_of(request.hats, request.at)
    if not part:
        raise Forbidden(Verdict.deny(said("代行人选由{secretary_general}提出建议、{mayor}指定")))
    found = arranging.wanted(request.at)
    one = next((w for w in found if w.post.code == code and not w.mandate), None)
    if one is None:
        raise Http404
    form = ArrangeForm(
        request.POST or None,
        candidates=arranging.candidates(one.from_at, one.post),
        initial=_initial(one),
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = _arrange(request, part, one, form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, done)
            return redirect("organisation:roles")
    status = 422 if form.is_bound else 200
    context = {"wanted": one, "part": part, "form": form}
    return render(request, "organisation/arrange.html", context, status=status)


def _initial(one: arranging.Wanted) -> dict[str, object]:
    proposal = one.proposal
    return {
        "grantee": proposal.grantee if proposal else None,
        "from_at": proposal.from_at if proposal else one.from_at,
        "to_at": proposal.to_at if proposal else one.to_at,
        "reason": proposal.reason if proposal else "",
    }


def _arrange(
    request: ActingRequest, part: str, one: arranging.Wanted, values: dict[str, Any]
) -> str:
    """Call the one service that fits; returns what was done."""
    actor: dict[str, Any] = {"by": request.user, "at": request.at}
    if part == "proposes":
        services.propose_substitute(covers=one.post, **values, **actor)
        return said("已提出由{who}代行的建议，请{mayor}指定", who=values["grantee"].name)
    services.name_directly(covers=one.post, proposal=one.proposal, **values, **actor)
    return f"已指定{values['grantee'].name}代行"
