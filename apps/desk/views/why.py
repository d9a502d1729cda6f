"""为什么: why a matter is where it is, what is next, and why a post may act on it or may not.

Whoever may read the matter may ask; nothing is written.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from apps.core.verdicts import Cite
from apps.desk.views.rulebook.saying import lines_of
from apps.matters import reasons
from apps.matters.models import Matter
from apps.matters.purposes import kind_of
from apps.matters.reasons import Place
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat
from apps.organisation.models import Post
from apps.workdays.services import calendar


@login_required
def why(request: ActingRequest, pk: int) -> HttpResponse:
    """Answer why, what next, until when, by which clause; and for a chosen post, why not."""
    readable = Matter.objects.visible_to(request.hats).select_related("unit")
    matter = get_object_or_404(readable, pk=pk)
    own = reasons.module_object(matter)
    places = reasons.places(reasons.waiting(matter), request.at)
    posts = _posts(request)
    asked = request.GET.get("post", "").strip()
    chosen = posts.get(asked)
    context = {
        "matter": matter,
        "kind": kind_of(matter.kind).label,
        "url": kind_of(matter.kind).url(matter.pk),
        "places": [_shown(place, request) for place in places],
        "ahead": reasons.ahead(own, request.at),
        "topics": [(t.title, lines_of(t.lines, t.book)) for t in reasons.topics(own, request.at)],
        "posts": posts,
        "asked": asked,
        "chosen": chosen,
        "blocks": _blocks(request, chosen, own, places),
        "today": timezone.localdate(request.at),
    }
    return render(request, "desk/why.html", context)


def _shown(place: Place, request: ActingRequest) -> dict[str, Any]:
    step, today = place.step, timezone.localdate(request.at)
    left = None
    if step.due_at is not None:
        left = calendar().workdays_between(today, timezone.localdate(step.due_at))
    return {
        "place": place,
        "step": step,
        "who": place.who,
        "left": left,
        "cites": [Cite(**c) for c in step.cites],
        "endings": "、".join(o.label for o in place.purpose.outcomes),
    }


def _posts(request: ActingRequest) -> dict[str, Post]:
    """Return the posts under what the field offers: the holder and the post."""
    rows = Post.objects.filter(abolished_on__isnull=True).select_related("unit")
    named = rows.with_holder(timezone.localdate(request.at)).order_by("unit__position", "position")
    found: dict[str, Post] = {}
    for post in named:
        words = f"{post.holder_name}　{post.name}" if post.holder_name else f"{post.name}（空缺）"
        # Two holders of one name, or two vacant posts of one: the code tells them apart.
        found[words if words not in found else f"{words}　{post.code}"] = post
    return found


def _blocks(
    request: ActingRequest, chosen: Post | None, matter: Any, places: list[Place]
) -> list[dict[str, Any]]:
    """Return who asks and what he may do: whoever wears the chosen post, else the reader."""
    if chosen is None:
        asking: list[tuple[str, tuple[Hat, ...]]] = [("您", tuple(request.hats))]
    else:
        worn = reasons.wearers(chosen, request.at)
        asking = [(_called(hat), (hat,)) for hat in worn] or [(f"{chosen.name}（空缺）", ())]
    return [
        {"name": name, "acts": reasons.acts(matter, places, hats, request.at)}
        for name, hats in asking
    ]


def _called(hat: Hat) -> str:
    words = f"{hat.person_name}　{hat.post_name}"
    return f"{words}（{hat.label}）" if hat.label else words
