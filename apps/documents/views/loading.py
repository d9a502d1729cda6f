"""Loading a document and a hat for a page; absent and invisible are the same 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from apps.core.verdicts import Verdict
from apps.documents.models import Document
from apps.matters.models import Step
from apps.organisation.authority import Hat

View = Callable[..., HttpResponse]


def on_document(view: View) -> View:
    """Hand the readable document instead of its id; everybody else gets 404."""

    @wraps(view)
    @login_required
    def inner(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        readable = Document.objects.visible_to(request.hats)  # type: ignore[attr-defined]
        related = readable.select_related("unit", "drafting_post", "drafted_by")
        return view(request, get_object_or_404(related, pk=pk), *args, **kwargs)

    return inner


def step_of(document: Document, pk: int) -> Step:
    """Return a step of this document, looked up through the document."""
    return get_object_or_404(
        Step.objects.select_related("post", "matter", "post__unit"), pk=pk, matter_id=document.pk
    )


def unit_hat(request: HttpRequest, document: Document) -> Hat | None:
    """Return the own hat under which the person works on this draft, if any."""
    hats = request.hats  # type: ignore[attr-defined]
    mine = [h for h in hats if h.is_own]
    return next((h for h in mine if h.unit_id == document.drafting_post.unit_id), None)


def office_hat(request: HttpRequest) -> Hat | None:
    """Return the person's own hat in the general office, if any."""
    from apps.matters.policies import of_office

    return next((h for h in request.hats if of_office(h)), None)  # type: ignore[attr-defined]


def no_hat() -> Verdict:
    """Return the refusal of somebody whose posts have no part in this act."""
    return Verdict.deny("您的岗位不办理这一事项")
