"""署名 and 成文日期: sealed, unsealed or with the signer's stamp, of one issuer or of several.

Every block is measured from its own upper left corner; flow.py finds its page. It refuses seals too
wide for the type area.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from apps.typesetting.grid import CELL, ROW, WIDTH
from apps.typesetting.layouts.flow import Flow
from apps.typesetting.layouts.seals import DIAMETER, GAP, STAMP, SealBox, seal
from apps.typesetting.markup import placed, spaced
from apps.typesetting.metrics import metrics
from apps.typesetting.model import Gongwen, chinese_date
from apps.typesetting.titles import halves

SEALED_BLANK, PLAIN_BLANK, STAMP_BLANK = 2, 1, 2
SMALL_SEAL = 34.0  # mm; a smaller one would not reach from the text's next row over the date
LONGEST_NAME = 13 * CELL  # a longer one is set in two rows, so that it stays centred on the date
UNDATED = 6 * CELL  # room for the date of a draft
PER_ROW = (3, 2, 1)  # seals in a row


class Closing(NamedTuple):
    """A signature: its pieces, its rows, its seals from its own corner."""

    html: str
    rows: int
    seals: tuple[SealBox, ...] = ()


def set_signature(flow: Flow, gongwen: Gongwen, artwork: Mapping[str, str]) -> None:
    """Set 署名 and 成文日期; minutes carry theirs in the head."""
    if gongwen.layout == "minutes" or not (gongwen.signatories or gongwen.date):
        return
    day = chinese_date(gongwen.date) if gongwen.date else ""
    if gongwen.layout == "order" or gongwen.stamped:
        made = _stamped(gongwen, day, artwork)
    elif not gongwen.sealed:
        made = _plain(gongwen.signatories, day)
    elif len(gongwen.signatories) > 1:
        made = _joint(gongwen.signatories, day, _diameters(gongwen))
    else:
        made = _sealed(gongwen.signatories, day, _diameters(gongwen)[0])
    block = f'<div class="rows" style="height:{made.rows * ROW:.4f}mm">{made.html}</div>'
    flow.closing(block, made.rows, made.seals)


def _diameters(gongwen: Gongwen) -> list[float]:
    given = gongwen.seal_diameters[: max(1, len(gongwen.signatories))]
    return [*given, *[DIAMETER] * (max(1, len(gongwen.signatories)) - len(given))]


def _blank(diameters: Sequence[float]) -> int:
    """Return the blank rows above the name that the smallest seal allows."""
    return SEALED_BLANK if min(diameters) >= SMALL_SEAL else SEALED_BLANK - 1


def _date_centre(day: str) -> float:
    """The middle of a date whose right edge stands four cells in."""
    return WIDTH - 4 * CELL - (metrics().width(day) if day else UNDATED) / 2


def _centred(text: str, centre: float, row: int) -> str:
    width = metrics().width(text)
    left = max(0.0, min(centre - width / 2, WIDTH - width))
    return placed(text, left, row * ROW) if text else ""


def _sealed(names: Sequence[str], day: str, diameter: float) -> Closing:
    """Date four cells from the right edge, the name centred above it, the seal over both."""
    name, centre, blank = "".join(names), _date_centre(day), _blank((diameter,))
    lines = halves(name) if metrics().width(name) > LONGEST_NAME else (name,)
    first = max(0, blank + 1 - len(lines))
    pieces = [_centred(line, centre, first + row) for row, line in enumerate(lines)]
    pieces.append(_centred(day, centre, blank + 1))
    seals = (seal(name, centre, blank, diameter),) if name else ()
    return Closing("".join(pieces), blank + 2, seals)


def _joint(names: Sequence[str], day: str, diameters: Sequence[float]) -> Closing:
    """Names in rows, the sponsor first, the last one above the date; a seal over each."""
    widest = max(metrics().width(name) for name in names)
    pitch = max(max(diameters) + GAP, widest + CELL)
    last, half = _date_centre(day), max(widest, max(diameters)) / 2
    columns = next((n for n in PER_ROW if last - (n - 1) * pitch - half >= 0), 1)
    rows, deep = math.ceil(len(names) / columns), math.ceil((max(diameters) + GAP) / ROW)
    pieces, seals, blank = [], [], _blank(diameters)
    for place, name in enumerate(names):
        row = place // columns
        lacking = rows * columns - len(names) if row == rows - 1 else 0
        column = place % columns + lacking
        centre = last - (columns - 1 - column) * pitch
        at = blank + row * deep
        pieces.append(_centred(name, centre, at))
        seals.append(seal(name, centre, at, diameters[place], first=row == 0))
    bottom = blank + (rows - 1) * deep + 1
    pieces.append(_centred(day, last, bottom))
    return Closing("".join(pieces), bottom + 1, tuple(seals))


def _plain(names: Sequence[str], day: str) -> Closing:
    """Names two cells from the right edge, the date two cells in from them; a long date rules."""
    font, edge = metrics(), WIDTH - 2 * CELL
    widest = max((font.width(name) for name in names), default=0.0)
    date_width = font.width(day) if day else UNDATED
    left = edge - widest
    start = left + 2 * CELL
    if start + date_width > edge:
        start = edge - date_width
        left = start - 2 * CELL
    pieces = [
        spaced(name, left, (PLAIN_BLANK + row) * ROW, widest) for row, name in enumerate(names)
    ]
    bottom = PLAIN_BLANK + len(names)
    pieces.append(placed(day, start, bottom * ROW) if day else "")
    return Closing("".join(pieces), bottom + 1)


def _stamped(gongwen: Gongwen, day: str, artwork: Mapping[str, str]) -> Closing:
    """Office two cells left of the signer, both two rows below the text; the date a row below."""
    font, right = metrics(), WIDTH - 4 * CELL
    pairs = list(zip_longest(gongwen.signatories, gongwen.signers or ("　　　",), fillvalue=""))
    stamps = any(artwork.get(signer) for _, signer in pairs)
    widths = [STAMP[0] if stamps else metrics("kai").width(signer) for _, signer in pairs]
    left = right - max(widths)
    deep = math.ceil((STAMP[1] + GAP) / ROW) if stamps else 1
    pieces, seals = [], []
    for place, (office, signer) in enumerate(pairs):
        row = STAMP_BLANK + place * deep
        pieces.append(placed(office, left - 2 * CELL - font.width(office), row * ROW))
        if stamps:
            top = (row + 0.5) * ROW - STAMP[1] / 2
            seals.append(SealBox(signer, left, top, *STAMP, kind="stamp"))
        else:
            pieces.append(placed(signer, left, row * ROW, "kai", "kai"))
    bottom = STAMP_BLANK + (len(pairs) - 1) * deep + 2
    pieces.append(placed(day, right - font.width(day), bottom * ROW) if day else "")
    return Closing("".join(pieces), bottom + 1, tuple(seals))
