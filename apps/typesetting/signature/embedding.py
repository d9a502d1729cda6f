"""Puts seals into a finished PDF/A, as its last step: the visible seal, and the signature.

Each seal is one incremental update with a field of its own. The first signature certifies the
file; a file with one seal allows no change after it (DocMDP 1), one with several allows nothing
but the signatures still to come, whose fields it holds from the start, and the last one closes it.
So an earlier signature stays valid when a later one is added, and any other change is found.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.typesetting.grid import MM
from apps.typesetting.signature.appearance import SealStyle
from apps.typesetting.signature.art import Art
from apps.typesetting.signature.contract import SealService
from apps.typesetting.signature.places import Spot

REASON = "公文用印"
PRINT, LOCKED = 4, 128  # annotation flags


@dataclass(frozen=True, slots=True)
class Mark:
    """One seal to be set: its field's name, whose it is, where, and what it looks like."""

    field: str
    issuer: str
    spot: Spot
    art: Art


def sign_in_place(
    pdf: bytes, mark: Mark, service: SealService, *, among: Sequence[Mark], at: dt.datetime
) -> bytes:
    """Return the file with one seal set and signed; `among` are all seals of the file, in order.

    Raises ServiceUnavailable where the service does.
    """
    from pyhanko.sign.fields import append_signature_field
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup

    writer = _update(pdf)
    there = {signature.field_name for signature in writer.prev.embedded_signatures}
    if not there:
        for each in among:
            append_signature_field(writer, _field(each, writer))
    embedder = PdfCMSEmbedder().write_cms(mark.field, writer, existing_fields_only=True)
    next(embedder)
    done = len(there) + 1
    embedder.send(
        SigObjSetup(
            sig_placeholder=_placeholder(mark, service, at),
            mdp_setup=_permissions(service, first=not there, last=done == len(among)),
            appearance_setup=_appearance(mark, at),
        )
    )
    prepared, output = embedder.send(SigIOSetup(md_algorithm=service.hash_name))
    embedder.send(service.sign(prepared.document_digest, at=at))
    return bytes(output.getvalue())


def stamp_in_place(pdf: bytes, marks: Sequence[Mark]) -> bytes:
    """Return the file with the seals to be seen only: its signature is kept beside the file."""
    from pyhanko.pdf_utils import generic

    name = generic.pdf_name
    writer = _update(pdf)
    for mark in marks:
        box = _box(mark.spot, _height(writer, mark.spot.page))
        stamp = SealStyle(mark.art, mark.spot.diameter).create_stamp(writer, None, None)
        page = writer.find_page_for_modification(mark.spot.page - 1)[0].get_object()
        annotation = generic.DictionaryObject(
            {
                name("/Type"): name("/Annot"),
                name("/Subtype"): name("/Stamp"),
                name("/Rect"): generic.ArrayObject(generic.FloatObject(n) for n in box),
                name("/F"): generic.NumberObject(PRINT | LOCKED),
                name("/Contents"): generic.pdf_string(f"{mark.issuer}印章"),
                name("/AP"): stamp.as_appearances().as_pdf_object(),
            }
        )
        held = page.get("/Annots", generic.ArrayObject())
        page[name("/Annots")] = generic.ArrayObject([*held, writer.add_object(annotation)])
        writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _height(writer: Any, page: int) -> float:
    box = writer.find_page_for_modification(page - 1)[0].get_object()["/MediaBox"]
    return float(box[3]) - float(box[1])


def _box(spot: Spot, height: float) -> tuple[float, float, float, float]:
    """Return the seal's rectangle in points from the lower left corner."""
    half = spot.diameter / 2
    left, right = (spot.x - half) / MM, (spot.x + half) / MM
    return left, height - (spot.y + half) / MM, right, height - (spot.y - half) / MM


def _field(mark: Mark, writer: Any) -> Any:
    from pyhanko.sign.fields import SigFieldSpec

    box: Any = _box(mark.spot, _height(writer, mark.spot.page))  # fractions of a point are fine
    return SigFieldSpec(
        mark.field, on_page=mark.spot.page - 1, box=box, readable_field_name=f"{mark.issuer}印章"
    )


def _placeholder(mark: Mark, service: SealService, at: dt.datetime) -> Any:
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers.pdf_byterange import SignatureObject

    return SignatureObject(
        timestamp=at,
        bytes_reserved=2 * service.room,  # written in hexadecimal
        subfilter=SigSeedSubFilter.PADES,
        name=mark.issuer,
        reason=REASON,
    )


def _permissions(service: SealService, *, first: bool, last: bool) -> Any:
    from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm
    from pyhanko.sign.signers.cms_embedder import SigMDPSetup

    hashed = service.hash_name
    if first:
        allowed = MDPPerm.NO_CHANGES if last else MDPPerm.FILL_FORMS
        return SigMDPSetup(hashed, certify=True, docmdp_perms=allowed)
    if last:
        everything = FieldMDPSpec(FieldMDPAction.ALL)
        return SigMDPSetup(hashed, field_lock=everything, docmdp_perms=MDPPerm.NO_CHANGES)
    return SigMDPSetup(hashed)


def _appearance(mark: Mark, at: dt.datetime) -> Any:
    from pyhanko.sign.signers.cms_embedder import SigAppearanceSetup

    style: Any = SealStyle(mark.art, mark.spot.diameter)
    return SigAppearanceSetup(style=style, timestamp=at, name=mark.issuer)


def _update(pdf: bytes) -> Any:
    """Return a writer of incremental updates that leaves the document's metadata as issued."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Update(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            # It would name this library and the clock in one of two places that must agree.
            pass

    return Update(io.BytesIO(pdf))
