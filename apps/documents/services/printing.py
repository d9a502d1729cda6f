"""Printing: the page of a document, as a preview and as the file that is issued."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from apps.core.verdicts import Refused, Verdict
from apps.documents.models import Document
from apps.documents.page import gongwen, layout_of
from apps.matters import flow
from apps.matters.models import Attachment
from apps.typesetting import CannotTypeset, MissingGlyph, check, render

PREVIEW_SECONDS = 24 * 3600


def preview(document: Document) -> bytes:
    """Return the page as PDF, watermarked until it is signed; cached by content.

    Raises Refused with a sentence where it cannot be typeset.
    """
    draft = document.signed_by_id is None and document.document_date is None
    structured = gongwen(document, printed_on=document.issued_on)
    key = f"page:{structured.sha256}:{int(draft)}"
    found: bytes | None = cache.get(key)
    if found is None:
        found = _render(structured, draft=draft)
        cache.set(key, found, PREVIEW_SECONDS)
    return found


def _render(structured: object, *, draft: bool) -> bytes:
    try:
        return render(structured, draft=draft).pdf  # type: ignore[arg-type]
    except (MissingGlyph, CannotTypeset) as refusal:
        raise Refused(Verdict.deny(str(refusal), field="body_text")) from refusal


def make_print(*, document_id: int, version: int, at: dt.datetime) -> Attachment | None:
    """Typeset the file to be issued, measure it, keep both; once for each content version.

    Returns None when a newer version is under way. Idempotent: a second run finds its file.
    """
    document = Document.objects.select_related("unit").get(pk=document_id)
    if document.content_version != version or document.state != Document.State.NUMBERED:
        return None
    if document.print_file_id:
        return document.print_file
    pdf = _render(gongwen(document, printed_on=timezone.localdate(at)), draft=False)
    report = check(pdf, layout_of(document))  # type: ignore[arg-type]
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
        fresh.print_report = report.to_dict()
        fresh.save()
        flow.note(
            fresh,
            "typeset",
            by=None,
            hat=None,
            at=at,
            channel="job",
            payload={"sha256": digest, "ok": report.ok, "version": version},
        )
        return attachment
