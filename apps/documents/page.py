"""A document as the page sees it: from rows to the typesetter's structured form.

Chooses the layout by kind and direction; measures and draws nothing.
"""

from __future__ import annotations

import datetime as dt

from apps.documents.models import Document
from apps.organisation.models import Unit
from apps.organisation.vocabulary import UnitKind
from apps.typesetting import Annex, Gongwen, body_from_text

LAYOUTS = {
    Document.Kind.LETTER: "letter",
    Document.Kind.ORDER: "order",
    Document.Kind.MINUTES: "minutes",
}
URGENCY_ON_PAGE = {"urgent": "加急", "most_urgent": "特急"}


def layout_of(document: Document) -> str:
    """Return the layout of the page: upward documents carry the 签发人."""
    special = LAYOUTS.get(Document.Kind(document.document_kind))
    if special:
        return special
    upward = document.is_incoming or document.doc_class == Document.DocClass.UPWARD_REPORT
    return "up" if upward else "down"


def issuer_name(document: Document) -> str:
    """Return the full name of the issuing body as its head and signature show it."""
    if document.issuer == Document.Issuer.DEPARTMENT:
        return document.unit.name
    kind = {
        Document.Issuer.CITY: UnitKind.GOVERNMENT,
        Document.Issuer.OFFICE: UnitKind.GENERAL_OFFICE,
    }[Document.Issuer(document.issuer)]
    unit = Unit.objects.filter(kind=kind, abolished_on__isnull=True).order_by("position").first()
    return unit.name if unit else document.unit.name


def printing_office(document: Document) -> str:
    """Return who prints: the general office, or the sending unit for its own documents."""
    if document.issuer == Document.Issuer.DEPARTMENT:
        return document.unit.name
    office = Unit.objects.filter(kind=UnitKind.GENERAL_OFFICE).order_by("position").first()
    return office.name if office else document.unit.name


def gongwen(document: Document, *, printed_on: dt.date | None = None) -> Gongwen:
    """Return the structured document; what is not known yet is left out of the page."""
    issuer = issuer_name(document)
    layout = layout_of(document)
    annexes: tuple[Annex, ...] = ()
    if document.annex_text.strip():
        annexes = (Annex(document.annex_title, body_from_text(document.annex_text)),)
    return Gongwen(
        layout=layout,  # type: ignore[arg-type]
        issuers=(issuer,),
        reference=document.reference,
        signers=(document.signer_name,) if layout == "up" and document.signer_name else (),
        title=document.title_breaks or document.title,
        addressees="，".join(document.addressees),
        body=body_from_text(document.body_text),
        annexes=annexes,
        signature_name=issuer,
        date=document.document_date,
        notes=_notes(document),
        cc="，".join(document.copies) + ("。" if document.copies else ""),
        printed_by=printing_office(document) if printed_on else "",
        printed_on=printed_on,
        urgency=URGENCY_ON_PAGE.get(document.urgency, ""),
    )


def _notes(document: Document) -> str:
    if document.notes:
        return document.notes
    if document.disclosure == Document.Disclosure.PROACTIVE:
        return "此件公开发布"
    if document.is_incoming and document.contact_name:
        return f"联系人：{document.contact_name}，联系电话：{document.contact_phone}"
    return ""
