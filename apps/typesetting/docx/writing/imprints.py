"""版记 at the foot of the last, even page: a box that stands on the lower edge of the type area.

A floating table would do in Word, but other programs take one as wide as the page for plain text.
"""

import math
from dataclasses import replace

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
HAIR = 20  # of an empty line
EMU = 635  # in a twip
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def imprint(gongwen: Gongwen) -> str:
    """Return the imprint; "" where there is none."""
    letter = gongwen.layout == "letter"
    printed = bool(gongwen.printed_by or gongwen.printed_on) and not letter
    rows = [_copies(gongwen.cc)] if gongwen.cc else []
    rows += [_printed(gongwen)] if printed else []
    if not rows:
        return ""
    lines = (_lines(gongwen.cc) if gongwen.cc else 0) + printed
    return _box(_table(rows, ruled=not letter), lines * LINE + 3 * HAIR)


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


def _from_edge(distance: int) -> str:
    """From the edge of the sheet: what is the margin of a page with a footer is taken variously."""
    return f'relativeFrom="page"><wp:posOffset>{distance * EMU}</wp:posOffset>'


def _box(inner: str, height: int) -> str:
    """Return a paragraph with a box on the lower margin; what stands in it stands at its foot."""
    wide, high = WIDTH * EMU, height * EMU
    extent = f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
    shape = (
        f'<wps:wsp xmlns:wps="{SHAPE}"><wps:cNvSpPr txBox="1"/><wps:spPr>{extent}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>'
        "</wps:wsp>"
    )
    anchor = (
        f'<wp:anchor xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
        'distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" '
        'allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        f"<wp:positionH {_from_edge(LEFT)}</wp:positionH>"
        f"<wp:positionV {_from_edge(PAGE_HEIGHT - BOTTOM - height)}</wp:positionV>"
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        '<wp:wrapTopAndBottom/><wp:docPr id="1" name="版记"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{SHAPE}">{shape}'
        "</a:graphicData></a:graphic></wp:anchor>"
    )
    choice = f'<mc:AlternateContent xmlns:mc="{CHOICE}"><mc:Choice Requires="wps">'
    drawing = (
        f"<w:r>{choice}<w:drawing>{anchor}</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
    # The prefix that Requires names must be known where it stands.
    return paragraph(drawing.replace("<mc:Choice", f'<mc:Choice xmlns:wps="{SHAPE}"', 1), line=HAIR)
