"""Acts that bring a file along: the proof of a prerequisite, a decision written on paper."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from apps.documents.forms.acts import PaperForm
from apps.documents.forms.proofs import FindingForm
from apps.documents.models import Document
from apps.documents.policies import prover
from apps.documents.services import paper
from apps.documents.services.proving import prove, shape_of
from apps.documents.views.answers import attempt, kept
from apps.documents.views.loading import forbid, office_hat, on_document, required, step_of
from apps.matters import files
from apps.matters.purposes import purpose_of
from apps.organisation import authority
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat


@require_POST
@on_document
def find(request: ActingRequest, document: Document, key: str) -> HttpResponse:
    """Enter the proof of a prerequisite, with its evidence."""
    row = get_object_or_404(document.requirements.filter(dropped_at__isnull=True), key=key)
    wanted = request.POST.get(f"{key}-result", "")
    hat, verdict = prover(request.hats, document, row, wanted, request.at)
    if hat is None:
        forbid(verdict)
    form = FindingForm(request.POST, request.FILES, prefix=key, shape=shape_of(document, key))
    if not form.is_valid():
        return kept(request, document, f"finding:{key}", form)
    return attempt(
        request,
        document,
        "结论已登记",
        lambda: _find(request, document, key, form, hat),
        (f"finding:{key}", form),
    )


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
        prove(document=document, key=key, evidence=evidence, **form.values(), **actor)


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
