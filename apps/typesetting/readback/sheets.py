"""What stands on a page, as frozen data: runs of glyphs, shapes, pictures; and rows of text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apps.typesetting.readback.faces import Face

Colour = tuple[float, float, float]
# x' = a*x + c*y + e, y' = b*x + d*y + f, as PDF writes matrices.
Matrix = tuple[float, float, float, float, float, float]

SAME_ROW = 0.3  # mm between baselines that still count as one row


class Unreadable(ValueError):
    """The page holds a drawing order that this reader does not know."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: its number in the font, its text, its origin, and how far it advances."""

    code: int
    text: str
    x: float
    y: float
    advance: float


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs set one after another in one face, size and colour.

    `matrix` leads from a square em of one millimetre to the page (its last two numbers are 0);
    `size` is the em in millimetres, `x` and `y` the origin of the first glyph.
    """

    face: Face
    size: float
    matrix: Matrix
    colour: Colour
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """The characters of the run."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def x(self) -> float:
        """Left end on the page."""
        return self.glyphs[0].x

    @property
    def y(self) -> float:
        """Baseline on the page."""
        return self.glyphs[0].y

    @property
    def right(self) -> float:
        """Right end of the last glyph's advance, for upright runs."""
        return self.glyphs[-1].x + self.glyphs[-1].advance

    @property
    def upright(self) -> bool:
        """Whether the run reads from left to right."""
        return abs(self.matrix[1]) < 1e-6 and self.matrix[0] > 0


@dataclass(frozen=True, slots=True)
class Shape:
    """One painted path in page millimetres: M, L, C and Z with their points."""

    path: tuple[tuple[str, tuple[float, ...]], ...]
    fill: Colour | None
    stroke: Colour | None
    width: float
    even_odd: bool
    of_annotation: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of its points."""
        points = [p for _, numbers in self.path for p in numbers]
        xs, ys = points[0::2], points[1::2]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster picture as PNG; `matrix` leads from the unit square (y upwards) to the page."""

    png: bytes
    matrix: Matrix
    of_annotation: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, in the order in which it was drawn; sizes in millimetres."""

    width: float
    height: float
    runs: tuple[Run, ...]
    shapes: tuple[Shape, ...]
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Upright glyphs on one baseline, from left to right."""

    y: float
    glyphs: tuple[Glyph, ...]
    size: float

    @property
    def text(self) -> str:
        """The characters of the row."""
        return "".join(glyph.text for glyph in self.glyphs)


def rows(runs: Iterable[Run]) -> list[Row]:
    """Return the rows of a page from top to bottom, whatever order they were drawn in."""
    marked = sorted(
        ((glyph, run.size) for run in runs if run.upright for glyph in run.glyphs),
        key=lambda pair: pair[0].y,
    )
    found: list[list[tuple[Glyph, float]]] = []
    for glyph, size in marked:
        if not found or glyph.y - found[-1][0][0].y > SAME_ROW:
            found.append([])
        found[-1].append((glyph, size))
    out = []
    for pairs in found:
        pairs.sort(key=lambda pair: pair[0].x)
        size = max(size for _, size in pairs)
        out.append(Row(pairs[0][0].y, tuple(glyph for glyph, _ in pairs), size))
    return out
