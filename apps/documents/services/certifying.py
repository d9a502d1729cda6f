"""The work of the seal itself: image unlocked, drawn, signed, and looked at before it is kept.

Knows no state and writes nothing: bytes in, bytes out. Refuses a result that is not whole, not
ours or no longer the archive format it claims to be.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from apps.documents import seal_services, vault
from apps.documents.models import SealUse
from apps.typesetting.archive import archive_faults
from apps.typesetting.signature import (
    Mark,
    SealService,
    Spot,
    digest_of,
    read_art,
    read_signatures,
    sign_in_place,
    stamp_in_place,
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A finished file, its hash, the services that signed it, signatures kept beside it."""

    pdf: bytes
    sha256: str
    service: str
    detached: tuple[dict[str, str], ...]


def certify(page: bytes, uses: Sequence[SealUse], *, at: dt.datetime) -> Sealed:
    """Return the page with the registered seals on it, signed by every service of this site."""
    marks = [_mark(use) for use in uses]
    embedded = seal_services.embedded()
    pdf = page
    if embedded is None:
        pdf = stamp_in_place(page, marks)
    else:
        for mark in marks:
            pdf = sign_in_place(pdf, mark, embedded, among=marks, at=at)
    _refuse_unsound(pdf, marks if embedded else [], at)
    beside = seal_services.detached()
    names = [s.name for s in seal_services.services()]
    digest = hashlib.sha256(pdf).hexdigest()
    return Sealed(pdf, digest, "、".join(names), tuple(_beside(pdf, s, at) for s in beside))


def _mark(use: SealUse) -> Mark:
    spot = Spot(**use.place)
    return Mark(
        f"seal-{use.token}", use.seal.name, spot, read_art(vault.unlock(bytes(use.seal.image)))
    )


def _beside(pdf: bytes, service: SealService, at: dt.datetime) -> dict[str, str]:
    digest = digest_of(pdf, service)
    blob = service.sign(digest, at=at)
    return {
        "service": service.name,
        "digest": digest.hex(),
        "blob": base64.b64encode(blob).decode("ascii"),
    }


def _refuse_unsound(pdf: bytes, marks: Sequence[Mark], at: dt.datetime) -> None:
    """Read our own work back: an error here is a fault of ours, and the job becomes an incident."""
    if faults := archive_faults(pdf):
        raise RuntimeError(f"sealed file is no PDF/A-2u: {faults[:5]}")
    found = read_signatures(pdf, trusted=seal_services.trusted(), at=at).signatures
    if [s.field for s in found] != [m.field for m in marks] or not all(
        s.whole and s.known for s in found
    ):
        raise RuntimeError("sealed file does not verify")
