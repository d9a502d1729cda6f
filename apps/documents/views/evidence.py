"""Acts that bring a file along: the proof of a prerequisite, a decision written on paper."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from apps.documents.forms.acts import FindingForm, PaperForm
from apps.documents.models import Document
from apps.documents.policies import can_find
from apps.documents.services import paper
from apps.documents.views.answers import attempt, kept
from apps.documents.views.loading import (
    allowed,
    office_hat,
    on_document,
    required,
    step_of,
    unit_hat,
)
from apps.matters import files, proofs
from apps.matters.purposes import purpose_of
from apps.organisation import authority
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat


@require_POST
@on_document
def find(request: ActingRequest, document: Document, key: str) -> HttpResponse:
    """Enter the proof of a prerequisite, with its evidence."""
    hat = office_hat(request) or unit_hat(request, document) or _touched(request, document)
    hat = required(hat)
    allowed(can_find(hat, document))
    form = FindingForm(request.POST, request.FILES, prefix=key)
    if not form.is_valid():
        return kept(request, document, f"finding:{key}", form)
    return attempt(
        request,
        document,
        "结论已登记",
        lambda: _find(request, document, key, form, hat),
        (f"finding:{key}", form),
    )


def _touched(request: ActingRequest, document: Document) -> Hat | None:
    units = set(document.other_units.values_list("pk", flat=True))
    return next((h for h in request.hats if h.is_own and h.unit_id in units), None)


def _find(
    request: ActingRequest, document: Document, key: str, form: FindingForm, hat: Hat
) -> None:
    actor: dict[str, Any] = {"by": request.user, "hat": hat, "at": request.at}
    with transaction.atomic():
        upload = form.cleaned_data["file"]
        evidence = (
            files.attach(matter=document, upload=upload, role="evidence", **actor)
            if upload
            else None
        )
        proofs.find(
            matter=document,
            key=key,
            result=form.cleaned_data["result"],
            reason=form.cleaned_data["reason"],
            evidence=evidence,
            **actor,
        )


@require_POST
@on_document
def record_paper(request: ActingRequest, document: Document, step_pk: int) -> HttpResponse:
    """Enter a decision that was written on paper (代录)."""
    step = step_of(document, step_pk)
    hat = office_hat(request)
    hat = required(hat)
    people = [p for p, _ in authority.acting(step.post, request.at).people]
    form = PaperForm(
        request.POST,
        request.FILES,
        purpose=purpose_of("document", step.purpose),
        people=people,
        auto_id=f"p{step_pk}_%s",
    )
    if not form.is_valid():
        return kept(request, document, f"paper:{step_pk}", form)
    return attempt(
        request,
        document,
        "批示已代录",
        lambda: _record(request, step, form, hat),
        (f"paper:{step_pk}", form),
    )


def _record(request: ActingRequest, step: Any, form: PaperForm, hat: Hat) -> None:
    actor: dict[str, Any] = {"by": request.user, "hat": hat, "at": request.at}
    with transaction.atomic():
        scan = files.attach(
            matter=step.matter, upload=form.cleaned_data["scan"], role="scan", **actor
        )
        paper.record_paper_decision(
            step=step,
            outcome=form.cleaned_data["outcome"],
            opinion=form.cleaned_data["opinion"],
            decided_by=form.cleaned_data["decided_by"],
            scan=scan,
            **actor,
        )
