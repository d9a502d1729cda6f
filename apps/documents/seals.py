"""Which seals a document wants, which this installation has, and which are set.

Owns the answer to "may it be issued as it is". Refuses nothing by itself: rules and policies ask.
The page standard seals letters and documents with a red head; orders carry the signer's stamp and
minutes no seal.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from apps.core.verdicts import Verdict
from apps.documents.models import Document, Seal, SealUse
from apps.documents.page import issuing_unit, layout_of
from apps.organisation.models import Unit

SEALED_LAYOUTS = frozenset({"down", "up", "letter"})


@dataclass(frozen=True, slots=True)
class Sealing:
    """The seals of one version of a document: wanted of whom, in force here, used."""

    issuers: tuple[Unit, ...]
    seals: tuple[Seal, ...]
    uses: tuple[SealUse, ...]

    @property
    def lacking(self) -> tuple[Seal, ...]:
        """Seals in force that have not been used on this version."""
        used = {use.seal_id for use in self.uses}
        return tuple(seal for seal in self.seals if seal.pk not in used)

    @property
    def under_way(self) -> tuple[SealUse, ...]:
        """Uses that are registered while the seal is not on the file yet."""
        in_force = {seal.pk for seal in self.seals}
        return tuple(u for u in self.uses if u.set_at is None and u.seal_id in in_force)

    @property
    def done(self) -> tuple[SealUse, ...]:
        """Uses whose seal is on the file."""
        return tuple(use for use in self.uses if use.set_at is not None)

    @property
    def without(self) -> tuple[Unit, ...]:
        """Issuers whose seal this installation does not have: their paper is sealed by hand."""
        have = {seal.unit_id for seal in self.seals} | {use.seal.unit_id for use in self.done}
        return tuple(unit for unit in self.issuers if unit.pk not in have)


def issuers(document: Document) -> tuple[Unit, ...]:
    """Return the units whose seals the standard wants on the document."""
    if document.is_incoming or layout_of(document) not in SEALED_LAYOUTS:
        return ()
    return (issuing_unit(document),)


def state_of(document: Document, day: dt.date) -> Sealing:
    """Return how far the document has come with its seals; three queries."""
    wanted = issuers(document)
    seals = Seal.objects.in_force(day).filter(unit__in=wanted).without_image()
    uses = document.seal_uses.filter(content_version=document.content_version)
    return Sealing(
        wanted,
        tuple(seals.order_by("pk")),
        tuple(uses.select_related("seal", "used_by").defer("seal__image").order_by("pk")),
    )


def keepers(seal: Seal) -> frozenset[int]:
    """Return the posts that keep a seal."""
    return frozenset(seal.keepers.values_list("pk", flat=True))


def keeps(post_id: int, document: Document) -> Verdict:
    """Say whether a post keeps every seal that the document's issuers have."""
    wanted = Seal.objects.filter(state=Seal.State.IN_FORCE, unit__in=issuers(document))
    for seal in wanted.without_image():
        if post_id not in keepers(seal):
            return Verdict.deny(f"“{seal.name}”印章不由您的岗位保管，不能用印")
    return Verdict.allow()


def before_use(document: Document, day: dt.date) -> list[Verdict]:
    """Return why no seal can be set on the document now."""
    found = state_of(document, day)
    if not found.issuers:
        return [Verdict.deny(f"{document.get_document_kind_display()}不加盖机关印章")]
    if not found.seals:
        names = "、".join(unit.name for unit in found.issuers)
        return [Verdict.deny(f"本系统没有{names}启用的电子印章，请在纸质件上用印")]
    if not found.lacking:
        return [Verdict.deny("本件已经用印，不需要再次用印")]
    return []


def before_issue(document: Document, day: dt.date) -> list[Verdict]:
    """Return which seal of this installation is still missing; none is asked where it has none."""
    found = state_of(document, day)
    refusals = [Verdict.deny(f"尚未加盖“{seal.name}”印章，请先用印") for seal in found.lacking]
    refusals += [Verdict.deny("印章正在加盖，请稍候刷新") for _ in found.under_way[:1]]
    return refusals
