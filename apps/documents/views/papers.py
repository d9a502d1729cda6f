"""Files of a document: its page as PDF, its attachments; always looked up through the document."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from apps.core.verdicts import Refused
from apps.documents.models import Document
from apps.documents.services import exporting, printing
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
        return _no_page(request, document, refused)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _no_page(request: ActingRequest, document: Document, refused: Refused) -> HttpResponse:
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
        return _no_page(request, document, refused)
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
