"""Loading a document and a hat for a page; absent and invisible are the same 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from apps.documents.models import Document
from apps.matters.models import Step
from apps.matters.pages import allowed, forbid, required
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat

__all__ = ["allowed", "forbid", "office_hat", "on_document", "required", "step_of", "unit_hat"]

View = Callable[..., HttpResponseBase]


def on_document(view: View) -> View:
    """Hand the readable document instead of its id; everybody else gets 404."""

    @wraps(view)
    def inner(request: ActingRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        readable = Document.objects.visible_to(request.hats)
        related = readable.select_related("unit", "drafting_post", "drafted_by", "signed_by")
        whole = related.prefetch_related("joint_units")
        return view(request, get_object_or_404(whole, pk=pk), *args, **kwargs)

    inner.way_back = _way_back  # type: ignore[attr-defined]  # read by the sign-in middleware
    return inner


def _way_back(request: ActingRequest, pk: int, **rest: Any) -> str:
    """Return where to go after signing in: an act's own address shows nothing, its page does."""
    if request.method in ("GET", "HEAD") or request.path.endswith("/edit/"):
        return request.get_full_path()
    return reverse("documents:detail", args=[pk])


def step_of(document: Document, pk: int) -> Step:
    """Return a step of this document, looked up through the document."""
    return get_object_or_404(
        Step.objects.select_related("post", "matter", "post__unit"), pk=pk, matter_id=document.pk
    )


def unit_hat(request: ActingRequest, document: Document) -> Hat | None:
    """Return the own hat under which the person works on this draft, if any."""
    hats = request.hats
    mine = [h for h in hats if h.is_own]
    return next((h for h in mine if h.unit_id == document.drafting_post.unit_id), None)


def office_hat(request: ActingRequest) -> Hat | None:
    """Return the person's own hat in the general office, if any."""
    from apps.matters.policies import of_office

    return next((h for h in request.hats if of_office(h)), None)
