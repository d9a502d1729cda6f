"""All leaders' numbers of a year, one leader's year, and both as a workbook."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from apps.activity import exporting, ledger, policies, presenting
from apps.activity.views.loading import allowed, leaders, on_leader, today
from apps.organisation.acting import ActingRequest
from apps.organisation.models import Post
from apps.organisation.vocabulary import LEADER_ROLES

BACK = 5


def chosen_year(request: ActingRequest) -> int:
    """Return the year that the address names, or this one where it names none that is offered."""
    now = today(request).year
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else now
    return year if now - BACK <= year <= now else now


def years(request: ActingRequest) -> dict[str, Any]:
    """Return what the choice of the year shows."""
    now = today(request).year
    return {"year": chosen_year(request), "years": range(now, now - BACK - 1, -1)}


@login_required
def index(request: ActingRequest) -> HttpResponse:
    """Show the leaders whose ledger one may read; a leader with no other is led to his own."""
    allowed(policies.can_enter(request.hats))
    posts = list(leaders(request))
    own = [h for h in request.hats if h.is_own and h.role in LEADER_ROLES]
    if len(posts) == 1 and own and own[0].post_id == posts[0].pk:
        return redirect("activity:leader", posts[0].pk)
    found = ledger.load(posts, year=chosen_year(request), today=today(request))
    rows = [presenting.row(y) for y in found]
    context = {"rows": rows, "today": today(request), **years(request)}
    return render(request, "activity/overview.html", context)


@login_required
@on_leader
def leader(request: ActingRequest, post: Post) -> HttpResponse:
    """Show one leader's year."""
    found = ledger.load([post], year=chosen_year(request), today=today(request))
    context: dict[str, Any] = {
        "post": post,
        "today": today(request),
        "can_record": policies.can_record(request.hats, post.pk),
        "several": leaders(request).count() > 1,
        **years(request),
        **(presenting.whole(found[0]) if found else {}),
    }
    return render(request, "activity/leader.html", context)


@login_required
def export(request: ActingRequest) -> HttpResponse:
    """Hand out the year of the readable leaders, or of the one that the address names."""
    allowed(policies.can_enter(request.hats))
    posts = leaders(request)
    wanted = request.GET.get("leader", "")
    if wanted:
        if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 19):
            raise Http404
        posts = posts.filter(pk=int(wanted))
        if not posts:
            raise Http404
    year = chosen_year(request)
    return exporting.download(ledger.load(posts, year=year, today=today(request)), year)
