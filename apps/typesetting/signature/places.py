"""Where seals stand on a finished page: found by 署名 and 成文日期, judged by the standard.

A seal stands upright and centred over the name of its issuer, the last one over the date as well
(骑年盖月), both a little below its centre; its upper edge is within one row of the text above and
does not touch it; several do not touch one another and stay inside the type area, three a row at
most. Where the page leaves no such place, `CannotSeal` says which condition fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apps.typesetting.grid import BOTTOM, EM_BOTTOM, EM_TOP, LEFT, RIGHT, ROW, TOP
from apps.typesetting.readback import Row, Sheet, rows
from apps.typesetting.signature.refusals import CannotSeal

LIFT = 3.0  # how far the centre stands above the middle of name and date
CLEAR = 0.5  # between the seal and the text above it
WITHIN = ROW - 0.25  # the upper edge is within one row of the text above
APART = 0.5  # between two seals
A_ROW = 3
LOWEST = BOTTOM + 2 * ROW  # a seal over the last rows reaches into the margin, never off the sheet
GAP = 1.5  # of an em: wider gaps part the words of a row
ALIGNED, PITCH = 1.0, 0.5  # tolerances in mm: centre over centre, row below row


@dataclass(frozen=True, slots=True)
class Spot:
    """The centre of one seal on a page counted from 1, and its diameter; millimetres."""

    page: int
    x: float
    y: float
    diameter: float

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.y - self.diameter / 2

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.diameter / 2

    @property
    def left(self) -> float:
        """Left edge."""
        return self.x - self.diameter / 2

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.diameter / 2


@dataclass(frozen=True, slots=True)
class _Word:
    """Glyphs of one row without a wide gap."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    top: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def bottom(self) -> float:
        return self.baseline + EM_BOTTOM * self.size


def find_spots(
    sheets: Iterable[Sheet], issuers: Sequence[tuple[str, float]], date: str
) -> tuple[Spot, ...]:
    """Return a spot for each (name, diameter) in the order given.

    `date` as the page writes it: 2026年6月7日.
    """
    names = [name for name, _ in issuers]
    for number, sheet in enumerate(sheets, start=1):
        words = [word for row in rows(sheet.runs) for word in _words(row)]
        found = _signature(words, names, date)
        if found:
            spots = _place(number, words, found, issuers)
            _refuse_crowded(spots)
            return spots
    raise CannotSeal("页面上找不到发文机关署名和成文日期，不能确定印章位置")


def _words(row: Row) -> list[_Word]:
    groups: list[list[int]] = [[0]]
    for place in range(1, len(row.glyphs)):
        before, here = row.glyphs[place - 1], row.glyphs[place]
        if here.x - (before.x + before.advance) > GAP * row.size:
            groups.append([])
        groups[-1].append(place)
    found = []
    for group in groups:
        glyphs = [row.glyphs[place] for place in group]
        text = "".join(glyph.text for glyph in glyphs).strip()
        right = glyphs[-1].x + glyphs[-1].advance
        top = row.y - EM_TOP * row.size
        found.append(_Word(text, glyphs[0].x, right, row.y, row.size, top))
    return found


def _signature(words: list[_Word], names: list[str], date: str) -> tuple[list[_Word], _Word] | None:
    """Return the names and the date below the last of them, as they stand at the signature."""
    for day in (word for word in words if word.text == date):
        # The red head's letters are of another size, and a name in the text has words beside it.
        beside = [word for word in words if abs(word.size - day.size) < PITCH]
        last = [
            word for word in _named(beside, names[-1])
            if abs(day.baseline - word.baseline - ROW) < PITCH
            and abs(day.middle - word.middle) < ALIGNED
        ]  # fmt: skip
        earlier = [_nearest(beside, name, day) for name in names[:-1]]
        if last and all(earlier):
            return [word for word in earlier if word] + last[:1], day
    return None


def _nearest(words: list[_Word], name: str, day: _Word) -> _Word | None:
    """Return the place of a name that stands nearest above the date."""
    above = [word for word in _named(words, name) if word.baseline < day.baseline]
    return max(above, key=lambda word: word.baseline, default=None)


def _named(words: list[_Word], name: str) -> list[_Word]:
    """Return the places of a name in one row, or of a long one in two rows centred."""
    found = [word for word in words if word.text == name]
    for upper in (word for word in words if name.startswith(word.text) and word.text != name):
        for lower in words:
            if (
                upper.text + lower.text == name
                and abs(lower.baseline - upper.baseline - ROW) < PITCH
                and abs(lower.middle - upper.middle) < ALIGNED
            ):
                left, right = min(upper.left, lower.left), max(upper.right, lower.right)
                found.append(_Word(name, left, right, lower.baseline, lower.size, upper.top))
    return found


def _place(
    page: int,
    words: list[_Word],
    found: tuple[list[_Word], _Word],
    issuers: Sequence[tuple[str, float]],
) -> tuple[Spot, ...]:
    """Place the first row by the text above it; every other row keeps the same offset."""
    names, day = found
    first = min(names, key=lambda word: word.baseline)
    drop = day.baseline - names[-1].baseline
    above = [word.bottom for word in words if word.bottom < first.top]
    edge = max(above, default=TOP - ROW)
    widest = max(
        diameter
        for word, (_, diameter) in zip(names, issuers, strict=True)
        if word.baseline == first.baseline
    )
    centre = _centre(first, drop, edge, widest / 2)
    return tuple(
        Spot(
            page,
            round((day if word is names[-1] else word).middle, 3),
            round(centre + word.baseline - first.baseline, 3),
            diameter,
        )
        for word, (_, diameter) in zip(names, issuers, strict=True)
    )


def _centre(name: _Word, drop: float, edge: float, radius: float) -> float:
    """Return how far down the centre of a row of seals lies."""
    middle = (name.baseline - EM_TOP * name.size + name.bottom + drop) / 2
    centre = min(middle - LIFT, edge + WITHIN + radius)
    centre = max(centre, edge + CLEAR + radius)
    if centre > middle:
        raise CannotSeal(f"直径{2 * radius:g}毫米的印章会压住正文，请核对印章直径和版面")
    if name.bottom + drop > centre + radius:
        raise CannotSeal(f"直径{2 * radius:g}毫米的印章压不住署名和成文日期，请核对印章直径")
    return centre


def _refuse_crowded(spots: tuple[Spot, ...]) -> None:
    for spot in spots:
        if spot.left < LEFT or spot.right > RIGHT or spot.bottom > LOWEST:
            raise CannotSeal("印章超出版心，请核对印章直径和署名位置")
        if sum(other.y == spot.y for other in spots) > A_ROW:
            raise CannotSeal(f"每排印章不得超过{A_ROW}个")
    for place, spot in enumerate(spots):
        for other in spots[:place]:
            apart = ((spot.x - other.x) ** 2 + (spot.y - other.y) ** 2) ** 0.5
            if apart < (spot.diameter + other.diameter) / 2 + APART:
                raise CannotSeal("相邻印章相交或者相切，请核对印章直径和署名位置")
