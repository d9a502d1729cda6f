"""Asking other units on the page of a document: the round, its limits, and what came of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from apps.documents import policies
from apps.documents.forms.proofs import ConsultForm, ExtensionForm, LateForm
from apps.documents.models import Consultation, Document
from apps.documents.services import consulting, silence
from apps.documents.views.answers import attempt, kept
from apps.documents.views.loading import office_hat, on_document, required, unit_hat
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat


def _hat(request: ActingRequest, row: Consultation) -> Hat:
    """Return the hat that speaks for the unit asked, or answer 403."""
    return required(next((h for h in request.hats if policies.can_reply(h, row)), None))


def _row(document: Document, pk: int) -> Consultation:
    return get_object_or_404(document.consultations.select_related("unit", "document"), pk=pk)


@require_POST
@on_document
def consult(request: ActingRequest, document: Document) -> HttpResponse:
    """Ask the units concerned (送会签、征求意见)."""
    hat = required(office_hat(request) or unit_hat(request, document))
    form = ConsultForm(request.POST)
    if not form.is_valid():
        return kept(request, document, "consult_form", form)
    return attempt(
        request,
        document,
        "已送有关单位征求意见",
        lambda: consulting.send(
            document=document,
            days=form.cleaned_data["days"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            hat=hat,
            at=request.at,
        ),
        ("consult_form", form),
    )


@require_POST
@on_document
def extend(request: ActingRequest, document: Document, consultation_pk: int) -> HttpResponse:
    """Ask the lead unit for more time."""
    row = _row(document, consultation_pk)
    hat = _hat(request, row)
    form = ExtensionForm(request.POST, auto_id=f"e{row.pk}_%s")
    if not form.is_valid():
        return kept(request, document, f"extension:{row.pk}", form)
    return attempt(
        request,
        document,
        "已商请延期，主办部门同意后按新的时限",
        lambda: silence.ask_extension(
            consultation=row, **form.cleaned_data, by=request.user, hat=hat, at=request.at
        ),
        (f"extension:{row.pk}", form),
    )


@require_POST
@on_document
def answer_extension(
    request: ActingRequest, document: Document, consultation_pk: int
) -> HttpResponse:
    """Agree on the new limit, or keep the old one."""
    row = _row(document, consultation_pk)
    hat = required(office_hat(request) or unit_hat(request, document))
    agree = request.POST.get("agree") == "1"
    return attempt(
        request,
        document,
        "已同意延期" if agree else "未同意延期，仍按原时限",
        lambda: silence.answer_extension(
            consultation=row, agree=agree, by=request.user, hat=hat, at=request.at
        ),
    )


@require_POST
@on_document
def late(request: ActingRequest, document: Document, consultation_pk: int) -> HttpResponse:
    """Keep an opinion that comes after silence has counted."""
    row = _row(document, consultation_pk)
    hat = _hat(request, row)
    form = LateForm(request.POST, auto_id=f"l{row.pk}_%s")
    if not form.is_valid():
        return kept(request, document, f"late:{row.pk}", form)
    return attempt(
        request,
        document,
        "逾期意见已附上",
        lambda: silence.add_late_opinion(
            consultation=row,
            opinion=form.cleaned_data["opinion"],
            by=request.user,
            hat=hat,
            at=request.at,
        ),
        (f"late:{row.pk}", form),
    )
