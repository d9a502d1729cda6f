"""Sample seals of the demonstration, each saying that it is invalid, and their keys."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from math import cos, pi, sin
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from apps.documents.models import Seal
from apps.documents.page import official_name
from apps.documents.services.seals import register_seal
from apps.organisation.models import Post, Unit
from apps.organisation.vocabulary import PostRole, UnitDuty, UnitKind
from apps.organisation.wording import city
from apps.rulebook import shelf
from apps.typesetting.metrics import metrics
from apps.typesetting.signature.keys import Owner, make_missing

DIAMETERS = {UnitKind.GOVERNMENT: Decimal(45), UnitKind.GENERAL_OFFICE: Decimal(42)}

RED = "#e60012"
MIDDLE, RING, PEN = 500.0, 484.0, 30.0
ARC, LETTER = 318.0, 150.0  # radius of the name's baseline, em of its characters
STEP, SWEEP = 33.0, 250.0  # degrees between two characters, and over all of them
WARNING, WARNING_SIZE, WARNING_BASELINE = "演示专用无效", 70.0, 835.0
STAR = 150.0  # outer radius


def load_seals(*, at: dt.datetime) -> int:
    """Register a sample seal of the government and of its office; returns how many stand.

    Makes the demonstration's keys where there are none. Does nothing in a process that is not told
    where private keys are kept.
    """
    if not settings.OA_SEAL_KEYS:
        return 0
    opened = timezone.make_aware(dt.datetime.combine(shelf.newest().issued_on, dt.time()))
    owner = Owner.demonstration(city())
    make_missing(Path(settings.OA_SEAL_KEYS), Path(settings.OA_SEAL_PUBLIC), owner=owner, at=opened)
    for unit in Unit.objects.filter(kind__in=DIAMETERS, abolished_on__isnull=True):
        if not Seal.objects.filter(unit=unit).exists():
            name = official_name(unit)
            register_seal(
                unit=unit,
                name=name,
                diameter_mm=DIAMETERS[UnitKind(unit.kind)],
                keepers=_registry(),
                valid_from_on=shelf.newest().issued_on,
                valid_to_on=None,
                image=sample_seal(name),
                by=None,
                at=at,
            )
    return Seal.objects.count()


def _registry() -> list[Post]:
    """Return the posts of the registry, which keeps the seals here."""
    posts = Post.objects.filter(unit__duty=UnitDuty.REGISTRY, abolished_on__isnull=True)
    return list(posts.filter(role__in=[PostRole.SECTION_HEAD, PostRole.SECTION_MEMBER]))


def sample_seal(name: str) -> bytes:
    """Return a round seal with a star and a name as SVG; outlines only, no text."""
    step = min(STEP, SWEEP / max(1, len(name) - 1))
    first = -step * (len(name) - 1) / 2
    letters = [
        _letter(outline, width, f"rotate({first + step * place:.3f}) translate(0,{-ARC})", LETTER)
        for place, (outline, width) in enumerate(metrics("song").outlines(name))
    ]
    half = (len(WARNING) - 1) / 2
    letters += [
        _letter(
            outline,
            width,
            f"translate({(place - half) * WARNING_SIZE:.2f},{WARNING_BASELINE - MIDDLE})",
            WARNING_SIZE,
        )
        for place, (outline, width) in enumerate(metrics("hei").outlines(WARNING))
    ]
    ring = f'<circle r="{RING}" fill="none" stroke="{RED}" stroke-width="{PEN}"/>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">'
        f'<g fill="{RED}" transform="translate({MIDDLE},{MIDDLE})">{ring}{_star()}'
        f"{''.join(letters)}</g></svg>"
    ).encode()


def _letter(outline: str, width: float, place: str, size: float) -> str:
    scale = size / 1000
    matrix = f"{place} scale({scale},{-scale}) translate({-width / 2:.0f},0)"
    return f'<path transform="{matrix}" d="{outline}"/>'


def _star() -> str:
    """Return a five-pointed star, a point at the top."""
    inner = STAR * sin(pi / 10) / sin(3 * pi / 10)
    corners = []
    for place in range(10):
        radius, angle = (inner, STAR)[place % 2 == 0], -pi / 2 + place * pi / 5
        corners.append(f"{radius * cos(angle):.2f},{radius * sin(angle):.2f}")
    return f'<polygon points="{" ".join(corners)}"/>'
