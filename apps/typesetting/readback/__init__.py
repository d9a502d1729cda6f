"""Reads a PDF of our own making back: every glyph and every bar, where it really stands.

Owns what other formats and the seal need to know of a finished page (positions in millimetres from
the upper left corner, y downwards). It follows the drawing orders that our renderer writes and
refuses with `Unreadable` what it does not know, so that nothing is silently left out. It is no
reader for files of strangers.
"""

from apps.typesetting.readback.faces import Face
from apps.typesetting.readback.painting import read_pages
from apps.typesetting.readback.sheets import (
    Glyph,
    Picture,
    Row,
    Run,
    Shape,
    Sheet,
    Unreadable,
    rows,
)

__all__ = [
    "Face",
    "Glyph",
    "Picture",
    "Row",
    "Run",
    "Shape",
    "Sheet",
    "Unreadable",
    "read_pages",
    "rows",
]
