"""核验: what a file says of itself, held against the register of seals and the trail.

Asked by anybody, with files of anybody. Reads and writes nothing down. Names units, posts and
numbers of what the asker has in hand, never a person and never a title.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import QuerySet

from apps.documents import seal_services
from apps.documents.models import SealUse
from apps.trail.models import Event
from apps.typesetting.signature import Reading, ServiceUnavailable, Signature, digest_of
from apps.typesetting.signature.child import read_apart

Level = Literal[
    "whole", "void", "doubtful", "changed", "foreign", "unregistered", "unsigned", "unreadable"
]
HEADLINES: dict[Level, str] = {
    "whole": "文件完整，与本系统印发并登记的文件一致",
    "void": "文件没有被改动，但已经作废",
    "doubtful": "文件与用印登记一致，但签名或者留痕未能核对一致，请联系审计管理员",
    "changed": "文件不完整，签名之后被改动过",
    "foreign": "文件有电子签名，但不是本系统的签章",
    "unregistered": "签名没有被破坏，但用印登记中没有这份文件，不能认定",
    "unsigned": "文件没有电子签名",
    "unreadable": "文件无法核验",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """A signature kept beside the file: its kind, and whether it fits."""

    label: str
    good: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """The answer: a level, the signatures in the file, uses of seals that belong to it.

    `uses` are entries of exactly this file; `originals` entries of another file with the same
    signature, which this one was made from.
    """

    level: Level
    sha256: str
    reading: Reading
    uses: tuple[SealUse, ...] = ()
    originals: tuple[SealUse, ...] = ()
    beside: tuple[Beside, ...] = ()

    @property
    def headline(self) -> str:
        """The answer in one sentence."""
        return HEADLINES[self.level]

    @property
    def fingerprint(self) -> str:
        """The hash in groups that a person can compare and a narrow page can break."""
        return " ".join(self.sha256[n : n + 8] for n in range(0, len(self.sha256), 8))

    @property
    def good(self) -> bool:
        """Whether the file may be relied on."""
        return self.level == "whole"


def verify_file(pdf: bytes, *, at: dt.datetime) -> Report:
    """Return what can be said of a file; never raises for whatever the bytes may be."""
    digest = hashlib.sha256(pdf).hexdigest()
    reading = read_apart(pdf, trusted=seal_services.trusted(), at=at)
    uses = tuple(_entries().filter(file_sha256=digest))
    if uses:
        beside = tuple(found for use in uses[:1] for found in _beside(pdf, use))
        return Report(_of_registered(uses, reading, beside), digest, reading, uses, (), beside)
    originals = _entries().filter(token__in=_tokens(reading.signatures))
    return Report(_of_stranger(reading), digest, reading, (), tuple(originals))


def _entries() -> QuerySet[SealUse]:
    rows = SealUse.objects.filter(set_at__isnull=False).order_by("pk")
    return rows.select_related("seal__unit", "document__print_file").defer("seal__image")


def _of_registered(uses: Sequence[SealUse], reading: Reading, beside: Sequence[Beside]) -> Level:
    use = uses[0]
    signed = all(s.whole and s.known for s in reading.signatures) and not reading.problem
    if not signed or not all(found.good for found in beside) or not _in_trail(use):
        return "doubtful"
    document = use.document
    issued = document.print_file.sha256 if document.print_file else ""
    return "whole" if (issued, document.reference) == (use.file_sha256, use.reference) else "void"


def _of_stranger(reading: Reading) -> Level:
    if reading.problem:
        return "unreadable"
    if not reading.signatures:
        return "unsigned"
    if not all(signature.whole for signature in reading.signatures):
        return "changed"
    return "unregistered" if all(s.known for s in reading.signatures) else "foreign"


def _in_trail(use: SealUse) -> bool:
    """Say whether the trail knows the file; the register alone could have been written over."""
    events = Event.objects.of_matter(use.document_id).filter(verb="document.seal_set")
    return any(event.payload.get("sha256") == use.file_sha256 for event in events)


def _beside(pdf: bytes, use: SealUse) -> list[Beside]:
    found = []
    for kept in use.detached:
        service = seal_services.by_name(kept["service"])
        if service is None:
            found.append(Beside(kept["service"], False, "本系统已不使用这种签章方式"))
            continue
        try:
            blob = base64.b64decode(kept["blob"], validate=True)
            answer = service.verify(digest_of(pdf, service), blob, at=use.set_at or use.used_at)
            found.append(Beside(service.label, bool(answer), answer.reason))
        except (ServiceUnavailable, binascii.Error) as missing:
            found.append(Beside(service.label, False, str(missing)))
    return found


def _tokens(signatures: Sequence[Signature]) -> list[uuid.UUID]:
    """Return the numbers of uses that fields of signatures name; anything else is no number."""
    found = []
    for signature in signatures:
        try:
            found.append(uuid.UUID(signature.field.removeprefix("seal-")))
        except ValueError:
            continue
    return found
