"""Files of a document: its page as PDF, its attachments; always looked up through the document."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from apps.core.verdicts import Refused
from apps.documents import drawn, presenting
from apps.documents.drawn import BeingDrawn
from apps.documents.models import Document
from apps.documents.services import exporting, printing
from apps.documents.slip import slip as slip_of
from apps.documents.views.loading import on_document
from apps.matters import files
from apps.organisation.acting import ActingRequest
from apps.typesetting.ofd import MEDIA_TYPE


@on_document
def pdf(request: ActingRequest, document: Document) -> HttpResponseBase:
    """Show the issued file, or the page as it would be printed now."""
    if document.print_file is not None:
        return files.download_response(document.print_file, inline=True)
    try:
        data = printing.preview(document)
    except Refused as refused:
        return no_page(request, document, refused)
    except BeingDrawn as under_way:
        return still_drawing(request, under_way)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@on_document
def slip(request: ActingRequest, document: Document) -> HttpResponse:
    """Show the handling slip (处理笺) as far as the document has come."""
    try:
        data = drawn.slip_of(slip_of(document))
    except Refused as refused:
        return no_page(request, document, refused)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@on_document
def measures(request: ActingRequest, document: Document) -> HttpResponse:
    """Show what the page measures against the standard, each fact with its light and place."""
    try:
        report = printing.report(document, request.at)
    except Refused as refused:
        return no_page(request, document, refused)
    except BeingDrawn as under_way:
        return still_drawing(request, under_way)
    context = {"document": document, "report": report, "rows": presenting.measured(report)}
    return render(request, "documents/document_measures.html", context)


def still_drawing(request: ActingRequest, under_way: BeingDrawn) -> HttpResponse:
    """Say how far a long page has come; where it was only looked at, it asks again by itself."""
    again = request.method == "GET"
    context = {"done": under_way.done, "pages": under_way.pages, "by_itself": again}
    response = render(request, "documents/document_drawing.html", context, status=202)
    if again:
        response["Refresh"] = "2"
    return response


def no_page(request: ActingRequest, document: Document, refused: Refused) -> HttpResponse:
    """Say why a document has no page."""
    return render(
        request,
        "documents/document_no_page.html",
        {"document": document, "verdicts": refused.verdicts},
        status=422,
    )


@on_document
def ofd(request: ActingRequest, document: Document) -> HttpResponseBase:
    """Hand out the same page as OFD."""
    try:
        data = exporting.as_ofd(document)
    except Refused as refused:
        return no_page(request, document, refused)
    except BeingDrawn as under_way:
        return still_drawing(request, under_way)
    response = HttpResponse(data, content_type=MEDIA_TYPE)
    name = f"{document.reference or document.title}.ofd"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@on_document
def attachment(request: ActingRequest, document: Document, attachment_pk: int) -> HttpResponseBase:
    """Hand out one attachment of this document."""
    row = get_object_or_404(document.attachments.filter(removed_at__isnull=True), pk=attachment_pk)
    return files.download_response(row, inline="inline" in request.GET)
