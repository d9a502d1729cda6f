"""Word files on the drafting page and beside the PDF: import, preview before saving, download."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from apps.core.verdicts import Refused
from apps.documents import policies
from apps.documents.drawn import BeingDrawn
from apps.documents.forms.imported import LABELS, Imported, imported
from apps.documents.forms.word import WordForm
from apps.documents.models import Document
from apps.documents.services import drafting, printing, word
from apps.documents.views.draft_pages import blank, draft_form, form_id, form_page
from apps.documents.views.loading import allowed, forbid, on_document, required, unit_hat
from apps.documents.views.page_check import measured
from apps.documents.views.papers import still_drawing
from apps.organisation.acting import ActingRequest

# What a draft holds and its page does not show.
NOT_PRINTED = (*drafting.MANY, "due_on")


def _new(request: ActingRequest, direction: str) -> Document:
    """Return the document that somebody may begin; 403 for whoever writes none."""
    if direction not in Document.Direction.values:
        raise Http404
    verdict, hat = policies.can_draft(request.hats), policies.drafting_hat(request.hats)
    if not verdict or hat is None:
        forbid(verdict)
    return blank(direction, hat)


def _own(request: ActingRequest, document: Document) -> Document:
    """Return the document that somebody may change; 403 for whoever may only read it."""
    allowed(policies.can_edit(required(unit_hat(request, document)), document))
    return document


@login_required
@require_POST
def import_new(request: ActingRequest, direction: str) -> HttpResponse:
    """Read a Word file into the form of a new document; nothing is saved."""
    return _import(request, _new(request, direction))


@require_POST
@on_document
def import_edit(request: ActingRequest, document: Document) -> HttpResponse:
    """Read a Word file into the form of a draft; nothing is saved."""
    return _import(request, _own(request, document))


def _import(request: ActingRequest, document: Document) -> HttpResponse:
    typed = draft_form(request, document)
    word_form = WordForm(request.POST, request.FILES, draft=form_id(document))
    report: Imported | None = None
    if word_form.is_valid():
        try:
            name, reading = word.read_upload(word_form.cleaned_data["file"])
        except Refused as refused:
            for verdict in refused.verdicts:
                word_form.add_error("file", verdict.sentence)
        else:
            before = {field: typed.text(field) for field in LABELS}
            report = imported(reading, name=name, direction=document.direction, before=before)
    if report is None:
        return form_page(request, typed, document, word_form=word_form, checked=True)
    data = request.POST.copy()
    for field, text in {"title_way": "", **report.values}.items():
        data[field] = text
    form = draft_form(request, document, data)
    return form_page(request, form, document, report=report, checked=True)


@login_required
@require_POST
def preview_new(request: ActingRequest, direction: str) -> HttpResponse:
    """Show or measure the page of what is typed into a new document's form; nothing is saved."""
    return _preview(request, _new(request, direction))


@require_POST
@on_document
def preview(request: ActingRequest, document: Document) -> HttpResponse:
    """Show or measure the page of what is typed into a draft's form; nothing is saved."""
    return _preview(request, _own(request, document))


def _preview(request: ActingRequest, document: Document) -> HttpResponse:
    form = draft_form(request, document)
    if not form.is_valid():
        return form_page(request, form, document, checked=True)
    for field, value in form.values().items():
        if field not in NOT_PRINTED:
            setattr(document, field, value)
    document.chosen_partners = form.values().get("joint_units")
    if "measure" in request.POST:
        return form_page(request, form, document, page=measured(document, request.at), checked=True)
    try:
        data = printing.preview(document)
    except Refused as refused:
        return form_page(request, form, document, verdicts=list(refused.verdicts), checked=True)
    except BeingDrawn as under_way:
        return still_drawing(request, under_way)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@on_document
def docx(request: ActingRequest, document: Document) -> HttpResponseBase:
    """Hand out the document as a Word file to whoever may read it."""
    try:
        name, data = word.written(document)
    except Refused as refused:
        return render(
            request,
            "documents/document_no_page.html",
            {"document": document, "verdicts": refused.verdicts},
            status=422,
        )
    response = HttpResponse(data, content_type=word.MEDIA_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
