"""Seals and signatures on finished pages: the image, its place, the signature, the check.

It knows no ORM, no settings and no Django: who may use a seal, the register of uses and the gate
before issuing belong to `apps.documents`. It never fetches anything from a network.

    art = read_art(upload)                              # SVG or PNG, cleaned; CannotSeal
    spots = find_spots(read_pages(pdf), [("咸宁市人民政府", 45)], "2026年6月7日")
    mark = Mark("seal-…", "咸宁市人民政府", spots[0], art)
    signed = sign_in_place(pdf, mark, service, among=[mark], at=now)      # PAdES, DocMDP
    reading = child.read_apart(signed, trusted=service.certificates(), at=now)  # in a child process

`contract.py` says what a sealing service must do; `pades.SiteKey` and `sm2.DetachedSM2` are two.
"""

from apps.typesetting.signature.art import Art, Raster, Vector, bytes_of, read_art
from apps.typesetting.signature.contract import Answer, SealService, digest_of
from apps.typesetting.signature.embedding import Mark, sign_in_place, stamp_in_place
from apps.typesetting.signature.places import Spot, find_spots
from apps.typesetting.signature.reading import Reading, Signature, read_signatures
from apps.typesetting.signature.refusals import CannotSeal, ServiceUnavailable

__all__ = [
    "Answer",
    "Art",
    "CannotSeal",
    "Mark",
    "Raster",
    "Reading",
    "SealService",
    "ServiceUnavailable",
    "Signature",
    "Spot",
    "Vector",
    "bytes_of",
    "digest_of",
    "find_spots",
    "read_art",
    "read_signatures",
    "sign_in_place",
    "stamp_in_place",
]
