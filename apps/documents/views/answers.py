"""How an act on a document answers: done, or refused with what was typed kept on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from apps.core.verdicts import Refused
from apps.documents.models import Document
from apps.documents.views import detail
from apps.matters.pages import show
from apps.organisation.acting import ActingRequest

__all__ = ["attempt", "kept", "show"]


def attempt(
    request: ActingRequest,
    document: Document,
    done: str,
    act: Callable[[], Any],
    again: tuple[str, Any] | None = None,
) -> HttpResponse:
    """Call one service and go back to the page; refused, what was typed into ``again`` is kept."""
    try:
        act()
    except Refused as refused:
        if again is not None:
            show(again[1], refused)
            return kept(request, document, *again)
        for verdict in refused.verdicts:
            messages.error(request, verdict.sentence)
    else:
        messages.success(request, done)
    return redirect("documents:detail", document.pk)


def kept(request: ActingRequest, document: Document, name: str, form: Any) -> HttpResponse:
    """Show the page again with the refused form as it was typed."""
    fresh = Document.objects.select_related("unit", "drafting_post").get(pk=document.pk)
    return detail.page(request, fresh, again=(name, form), status=422)
