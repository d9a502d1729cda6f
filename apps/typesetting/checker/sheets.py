"""A page as the checker sees it: rows of characters, bars, pictures, in millimetres."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from apps.typesetting.checker.results import Spot
from apps.typesetting.grid import BODY, BOTTOM, EM_BOTTOM, EM_TOP, MM

GAP = 8.0  # mm of white that parts two runs of a row
FOLIO_BELOW = BOTTOM + 1.0
MARK = 24.0  # points; red rows larger than this are the mark


@dataclass(frozen=True)
class Glyph:
    """One character on the page; size in points."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str
    colour: tuple[float, ...]

    @property
    def is_red(self) -> bool:
        """Red as a seal is red."""
        return is_red(self.colour)

    @property
    def is_black(self) -> bool:
        """Black in grey, RGB or CMYK."""
        c = self.colour
        if len(c) == 4:
            return c[3] > 0.9 or min(c[:3]) > 0.9
        return max(c, default=0.0) < 0.1


def is_red(c: tuple[float, ...]) -> bool:
    """Say whether a colour (RGB or CMYK) is the red of marks and seals."""
    if len(c) == 4:
        return c[0] < 0.3 and c[1] > 0.6 and c[2] > 0.4 and c[3] < 0.3
    return len(c) == 3 and c[0] > 0.6 and c[1] < 0.2 and c[2] < 0.3


@dataclass(frozen=True)
class Row:
    """Characters on one baseline, left to right, blanks left out."""

    glyphs: tuple[Glyph, ...]
    page: int = 1

    @cached_property
    def text(self) -> str:
        """The characters without blanks."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def spot(self) -> Spot:
        """Its em box on its page."""
        return Spot(self.page, (self.x0, self.top, self.x1, self.bottom))

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.glyphs[-1].x1

    @property
    def centre(self) -> float:
        """Middle of the row."""
        return (self.x0 + self.x1) / 2

    @property
    def baseline(self) -> float:
        """The first character's baseline."""
        return self.glyphs[0].baseline

    @cached_property
    def size(self) -> float:
        """The most frequent size, points."""
        return Counter(round(glyph.size, 1) for glyph in self.glyphs).most_common(1)[0][0]

    @property
    def top(self) -> float:
        """Upper edge of the em box."""
        return self.baseline - EM_TOP * self.size * MM

    @property
    def bottom(self) -> float:
        """Lower edge of the em box."""
        return self.baseline + EM_BOTTOM * self.size * MM

    @property
    def middle(self) -> float:
        """Half-way down the em box."""
        return (self.top + self.bottom) / 2

    @property
    def is_red(self) -> bool:
        """Whether it belongs to the mark."""
        return self.glyphs[0].is_red

    @property
    def is_body(self) -> bool:
        """Whether it is set in 三号."""
        return abs(self.size - BODY) < 0.5

    def runs(self, gap: float = GAP) -> list["Row"]:
        """The row cut where wide white stands."""
        out: list[list[Glyph]] = [[self.glyphs[0]]]
        for before, glyph in zip(self.glyphs, self.glyphs[1:], strict=False):
            if glyph.x0 - before.x1 > gap:
                out.append([])
            out[-1].append(glyph)
        return [Row(tuple(run), self.page) for run in out]


@dataclass(frozen=True)
class Bar:
    """A horizontal rule."""

    x: float
    top: float
    width: float
    height: float
    red: bool
    page: int = 1

    @property
    def foot(self) -> float:
        """Lower edge."""
        return self.top + self.height

    @property
    def spot(self) -> Spot:
        """Its place on its page."""
        return Spot(self.page, (self.x, self.top, self.x + self.width, self.foot))


Picture = tuple[float, float, float, float]


@dataclass(frozen=True)
class Sheet:
    """One page; `turned`: rows of a landscape table, in the frame one sees with the head upwards.

    `tilt` names what stands neither upright nor turned by a right angle to the left.
    """

    number: int
    width: float
    height: float
    rows: tuple[Row, ...]
    bars: tuple[Bar, ...]
    turned: tuple[Row, ...] = ()
    tilt: str = ""
    pictures: tuple[Picture, ...] = ()

    @property
    def spot(self) -> Spot:
        """The whole page."""
        return Spot(self.number)

    @property
    def is_blank(self) -> bool:
        """Whether nothing but a page number stands on it."""
        return not (self.text_rows or self.turned or self.tilt or self.pictures or self.mark)

    @property
    def has_images(self) -> bool:
        """Whether pictures stand on it."""
        return bool(self.pictures)

    @cached_property
    def text_rows(self) -> list[Row]:
        """Rows of the type area, marks left out."""
        return [r for r in self.rows if r.baseline < FOLIO_BELOW and not r.is_red]

    @cached_property
    def foot_rows(self) -> list[Row]:
        """Rows below the type area: the page number."""
        return [r for r in self.rows if r.baseline >= FOLIO_BELOW]

    @cached_property
    def mark(self) -> list[Row]:
        """The red rows at the head."""
        return [r for r in self.rows if r.is_red and r.size > MARK]

    @property
    def has_table(self) -> bool:
        """Whether it holds a table: thin black rules above the place of 版记, or turned rows."""
        return bool(self.turned) or any(not b.red and b.height < 0.24 for b in self.bars)

    def matching(self, pattern: str) -> Iterator[Row]:
        """Rows of the type area whose whole text matches."""
        return (row for row in self.text_rows if re.fullmatch(pattern, row.text))
