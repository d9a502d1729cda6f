"""What a font says of itself: which characters it has, how wide they are, where their ink stands.

Read with fontTools from the very file that WeasyPrint will use: lines broken here fit there.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from apps.typesetting import fonts
from apps.typesetting.grid import BODY, MM, TRACKING

USE_TYPO_METRICS = 1 << 7  # of OS/2.fsSelection


class Metrics:
    """The measures of one face, in em; a character it lacks counts as one em wide."""

    def __init__(self, face: fonts.Face) -> None:
        from fontTools.ttLib import TTFont

        collection = face.path.lower().endswith((".ttc", ".otc"))
        number = face.index if collection else -1
        self._font: Any = TTFont(face.path, fontNumber=number, lazy=True)
        self._characters: dict[int, str] = self._font.getBestCmap()
        self._em: int = self._font["head"].unitsPerEm
        self._widths: dict[str, float] = {}
        self._inks: dict[str, Ink] = {}

    def has(self, character: str) -> bool:
        """Say whether the face can write the character."""
        return ord(character) in self._characters

    def advance(self, character: str) -> float:
        """Return the width of a character in em."""
        width = self._widths.get(character)
        if width is None:
            glyph = self._characters.get(ord(character))
            width = self._font["hmtx"][glyph][0] / self._em if glyph else 1.0
            self._widths[character] = width
        return width

    def width(self, text: str, size: float = BODY, tracking: float = TRACKING) -> float:
        """Return the width in millimetres of a text set in one line (points in, mm out)."""
        return sum(self.advance(character) * size + tracking for character in text) * MM

    @property
    def halves(self) -> bool:
        """Whether the font halves full-width punctuation by itself (feature halt)."""
        table = self._font.get("GPOS")
        records = table.table.FeatureList.FeatureRecord if table else ()
        return any(record.FeatureTag == "halt" for record in records)

    @property
    def baseline(self) -> float:
        """How far below the top of a line box one em high the baseline lies, in em."""
        wide, horizontal = self._font["OS/2"], self._font["hhea"]
        if wide.fsSelection & USE_TYPO_METRICS:
            ascent, descent = wide.sTypoAscender, wide.sTypoDescender
        else:
            ascent, descent = horizontal.ascent, horizontal.descent
        return 0.5 + (ascent - abs(descent)) / 2 / self._em

    def ink(self, text: str) -> "Ink":
        """Return the highest and lowest ink of a text, in em above the baseline."""
        if text not in self._inks:
            self._inks[text] = self._measure(text)
        return self._inks[text]

    def _measure(self, text: str) -> "Ink":
        from fontTools.pens.boundsPen import BoundsPen

        glyphs, edges = self._font.getGlyphSet(), []
        for character in text:
            pen = BoundsPen(glyphs)
            glyphs[self._characters.get(ord(character), ".notdef")].draw(pen)
            if pen.bounds:
                edges += [pen.bounds[1] / self._em, pen.bounds[3] / self._em]
        return Ink(max(edges, default=0.88), min(edges, default=-0.12))

    def outline(self, character: str) -> tuple[str, float]:
        """Return a character as an SVG path in font units (y up) and its width in them."""
        from fontTools.pens.svgPathPen import SVGPathPen

        glyphs = self._font.getGlyphSet()
        name = self._characters.get(ord(character), ".notdef")
        pen = SVGPathPen(glyphs, lambda value: str(round(value)))
        glyphs[name].draw(pen)
        return pen.getCommands(), self._font["hmtx"][name][0]

    @property
    def em(self) -> int:
        """Font units in one em."""
        return self._em


@dataclass(frozen=True)
class Ink:
    """Vertical extent of ink, in em above the baseline."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        """From lowest to highest ink."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Half-way between them."""
        return (self.top + self.bottom) / 2


@lru_cache(maxsize=16)
def _metrics(face: fonts.Face) -> Metrics:
    return Metrics(face)


def metrics(role: str = "fang") -> Metrics:
    """Return the measures of the face that sets a role, read once per process."""
    return _metrics(fonts.faces()[role])
