"""Which rows go on in the next one: a line that was broken, against a paragraph that just ended."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from apps.typesetting.checker.faces import is_face
from apps.typesetting.checker.sheets import Row, Sheet
from apps.typesetting.composer import BLANK_RIGHT, NO_END, NO_START
from apps.typesetting.grid import CELL, CENTRE, INDENT, RIGHT, ROW

NEXT_ROW = 1.25 * ROW  # rows farther apart than this have blank rows between them
ROOM = CELL / 2  # mm; what would have fitted with so much to spare was not broken off
LONGEST_WORD = 4 * CELL  # a line shorter than by such a word ends a paragraph
FIRST_LINE = 1.0  # mm that the first line of a paragraph may be off its place
FAR_IN, EXACTLY, OFF = 2.0, 0.2, 0.3  # mm


def is_centred(row: Row) -> bool:
    """Say whether a row is centred; by chance one may also begin near a paragraph's indent."""
    off = abs(row.centre - CENTRE)
    if row.x0 > INDENT + FAR_IN:
        return off < 1.0
    return off < EXACTLY and abs(row.x0 - INDENT) > OFF


def is_heading(row: Row) -> bool:
    """Say whether a row holds nothing but a heading: centred, or without a character of 仿宋."""
    plain = (g.font for g in row.glyphs if "WenKai" not in g.font)
    return is_centred(row) or not any(is_face(font, "仿宋") for font in plain)


def broken(sheets: Sequence[Sheet]) -> Iterator[tuple[Row, Row]]:
    """Yield (line, next line) wherever a paragraph in body size was broken between two rows."""
    rows = [row for sheet in sheets if not sheet.has_table for row in sheet.text_rows]
    edge = max((inner_right(row) for row in rows if row.is_body), default=RIGHT)
    for row, below in pairwise(rows):
        near = below.page != row.page or below.baseline - row.baseline < NEXT_ROW
        if near and row.is_body and below.is_body and _goes_on(row, below, edge):
            yield row, below


def _goes_on(row: Row, below: Row, edge: float) -> bool:
    """Not where a paragraph begins, nor where the next row's first word would still have fitted."""
    begins = abs(below.x0 - INDENT) < FIRST_LINE
    return not begins and row.x1 + min(_first_word(below), LONGEST_WORD) + ROOM > edge


def _first_word(row: Row) -> float:
    """The width of what cannot be parted at a row's head: Latin, marks with their neighbours."""
    glyphs, end = row.glyphs, 0
    while end < len(glyphs) - 1 and glyphs[end].text in NO_END:
        end += 1
    while end < len(glyphs) - 1 and "!" <= glyphs[end].text <= "~" >= glyphs[end + 1].text:
        end += 1
    while end < len(glyphs) - 1 and glyphs[end + 1].text in NO_START:
        end += 1
    return glyphs[end].x1 - glyphs[0].x0


def inner_right(row: Row) -> float:
    """The right edge; a mark at the end is taken at its left half, as it may be halved."""
    last = row.glyphs[-1]
    if last.text in BLANK_RIGHT and len(row.glyphs) > 1:
        return max(row.glyphs[-2].x1, min(last.x1, RIGHT))
    return last.x1
