"""The head and foot of a letter's first page: the mark and two double rules, each in a frame.

Frames are placed from the edge of the sheet, so nothing of the text depends on how high a program
takes a header to be.
"""

from apps.typesetting.docx.writing.marks import LETTER_LARGEST, mark, mark_size
from apps.typesetting.docx.writing.markup import paragraph, rule
from apps.typesetting.docx.writing.measures import (
    BASELINE,
    INK_BOTTOM,
    INK_TOP,
    LEFT,
    MARK_LINE,
    PAGE_HEIGHT,
    RED,
    WIDTH,
    twips,
)
from apps.typesetting.layouts.heads import names_of
from apps.typesetting.model import Gongwen

MARK_TOP, RULE_GAP, FOOT = 30.0, 4.0, 20.0  # mm
BEYOND = twips(7)  # each side of the type area: the rules are 170 mm long
LONG = twips(170)
RULE_EIGHTHS = 24
LETTER_RULE = 1.65  # mm from the upper edge of a double rule to its lower one
HAIR = 20


def letter_rule(gongwen: Gongwen) -> float:
    """Return where the upper rule begins, in mm from the upper edge of the sheet."""
    return MARK_TOP + (INK_TOP + INK_BOTTOM) * _size(gongwen) + RULE_GAP


def letter_head(gongwen: Gongwen) -> str:
    """Return the mark and the rule below it, thick above thin."""
    names, suffix = names_of(gongwen)
    size = _size(gongwen)
    top = twips(MARK_TOP - (MARK_LINE * BASELINE - INK_TOP) * size)
    frame = _frame(WIDTH, LEFT, top)
    drawn = mark(names, suffix, size, (MARK_LINE * BASELINE - INK_TOP) * size, frame=frame)
    return drawn + _double(twips(letter_rule(gongwen)) - HAIR, "thickThinSmallGap")


def letter_foot() -> str:
    """Return the second rule, its lower edge 20 mm above that of the sheet, thin above thick."""
    return _double(PAGE_HEIGHT - twips(FOOT + LETTER_RULE) - HAIR, "thinThickSmallGap")


def _size(gongwen: Gongwen) -> float:
    return mark_size(*names_of(gongwen), LETTER_LARGEST)


def _frame(wide: int, x: int, y: int) -> str:
    return (
        f'<w:framePr w:w="{wide}" w:hSpace="0" w:wrap="around" w:vAnchor="page" '
        f'w:hAnchor="page" w:x="{x}" w:y="{y}"/>'
    )


def _double(y: int, kind: str) -> str:
    frame = _frame(LONG, LEFT - BEYOND, y)
    return paragraph("", line=HAIR, extra=frame + rule("bottom", kind, RULE_EIGHTHS, 0, RED))
