"""Printing: the page of a document, as a preview and as the file that is issued."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from apps.documents import drawn
from apps.documents.models import Document
from apps.documents.page import for_print
from apps.matters import flow
from apps.matters.models import Attachment
from apps.typesetting import Report


def preview(document: Document) -> bytes:
    """Return the page as PDF, watermarked until it is signed.

    Raises Refused with a sentence where it cannot be typeset, BeingDrawn where it is long and still
    under way.
    """
    draft = document.signed_by_id is None and document.document_date is None
    return drawn.shown(for_print(document, document.issued_on), draft=draft)


def report(document: Document, at: dt.datetime) -> Report:
    """Return the measures of the file to be issued, or of the page as it would be printed now.

    Raises Refused where it cannot be typeset, BeingDrawn where it is long and still under way.
    """
    if document.print_file_id and document.print_report:
        return Report.from_dict(document.print_report)
    return drawn.report_shown(drawn.as_issued(document, timezone.localdate(at)))


def make_print(*, document_id: int, version: int, at: dt.datetime) -> Attachment | None:
    """Typeset the file to be issued, measure it, keep both; once for each content version.

    Returns None when a newer version is under way. Idempotent: a second run finds its file.
    """
    document = Document.objects.select_related("unit").get(pk=document_id)
    if document.content_version != version or document.state != Document.State.NUMBERED:
        return None
    if document.print_file_id:
        return document.print_file
    structured = for_print(document, timezone.localdate(at))
    pdf = drawn.page_of(structured, draft=False)
    measured = drawn.measure(pdf, structured)
    with transaction.atomic():
        fresh = flow.lock(document)
        if fresh.content_version != version or fresh.print_file_id:
            return fresh.print_file
        digest = hashlib.sha256(pdf).hexdigest()
        attachment = Attachment(
            matter_id=fresh.pk,
            role=Attachment.Role.PRINT,
            name=f"{fresh.reference}.pdf",
            size=len(pdf),
            sha256=digest,
            media_type="application/pdf",
            uploaded_at=at,
            uploaded_by=fresh.signed_by or fresh.drafted_by,
        )
        attachment.file.save("print.pdf", ContentFile(pdf), save=True)
        fresh.print_file = attachment
        fresh.print_report = measured.to_dict()
        fresh.save()
        flow.note(
            fresh,
            "typeset",
            by=None,
            hat=None,
            at=at,
            channel="job",
            payload={"sha256": digest, "ok": measured.ok, "version": version},
        )
        return attachment
