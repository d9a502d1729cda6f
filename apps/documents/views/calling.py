"""提级办理: one policy, one form, one service call, one redirect."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from apps.documents import policies
from apps.documents.forms.acts import InstructionForm
from apps.documents.models import Document
from apps.documents.services.calling import call_in as call
from apps.documents.views.answers import attempt, kept
from apps.documents.views.loading import on_document
from apps.documents.views.panels import caller
from apps.matters import reasons
from apps.matters.pages import forbid
from apps.organisation.acting import ActingRequest


@require_POST
@on_document
def call_in(request: ActingRequest, document: Document) -> HttpResponse:
    """Record the instruction by which a document is called in."""
    hat = caller(request, document)
    if hat is None:
        forbid(reasons.best([policies.can_call_in(h, document)] for h in request.hats))
    form = InstructionForm(request.POST)
    if not form.is_valid():
        return kept(request, document, "call_in_form", form)
    return attempt(
        request,
        document,
        "批示已记录，本件提级办理",
        lambda: call(
            document=document,
            instruction=form.cleaned_data["instruction"],
            by=request.user,
            hat=hat,
            at=request.at,
        ),
        ("call_in_form", form),
    )
