"""联合报送: the bodies that send a document together with the one that drafted it, and leads.

Each signs the very text that is sent: a consultation agreed to by its own hand, at the version
that is there now. Refuses to take silence, or consent to an earlier text, for a signature.
"""

from __future__ import annotations

from collections.abc import Iterable

from apps.core.verdicts import Verdict
from apps.documents.models import Consultation, Document
from apps.organisation.models import Person, Unit
from apps.organisation.vocabulary import KINDS_UNDER_A_LEADER, UnitKind

# Bodies of one level send together (党政机关公文处理工作条例 17): those of the city, or counties.
LEVELS = (
    frozenset({*KINDS_UNDER_A_LEADER, UnitKind.EXTERNAL}),
    frozenset({UnitKind.COUNTY_GOVERNMENT}),
    frozenset({UnitKind.TOWNSHIP_GOVERNMENT}),
)
UNSENT = (Document.State.DRAFTING, Document.State.RELEASING, Document.State.RETURNED)
# What the book may ask for: proved by the signatures alone.
SIGNATURE = "joint_signature"
KINDS = frozenset().union(*LEVELS)


def partners(document: Document) -> list[Unit]:
    """Return who sends it too, in the order of the units; nobody joins what is issued here."""
    if not document.is_incoming:
        return []
    units: Iterable[Unit] = document.chosen_partners or ()
    if document.chosen_partners is None and document.pk:
        units = document.joint_units.all()
    return sorted(units, key=lambda unit: (unit.position, unit.pk))


def others(document: Document) -> list[Unit]:
    """Return the units whose powers are touched and who do not send it themselves."""
    units = document.other_units.exclude(pk__in=document.joint_units.values("pk"))
    return list(units.order_by("position", "pk"))


def signers(document: Document) -> dict[int, Person]:
    """Return who signed for each of the partners that have, by unit.

    Until it is sent, only whoever signed the present text; from then on those who signed what was
    sent, since the office adds to the document and makes newer versions of it.
    """
    if document.pk is None:
        return {}
    agreed = document.consultations.filter(
        unit__in=document.joint_units.all(), result=Consultation.Result.AGREED
    )
    if document.state in UNSENT:
        agreed = agreed.filter(version=document.content_version)
    rows = agreed.select_related("replied_by").order_by("replied_at", "pk")
    return {row.unit_id: row.replied_by for row in rows if row.replied_by is not None}


def unsigned(document: Document) -> list[Verdict]:
    """Return a refusal for each partner that has not signed this text, or cannot be one."""
    units = partners(document)
    if not units:
        return []
    signed = signers(document)
    return [verdict for unit in units if not (verdict := _joins(document, unit, unit.pk in signed))]


def _joins(document: Document, unit: Unit, signed: bool) -> Verdict:
    level = next((kinds for kinds in LEVELS if document.unit.kind in kinds), frozenset())
    if unit.pk == document.unit_id:
        words = f"{unit.short_name}为主办单位，不再列为联合报送单位"
    elif unit.kind not in level:
        words = f"联合报送的应当是同级单位，{unit.short_name}与{document.unit.short_name}不同级"
    elif not signed:
        words = f"{unit.short_name}尚未签署现在的文稿，请送其会签后再报送"
    else:
        return Verdict.allow()
    return Verdict.deny(words, field="joint_units")
