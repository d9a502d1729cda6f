"""A document as the page sees it: from rows to the typesetter's structured form.

Chooses the layout by kind and direction; measures and draws nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from apps.documents import joint
from apps.documents.models import Document
from apps.organisation.models import Person, Unit
from apps.organisation.vocabulary import UnitKind
from apps.organisation.wording import said
from apps.typesetting import Gongwen
from apps.typesetting.manuscript import (
    annexes_from_text,
    blocks_from_text,
    fits_title,
    tail_from_text,
)

LAYOUTS = {
    Document.Kind.LETTER: "letter",
    Document.Kind.ORDER: "order",
    Document.Kind.MINUTES: "minutes",
}
SIGNED = ("up", "order")  # layouts whose page names the signer
SHORT_NUMBERS = {"order": "第{number}号", "minutes": "{year}{number}号"}
URGENCY_ON_PAGE = {"urgent": "加急", "most_urgent": "特急"}


def layout_of(document: Document) -> str:
    """Return the layout of the page: upward documents carry the 签发人."""
    special = LAYOUTS.get(Document.Kind(document.document_kind))
    if special:
        return special
    upward = document.is_incoming or document.doc_class == Document.DocClass.UPWARD_REPORT
    return "up" if upward else "down"


def official_name(unit: Unit) -> str:
    """Return a unit's full name as heads and signatures carry it: 市教育局 as 咸宁市教育局."""
    city = _government()
    if city is None or unit.pk == city.pk:
        return unit.name
    if unit.kind == UnitKind.GENERAL_OFFICE:
        return f"{city.name}办公室"
    place = city.name.removesuffix("人民政府")
    return f"{place}{unit.name[1:]}" if unit.name[0] == place[-1] else unit.name


def _government() -> Unit | None:
    units = Unit.objects.filter(kind=UnitKind.GOVERNMENT, abolished_on__isnull=True)
    return units.order_by("position", "pk").first()


def _office() -> Unit | None:
    units = Unit.objects.filter(kind=UnitKind.GENERAL_OFFICE, abolished_on__isnull=True)
    return units.order_by("position", "pk").first()


def issuing_unit(document: Document) -> Unit:
    """Return the unit in whose name the document is issued."""
    found = {Document.Issuer.CITY: _government, Document.Issuer.OFFICE: _office}.get(
        Document.Issuer(document.issuer), lambda: document.unit
    )()
    return found or document.unit


def issuer_name(document: Document) -> str:
    """Return the full name of the issuing body as its head and signature show it."""
    return official_name(issuing_unit(document))


def printing_office(document: Document) -> str:
    """Return who prints: the general office, or the sending unit for its own documents."""
    if document.issuer == Document.Issuer.DEPARTMENT:
        return official_name(document.unit)
    return official_name(_office() or document.unit)


def printing_head() -> str:
    """Return the full name of the general office, as papers of the house carry it."""
    office = _office()
    return official_name(office) if office else ""


def gongwen(document: Document, *, printed_on: dt.date | None = None) -> Gongwen:
    """Return the structured document; what is not known yet is left out of the page."""
    issuer = issuer_name(document)
    partners = joint.partners(document)
    together = tuple(official_name(unit) for unit in partners)
    layout = layout_of(document)
    signed = layout in SIGNED and document.signer_name
    tail = tail_from_text(document.body_text, minutes=layout == "minutes")
    return Gongwen(
        layout=layout,  # type: ignore[arg-type]
        issuers=(issuer, *together),
        reference=number_on_page(layout, document.reference),
        signers=(document.signer_name, *_signers(document, partners)) if signed else (),
        title=title_as_broken(document),
        addressees="，".join(document.addressees),
        body=blocks_from_text(tail.text),
        annexes=annexes_from_text(document.annex_title, document.annex_text),
        annex_list=tail.annex_list,
        attendance=tail.attendance,
        signature_name=_signature(document, layout, issuer) if not together else "",
        signature_names=(issuer, *together) if together else (),
        date=document.document_date,
        notes=_notes(document),
        cc="，".join(document.copies) + ("。" if document.copies else ""),
        printed_by=printing_office(document) if printed_on else "",
        printed_on=printed_on,
        urgency=URGENCY_ON_PAGE.get(document.urgency, ""),
        sides=document.sides,  # type: ignore[arg-type]
    )


def _signature(document: Document, layout: str, issuer: str) -> str:
    return _office_of_signer(document) if layout == "order" else issuer


def _signers(document: Document, partners: list[Unit]) -> tuple[str, ...]:
    """Return who signed for the partners, in their order."""
    signed = joint.signers(document) if partners else {}
    return tuple(signed[unit.pk].name for unit in partners if unit.pk in signed)


def for_print(document: Document, printed_on: dt.date | None) -> Gongwen:
    """Return the structured document with the names of people in it, which no line breaks."""
    made = gongwen(document, printed_on=printed_on)
    text = f"{document.title}{document.body_text}{document.annex_title}{document.annex_text}"
    known = Person.objects.order_by("name").values_list("name", flat=True).distinct()
    return replace(made, names=tuple(name for name in known if len(name) > 1 and name in text))


def number_on_page(layout: str, reference: str) -> str:
    """Return the number as the page bears it: 令 第×号, 纪要 〔年份〕×号, others in full."""
    found = re.fullmatch(r"(.*?)(〔\d{4}〕)(\d+)号", reference)
    if not found or layout not in SHORT_NUMBERS:
        return reference
    return SHORT_NUMBERS[layout].format(year=found.group(2), number=found.group(3))


def _office_of_signer(document: Document) -> str:
    """Return the office under which an order is signed, spread as names are; 市长 until then."""
    name = (document.signed_hat or {}).get("post_name", "") or said("{mayor}")
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


def title_as_broken(document: Document) -> str:
    """Return the title, in the drafter's lines where they still are this very title."""
    fits = fits_title(document.title, document.title_breaks)
    return document.title_breaks if fits else document.title


def _notes(document: Document) -> str:
    if document.notes:
        return document.notes
    if document.disclosure == Document.Disclosure.PROACTIVE:
        return "此件公开发布"
    if document.is_incoming and document.contact_name:
        return f"联系人：{document.contact_name}，联系电话：{document.contact_phone}"
    return ""
