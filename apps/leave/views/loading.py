"""Loading a leave and a hat for a page; absent and invisible are the same 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from apps.core.verdicts import Verdict
from apps.leave import policies
from apps.leave.models import Leave
from apps.matters.models import Step
from apps.matters.pages import forbid
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat
from apps.organisation.presence import Viewer

View = Callable[..., HttpResponseBase]
Policy = Callable[[Hat, Leave], Verdict]
RELATED = ("unit", "person", "post__unit", "entered_by", "entering_post", "cover", "absence")


def on_leave(view: View) -> View:
    """Hand the readable leave instead of its id; everybody else gets 404."""

    @wraps(view)
    def inner(request: ActingRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        readable = Leave.objects.visible_to(request.hats).select_related(*RELATED)
        return view(request, get_object_or_404(readable, pk=pk), *args, **kwargs)

    inner.way_back = _way_back  # type: ignore[attr-defined]  # read by the sign-in middleware
    return inner


def _way_back(request: ActingRequest, pk: int, **rest: Any) -> str:
    """Return where to go after signing in: an act's own address shows nothing, its page does."""
    if request.method in ("GET", "HEAD") or request.path.endswith("/edit/"):
        return request.get_full_path()
    return reverse("leave:detail", args=[pk])


def step_of(leave: Leave, pk: int) -> Step:
    """Return a step of this leave, looked up through the leave."""
    rows = Step.objects.select_related("post", "matter", "post__unit")
    return get_object_or_404(rows, pk=pk, matter_id=leave.pk)


def viewer_of(request: ActingRequest) -> Viewer:
    """Return who looks, for what other rooms tell of somebody's time."""
    return Viewer(request.user.pk, tuple(request.hats))


def hat_under(request: ActingRequest, leave: Leave, policy: Policy) -> tuple[Hat | None, Verdict]:
    """Return the first hat that a policy lets through, or none with the reason."""
    verdict = policies.NOT_HIS
    for hat in request.hats:
        verdict = policy(hat, leave)
        if verdict:
            return hat, verdict
    return None, verdict


def acting_hat(request: ActingRequest, leave: Leave, policy: Policy) -> Hat:
    """Return the hat that a policy lets through, or answer 403 with the reason."""
    hat, verdict = hat_under(request, leave, policy)
    if hat is None:
        forbid(verdict)
    return hat
