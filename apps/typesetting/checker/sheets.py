"""Reads a PDF into rows of characters and bars, in millimetres from the upper left corner.

Works on any PDF with text, not only ours. Positions come from the text matrix (baselines), since
the boxes that PDF libraries report depend on what each font says of itself.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apps.typesetting.grid import BOTTOM, EM_BOTTOM, EM_TOP, MM

SAME_ROW = 0.3  # mm between baselines of one row (mixed fonts)
GAP = 8.0  # mm of white that parts two runs of a row
BAR_LENGTH, BAR_HEIGHT = 50.0, 3.0
FOLIO_BELOW = BOTTOM + 1.0


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
    upright: bool

    @property
    def is_red(self) -> bool:
        """Red as a seal is red."""
        c = self.colour
        return len(c) == 3 and c[0] > 0.6 and c[1] < 0.2 and c[2] < 0.3

    @property
    def is_black(self) -> bool:
        """Black in grey, RGB or CMYK."""
        c = self.colour
        if len(c) == 4:
            return c[3] > 0.9 or min(c[:3]) > 0.9
        return max(c, default=0.0) < 0.1


@dataclass(frozen=True)
class Row:
    """Characters on one baseline, left to right, blanks left out."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        """The characters without blanks."""
        return "".join(glyph.text for glyph in self.glyphs)

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
    def is_red(self) -> bool:
        """Whether it belongs to the mark."""
        return self.glyphs[0].is_red

    def runs(self) -> list["Row"]:
        """The row cut where wide white stands."""
        out: list[list[Glyph]] = [[self.glyphs[0]]]
        for before, glyph in zip(self.glyphs, self.glyphs[1:], strict=False):
            if glyph.x0 - before.x1 > GAP:
                out.append([])
            out[-1].append(glyph)
        return [Row(tuple(run)) for run in out]


@dataclass(frozen=True)
class Bar:
    """A horizontal rule."""

    x: float
    top: float
    width: float
    height: float
    red: bool

    @property
    def foot(self) -> float:
        """Lower edge."""
        return self.top + self.height


@dataclass(frozen=True)
class Sheet:
    """One page."""

    number: int
    width: float
    height: float
    rows: tuple[Row, ...]
    bars: tuple[Bar, ...]
    upright: bool
    has_images: bool

    @property
    def text_rows(self) -> list[Row]:
        """Rows of the type area, marks left out."""
        return [r for r in self.rows if r.baseline < FOLIO_BELOW and not r.is_red]

    @property
    def foot_rows(self) -> list[Row]:
        """Rows below the type area: the page number."""
        return [r for r in self.rows if r.baseline >= FOLIO_BELOW]

    @property
    def mark(self) -> list[Row]:
        """The red rows at the head."""
        return [r for r in self.rows if r.is_red and r.size > 24]

    def matching(self, pattern: str) -> Iterator[Row]:
        """Rows of the type area whose whole text matches."""
        return (row for row in self.text_rows if re.fullmatch(pattern, row.text))


def read_sheets(pdf: bytes) -> list[Sheet]:
    """Return the pages of a PDF; raises whatever the reader raises where it is none."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [_sheet(number, page) for number, page in enumerate(document.pages, start=1)]


def _sheet(number: int, page: Any) -> Sheet:
    height = float(page.height)
    every = [_glyph(char, height) for char in page.chars]
    glyphs = [glyph for glyph in every if glyph.text.strip()]
    sheet = Sheet(
        number, float(page.width) * MM, height * MM, tuple(_rows(glyphs)), tuple(_bars(page)),
        all(glyph.upright for glyph in glyphs), bool(page.images),
    )  # fmt: skip
    page.close()
    return sheet


def _glyph(char: dict[str, Any], height: float) -> Glyph:
    a, b, c, d, _, y = char["matrix"]
    colour = char.get("non_stroking_color")
    values = colour if isinstance(colour, tuple | list) else (colour,)
    shades = tuple(float(value) for value in values if isinstance(value, int | float))
    return Glyph(
        char["text"], char["x0"] * MM, char["x1"] * MM, (height - y) * MM, char["size"],
        char["fontname"].split("+")[-1], shades,
        abs(b) < 1e-3 and abs(c) < 1e-3,
    )  # fmt: skip


def _rows(glyphs: list[Glyph]) -> Iterator[Row]:
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if row and glyph.baseline - row[0].baseline > SAME_ROW:
            yield Row(tuple(sorted(row, key=lambda glyph: glyph.x0)))
            row = []
        row.append(glyph)
    if row:
        yield Row(tuple(sorted(row, key=lambda glyph: glyph.x0)))


def _bars(page: Any) -> list[Bar]:
    out = []
    for shape in (*page.rects, *page.curves, *page.lines):
        width, height = (shape["x1"] - shape["x0"]) * MM, (shape["bottom"] - shape["top"]) * MM
        if width > BAR_LENGTH and height < BAR_HEIGHT:
            colour = shape.get("non_stroking_color") or ()
            values = tuple(colour) if isinstance(colour, tuple | list) else (colour,)
            red = Glyph("", 0, 0, 0, 0, "", values, True).is_red
            out.append(Bar(shape["x0"] * MM, shape["top"] * MM, width, height, red))
    return sorted(out, key=lambda bar: bar.top)
