"""版记 at the foot of the last, even page: a box that stands on the lower edge of the type area.

A floating table would do in Word, but other programs take one as wide as the page for plain text.
"""

import math
from dataclasses import replace

from apps.typesetting.docx.writing.boxes import HAIR, box
from apps.typesetting.docx.writing.markup import TAB, paragraph, run
from apps.typesetting.docx.writing.measures import (
    BOTTOM,
    LEFT,
    PAGE_HEIGHT,
    SMALL,
    SMALL_CELL,
    WIDTH,
)
from apps.typesetting.layouts import lay_out
from apps.typesetting.model import Gongwen, chinese_date
from apps.typesetting.refusals import CannotTypeset
from apps.typesetting.rendering import ONE_AT_A_TIME

THICK, THIN = 8, 6  # eighths of a point: 1 pt and 0.75 pt, Word's nearest to 0.35 and 0.25 mm
LINE = 400  # twips of a row of 四号


def imprint(gongwen: Gongwen) -> str:
    """Return the imprint; "" where there is none."""
    letter = gongwen.layout == "letter"
    printed = bool(gongwen.printed_by or gongwen.printed_on) and not letter
    rows = [_copies(gongwen.cc)] if gongwen.cc else []
    rows += [_printed(gongwen)] if printed else []
    if not rows:
        return ""
    lines = (_lines(gongwen.cc) if gongwen.cc else 0) + printed
    height = lines * LINE + 3 * HAIR
    return box(
        _table(rows, ruled=not letter),
        left=LEFT, top=PAGE_HEIGHT - BOTTOM - height, wide=WIDTH, high=height, name="版记",
    )  # fmt: skip


def has_own_page(gongwen: Gongwen) -> bool:
    """Say whether the printed document begins a page for its imprint, so that it is an even one."""
    bare = replace(gongwen, cc="", printed_by="", printed_on=None)
    try:
        with ONE_AT_A_TIME:
            return len(lay_out(gongwen).pages) > len(lay_out(bare).pages)
    except CannotTypeset:  # without fonts the pages are not known: whoever prints it will see
        return False


def _lines(cc: str) -> int:
    """How many lines 抄送 may take; one too many only leaves room above."""
    width = sum(0.5 if character.isascii() else 1.0 for character in f"抄送：{cc}")
    first = WIDTH // SMALL_CELL - 3
    return 1 + max(0, math.ceil((width - first) / (first - 3)))


def _copies(cc: str) -> str:
    """抄送, a character in at both ends, the turnover under the first name."""
    indent = f'w:left="{4 * SMALL_CELL}" w:hanging="{3 * SMALL_CELL}" w:right="{SMALL_CELL}"'
    text = "抄送：" + cc.rstrip("。") + "。"
    return paragraph(run(text, size=SMALL), indent=indent, line=LINE)


def _printed(gongwen: Gongwen) -> str:
    day = chinese_date(gongwen.printed_on) + "印发" if gongwen.printed_on else ""
    return paragraph(
        run(gongwen.printed_by, size=SMALL) + TAB + run(day, size=SMALL),
        align="left",
        indent=f'w:left="{SMALL_CELL}" w:right="{SMALL_CELL}"',
        tabs=f'<w:tab w:val="right" w:pos="{WIDTH - SMALL_CELL}"/>',
        line=LINE,
    )


def _table(rows: list[str], *, ruled: bool) -> str:
    rules = (("top", THICK), ("bottom", THICK), ("insideH", THIN))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in rules
    )
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{WIDTH}" w:type="dxa"/></w:tcPr>'
    inner = "".join(f"<w:tr>{cell}{row}</w:tc></w:tr>" for row in rows)
    sides = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/>'
        + (f"<w:tblBorders>{borders}</w:tblBorders>" if ruled else "")
        + f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{WIDTH}"/></w:tblGrid>{inner}</w:tbl>'
        + paragraph("", line=HAIR)
    )
