"""A sample seal, keys made once in a run, and pages with the seal on them."""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path

from apps.typesetting.readback import read_pages
from apps.typesetting.signature import Mark, find_spots, keys, read_art, sign_in_place
from apps.typesetting.signature.pades import SiteKey
from apps.typesetting.signature.sm2 import DetachedSM2
from tests.typesetting.documents import CITY
from tests.typesetting.pages import page_of

# An hour ahead: openssl dates its certificate by the clock, later than this line.
AT = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(hours=1)
DATE = "2023年6月7日"
STAR = (
    "M50 30 L54.49 43.82 69.02 43.82 57.27 52.36 61.76 66.18 50 57.64 38.24 66.18 42.73 52.36"
    " 30.98 43.82 45.51 43.82Z"
)


def svg(inside: str = "", box: str = "0 0 100 100") -> bytes:
    """Return a round seal with a star, and whatever a test puts into it."""
    ring = '<circle cx="50" cy="50" r="47" fill="none" stroke="#e60012" stroke-width="3"/>'
    star = f'<path fill="#e60012" d="{STAR}"/>'
    space = "http://www.w3.org/2000/svg"
    return f'<svg xmlns="{space}" viewBox="{box}">{ring}{star}{inside}</svg>'.encode()


ART = read_art(svg())


@cache
def folders() -> tuple[Path, Path]:
    """Return the private and the public folder of a complete set of keys."""
    root = Path(tempfile.mkdtemp(prefix="oa-test-keys-"))
    private, public = root / "private", root / "public"
    owner = keys.Owner.demonstration(CITY)
    keys.make_site_key(private, public, owner=owner, at=AT - dt.timedelta(days=1))
    keys.make_sm2_key(private, public, owner=owner)
    keys.make_vault(private, public)
    return private, public


def pades() -> SiteKey:
    private, public = folders()
    return SiteKey(key=private / keys.SITE_KEY, certificate=public / keys.SITE_CERTIFICATE)


def sm2() -> DetachedSM2:
    private, public = folders()
    return DetachedSM2(key=private / keys.SM2_KEY, certificate=public / keys.SM2_CERTIFICATE)


def mark(pdf: bytes, issuer: str = CITY, diameter: float = 45.0, date: str = DATE) -> Mark:
    (spot,) = find_spots(read_pages(pdf), [(issuer, diameter)], date)
    return Mark("seal-1", issuer, spot, ART)


@cache
def sealed(name: str = "letter") -> bytes:
    """Return a specimen with one seal, signed."""
    pdf = page_of(name).pdf
    placed = mark(pdf)
    return sign_in_place(pdf, placed, pades(), among=[placed], at=AT)
