"""Reads the signatures of any PDF: whose, when, and whether the file is still what was signed.

Made for files of strangers: it fetches nothing and treats whatever a parser raises as "not
readable". Run it through `child.read_apart`, where a file can neither hang nor fill a process of
the site.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from apps.typesetting.signature.contract import DEMONSTRATION

MOST = 20  # signatures of one file
LONGEST = 200  # characters of a name that a stranger wrote

Reach = Literal["file", "revision", "part"]
Changes = Literal["none", "permitted", "forbidden"]


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: what it says of itself, and what was found.

    `intact`: the signed bytes are unchanged and the certificate's key made it. `known`: the
    certificate is one of ours and was in force at the time it names. `reach`: how much of the file
    it covers; `changes`: what was appended after it.
    """

    field: str
    issuer: str
    reason: str
    signed_at: str
    signer: str
    intact: bool
    known: bool
    reach: Reach
    changes: Changes

    @property
    def whole(self) -> bool:
        """Whether the file is what was signed, but for further signatures that it allowed."""
        covered = self.reach == "file" or (self.reach == "revision" and self.changes == "permitted")
        return self.intact and covered and self.changes != "forbidden"

    @property
    def demonstration(self) -> bool:
        """Whether the certificate says of itself that it is for demonstration only."""
        return DEMONSTRATION in self.signer


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a file; `problem` is one Chinese sentence where it could not be read."""

    signatures: tuple[Signature, ...] = ()
    problem: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {"signatures": [asdict(s) for s in self.signatures], "problem": self.problem}

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Reading:
        """Return what `as_dict` wrote."""
        return cls(tuple(Signature(**s) for s in plain["signatures"]), plain["problem"])


def read_signatures(pdf: bytes, *, trusted: Iterable[bytes], at: dt.datetime) -> Reading:
    """Return every signature of a file, checked; `trusted` are known certificates in DER."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    known = tuple(trusted)
    if not pdf[:1024].lstrip().startswith(b"%PDF-"):
        return Reading(problem="这不是PDF文件")
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if reader.encrypted:
            return Reading(problem="文件已加密，无法核验")
        found = reader.embedded_signatures
        if len(found) > MOST:
            return Reading(problem=f"文件中的签名超过{MOST}个，无法核验")
        return Reading(tuple(_look(signature, known, at) for signature in found))
    except Exception:  # a parser before bytes of strangers: every failure is the same answer
        return Reading(problem="文件已损坏，或者签名后被改动，无法读取")


def _look(embedded: Any, trusted: tuple[bytes, ...], at: dt.datetime) -> Signature:
    from pyhanko.sign.validation import async_validate_pdf_signature

    from apps.typesetting.signature.pades import alone, context, in_force, subject

    signed_at = embedded.self_reported_timestamp
    moment = signed_at if signed_at is not None and signed_at.tzinfo is not None else at
    status = alone(async_validate_pdf_signature(embedded, context(trusted, moment)))
    return Signature(
        field=_word(embedded.field_name),
        issuer=_word(embedded.sig_object.get("/Name", "")),
        reason=_word(embedded.sig_object.get("/Reason", "")),
        signed_at=signed_at.isoformat() if signed_at is not None else "",
        signer=_word(subject(status.signing_cert)),
        intact=bool(status.intact and status.valid),
        known=bool(status.trusted) and in_force(status.signing_cert, moment),
        reach=_reach(status.coverage),
        changes=_changes(status),
    )


def _word(value: object) -> str:
    return "".join(c for c in str(value) if c.isprintable())[:LONGEST]


def _reach(coverage: Any) -> Reach:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "file"
    return "revision" if coverage == SignatureCoverageLevel.ENTIRE_REVISION else "part"


def _changes(status: Any) -> Changes:
    from pyhanko.sign.diff_analysis import ModificationLevel

    if status.modification_level == ModificationLevel.NONE and status.docmdp_ok:
        return "none"
    return "permitted" if status.docmdp_ok else "forbidden"
