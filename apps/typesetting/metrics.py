"""What a font says of itself: which characters it has, how wide they are, where their ink stands.

Read with fontTools from the very file that WeasyPrint will use: lines broken here fit there.
"""

from array import array
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from apps.typesetting import fonts
from apps.typesetting.grid import BODY, MM, TRACKING

USE_TYPO_METRICS = 1 << 7  # of OS/2.fsSelection
MISSING = 0xFFFF
LAST_CHARACTER = 0x323AF  # end of the planes that hold Chinese characters


class Metrics:
    """The measures of one face, in em; for characters it lacks, those of the face for rare ones.

    Widths are kept in one flat array and the font file is closed again: six fonts open, with their
    tables as Python objects, took 60 MB.
    """

    def __init__(self, face: fonts.Face, fallback: "Metrics | None" = None) -> None:
        self._face, self._fallback = face, fallback
        self._inks: dict[str, Ink] = {}
        font = self._open()
        self.em: int = font["head"].unitsPerEm
        self._widths = array("H", [MISSING]) * (LAST_CHARACTER + 1)
        for character, glyph in font.getBestCmap().items():
            if character <= LAST_CHARACTER:
                self._widths[character] = font["hmtx"][glyph][0]
        self.baseline = _baseline(font)
        self.halves = _halves(font)
        font.close()

    def _open(self) -> Any:
        from fontTools.ttLib import TTFont

        collection = self._face.path.lower().endswith((".ttc", ".otc"))
        return TTFont(self._face.path, fontNumber=self._face.index if collection else -1, lazy=True)

    def has(self, character: str) -> bool:
        """Say whether the face can write the character."""
        point = ord(character)
        return point <= LAST_CHARACTER and self._widths[point] != MISSING

    def advance(self, character: str) -> float:
        """Return the width of a character in em."""
        if self.has(character):
            return self._widths[ord(character)] / self.em
        return self._fallback.advance(character) if self._fallback else 1.0

    def width(self, text: str, size: float = BODY, tracking: float = TRACKING) -> float:
        """Return the width in millimetres of a text set in one line (points in, mm out)."""
        return sum(self.advance(character) * size + tracking for character in text) * MM

    def ink(self, text: str) -> "Ink":
        """Return the highest and lowest ink of a text, in em above the baseline."""
        if text not in self._inks:
            self._inks[text] = self._measure(text)
        return self._inks[text]

    def _measure(self, text: str) -> "Ink":
        from fontTools.pens.boundsPen import BoundsPen

        font, edges = self._open(), []
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        for character in text:
            pen = BoundsPen(glyphs)
            glyphs[names.get(ord(character), ".notdef")].draw(pen)
            if pen.bounds:
                edges += [pen.bounds[1] / self.em, pen.bounds[3] / self.em]
        return Ink(max(edges, default=0.88), min(edges, default=-0.12))

    def outlines(self, text: str) -> list[tuple[str, float]]:
        """Return characters as SVG paths in font units (y up), each with its width in them."""
        from fontTools.pens.svgPathPen import SVGPathPen

        font = self._open()
        glyphs, names, out = font.getGlyphSet(), font.getBestCmap(), []
        for character in text:
            name = names.get(ord(character), ".notdef")
            pen = SVGPathPen(glyphs, lambda value: str(round(value)))
            glyphs[name].draw(pen)
            out.append((pen.getCommands(), font["hmtx"][name][0]))
        return out


def _baseline(font: Any) -> float:
    """How far below the top of a line box one em high the baseline lies, in em."""
    wide, horizontal = font["OS/2"], font["hhea"]
    if wide.fsSelection & USE_TYPO_METRICS:
        ascent, descent = wide.sTypoAscender, wide.sTypoDescender
    else:
        ascent, descent = horizontal.ascent, horizontal.descent
    return float(0.5 + (ascent - abs(descent)) / 2 / font["head"].unitsPerEm)


def _halves(font: Any) -> bool:
    """Whether the font halves full-width punctuation by itself (feature halt)."""
    table = font.get("GPOS")
    records = table.table.FeatureList.FeatureRecord if table else ()
    return any(record.FeatureTag == "halt" for record in records)


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
def _metrics(face: fonts.Face, rare: fonts.Face) -> Metrics:
    return Metrics(face, None if face == rare else _metrics(rare, rare))


def metrics(role: str = "fang") -> Metrics:
    """Return the measures of the face that sets a role, read once per process."""
    faces = fonts.faces()
    return _metrics(faces[role], faces["rare"])
