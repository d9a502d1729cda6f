"""Fonts for OFD: the glyphs that a file uses, as TrueType, found by their characters.

PDF finds glyphs by number; OFD's readers by character, and some read no CFF outlines. So the
subset that the PDF carries is written anew with a character table and quadratic curves, within a
thousandth of an em.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from apps.typesetting.readback import Face

# What a reader may fall back on where it cannot use the embedded font.
FAMILIES: Mapping[str, str] = {
    "GW-FangSong": "仿宋",
    "GW-HeiTi": "黑体",
    "GW-KaiTi": "楷体",
    "GW-SongTi": "宋体",
    "GW-XiaoBiaoSong": "小标宋体",
    "GW-WenKai": "楷体",
}
ERROR = 0.001  # of an em between a cubic curve and its quadratic ones


def family_of(face: Face) -> str:
    """Return the name of the family that a face stands for."""
    name = face.name
    return next((family for ours, family in FAMILIES.items() if name.startswith(ours)), name)


def font_file(face: Face, used: Mapping[str, int]) -> bytes:
    """Return a TrueType font with these characters, each by its number in the PDF's font."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib import TTFont

    source = TTFont(io.BytesIO(face.program), lazy=True)
    em = source["head"].unitsPerEm
    names, outlines = source.getGlyphOrder(), source.getGlyphSet()
    order = [".notdef", *(f"c{ord(character):05X}" for character in used)]
    glyphs = {".notdef": _outline(outlines, names[0], em)}
    widths = {".notdef": (em, 0)}
    for name, code in zip(order[1:], used.values(), strict=True):
        glyphs[name] = _outline(outlines, names[code], em)
        widths[name] = (round(face.width(code) * em), 0)
    made = FontBuilder(em, isTTF=True)
    made.setupGlyphOrder(order)
    made.setupCharacterMap({ord(c): name for c, name in zip(used, order[1:], strict=True)})
    made.setupGlyf(glyphs)
    made.setupHorizontalMetrics(
        {name: (width, getattr(glyphs[name], "xMin", 0)) for name, (width, _) in widths.items()}
    )
    ascent, descent = round(0.88 * em), -round(0.12 * em)
    made.setupHorizontalHeader(ascent=ascent, descent=descent)
    made.setupNameTable({"familyName": face.name, "styleName": "Regular", "psName": face.name})
    made.setupOS2(sTypoAscender=ascent, sTypoDescender=descent, usWinAscent=ascent)
    made.setupPost()
    made.font["head"].created = made.font["head"].modified = 0  # equal input, equal bytes
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _outline(outlines: Any, name: str, em: int) -> Any:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    outlines[name].draw(Cu2QuPen(pen, ERROR * em, reverse_direction=True))
    return pen.glyph()
