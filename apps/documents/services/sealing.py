"""用印: the keeper's act, registered first; then the seal on the file, by whoever has the keys.

Nothing is signed that is not in the register. The page that is served holds no key: it checks,
finds the place, writes the register and orders the work.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from apps.core.jobs import enqueue
from apps.core.verdicts import Refused, Verdict
from apps.core.versions import save
from apps.documents import drawn, seal_services, seals
from apps.documents.models import Document, Seal, SealUse
from apps.documents.page import for_print, issuer_name
from apps.documents.services.certifying import Sealed, certify
from apps.documents.transitions import outgoing as t
from apps.matters import files, flow
from apps.matters.models import Attachment
from apps.organisation.authority import Hat
from apps.organisation.models import Person
from apps.typesetting import Report
from apps.typesetting.model import chinese_date
from apps.typesetting.readback import read_pages
from apps.typesetting.signature import CannotSeal, ServiceUnavailable, Spot, find_spots


@transaction.atomic
def use_seals(
    *, document: Document, by: Person, hat: Hat, at: dt.datetime, channel: str = "web"
) -> Document:
    """Register the use of every seal that the document lacks, and order them to be set."""

    def write(locked: Document) -> dict[str, Any]:
        found = seals.state_of(locked, timezone.localdate(at)).lacking
        page = _page(locked)
        spots = _spots(locked, page, found, at)
        uses = [
            _use(locked, seal, spot, page, by=by, hat=hat, at=at)
            for seal, spot in zip(found, spots, strict=True)
        ]
        SealUse.objects.bulk_create(uses)
        return {
            "seals": [{"seal": u.seal_id, "name": u.seal.name, "token": u.token} for u in uses],
            "page_sha256": hashlib.sha256(page).hexdigest(),
        }

    fresh: Document = flow.enter(
        t.SEAL, document, by=by, hat=hat, at=at, channel=channel, write=write
    )
    newest = fresh.seal_uses.order_by("-pk")[0]
    enqueue(
        "documents.seal",
        key=f"{fresh.pk}:{fresh.content_version}:{newest.token}",
        document_id=fresh.pk,
        version=fresh.content_version,
    )
    return fresh


def _page(document: Document) -> bytes:
    """Return the checked file, byte for byte as it was kept."""
    row = document.print_file
    assert row is not None  # the rule has asked
    with files.open_for_reading(row) as file:
        page = file.read()
    if hashlib.sha256(page).hexdigest() != row.sha256:
        raise Refused(Verdict.deny("印发稿与登记的指纹不符，不能用印，请联系系统管理员"))
    return page


def _spots(
    document: Document, page: bytes, found: Sequence[Seal], at: dt.datetime
) -> tuple[Spot, ...]:
    """Return where the seals stand; one unit issues a document, so it is one place today."""
    assert document.document_date is not None  # set with the signature
    name = issuer_name(document)
    try:
        seal_services.refuse_unready(at)
        return find_spots(
            read_pages(page),
            [(name, float(seal.diameter_mm)) for seal in found],
            chinese_date(document.document_date),
        )
    except (CannotSeal, ServiceUnavailable) as refusal:
        raise Refused(Verdict.deny(str(refusal))) from refusal


def _use(
    document: Document,
    seal: Seal,
    spot: Spot,
    page: bytes,
    *,
    by: Person,
    hat: Hat,
    at: dt.datetime,
) -> SealUse:
    return SealUse(
        seal=seal,
        document=document,
        reference=document.reference,
        content_version=document.content_version,
        page_sha256=hashlib.sha256(page).hexdigest(),
        place={"page": spot.page, "x": spot.x, "y": spot.y, "diameter": spot.diameter},
        used_by=by,
        hat=hat.as_dict(),
        used_at=at,
    )


def set_seals(*, document_id: int, version: int, at: dt.datetime) -> Attachment | None:
    """Set the registered seals on the file and keep it; once for each version.

    The sealed file is measured like the page before it; its report is kept with it. Returns None
    when there is nothing left to set. Idempotent: what a killed run signed and did not keep is
    thrown away. Raises ServiceUnavailable to be tried again, Refused for good.
    """
    document = Document.objects.select_related("print_file").get(pk=document_id)
    uses = _open_uses(document, version)
    if not uses:
        return None
    page = _page(document)
    if any(use.page_sha256 != hashlib.sha256(page).hexdigest() for use in uses):
        raise Refused(Verdict.deny("印发稿在用印登记后有变动，不能加盖印章"))
    sealed = certify(page, uses, at=at)
    report = drawn.measure(sealed.pdf, for_print(document, document.issued_on))
    if not report.ok:
        wrong = "".join(fact.sentence for fact in report.failures[:3])
        raise Refused(Verdict.deny(f"加盖印章后的版面不符合标准，不能用印：{wrong.rstrip('。')}"))
    with transaction.atomic():
        fresh = flow.lock(document)
        if fresh.print_file_id != document.print_file_id or not _open_uses(fresh, version):
            return None
        return _keep(fresh, uses, sealed, report, at)


def _open_uses(document: Document, version: int) -> list[SealUse]:
    """Return the uses that wait for their seal; Refused where every seal was stopped meanwhile."""
    if document.state != Document.State.NUMBERED or document.content_version != version:
        return []
    rows = document.seal_uses.filter(content_version=version, set_at__isnull=True)
    waiting = list(rows.select_related("seal").order_by("pk"))
    usable = [use for use in waiting if use.seal.state == Seal.State.IN_FORCE]
    if waiting and not usable:
        stopped = waiting[-1].seal
        reason = f"“{stopped.name}”印章已{stopped.get_state_display()}，不能加盖"
        raise Refused(Verdict.deny(reason))
    return usable


def _keep(
    document: Document, uses: Sequence[SealUse], sealed: Sealed, report: Report, at: dt.datetime
) -> Attachment:
    """Make the sealed file the one that is issued; the page under it stays as a record."""
    plain = document.print_file
    assert plain is not None
    kept = Attachment(
        matter_id=document.pk,
        role=Attachment.Role.PRINT,
        name=plain.name,
        size=len(sealed.pdf),
        sha256=sealed.sha256,
        media_type="application/pdf",
        uploaded_at=at,
        uploaded_by=uses[0].used_by,
    )
    kept.file.save("print.pdf", ContentFile(sealed.pdf), save=True)
    Attachment.objects.filter(pk=plain.pk).update(removed_at=at)
    for use in uses:
        use.set_at, use.file_sha256 = at, sealed.sha256
        use.service, use.detached = sealed.service, list(sealed.detached)
        use.save(update_fields=["set_at", "file_sha256", "service", "detached"])
    document.print_file, document.print_report = kept, report.to_dict()
    save(document, by=None, at=at)
    flow.note(
        document,
        "seal_set",
        by=None,
        hat=None,
        at=at,
        channel="job",
        payload={
            "sha256": sealed.sha256,
            "page_sha256": plain.sha256,
            "tokens": [use.token for use in uses],
            "service": sealed.service,
        },
    )
    return kept
