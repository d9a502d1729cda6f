"""The one answer to "keep what I have written so far", for the panel of every kind of matter.

A script asks without a page (``X-Requested-With: fetch``), a plain button wants its page back.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from apps.core.verdicts import Refused
from apps.matters import steps
from apps.matters.models import Step
from apps.matters.pages import forbid
from apps.matters.policies import can_settle, hat_for
from apps.organisation.acting import ActingRequest


def keep_note(
    request: ActingRequest, step: Step, *, page: str, again: Callable[[Refused], HttpResponse]
) -> HttpResponse:
    """Keep what was posted as ``opinion`` on a step; 403 for whom it is not, back to ``page``.

    ``again`` draws the page of a refused note with what was typed still in it.
    """
    verdict, hat = can_settle(request.hats, step), hat_for(request.hats, step)
    if not verdict or hat is None:
        forbid(verdict)
    text, fetched = request.POST.get("opinion", ""), _is_fetched(request)
    try:
        steps.keep_note(step=step, text=text, by=request.user, hat=hat, at=request.at)
    except Refused as refused:
        if fetched:
            return HttpResponse(str(refused), status=409, content_type="text/plain; charset=utf-8")
        return again(refused)
    if fetched:
        return HttpResponse(status=204)
    messages.success(request, "意见已暂存，尚未办理")
    return redirect(page)


def _is_fetched(request: ActingRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
