"""A table as wide as the type area; its head row comes again on each page, rows are not cut.

A landscape table is as wide as the type area is high; its pages lie across (sheet.py).
"""

from apps.typesetting.docx.writing.markup import LINE, paragraph, run
from apps.typesetting.docx.writing.measures import HEIGHT, ROW, SMALL, SMALL_CELL, WIDTH, twips
from apps.typesetting.model import Table

PADDING = twips(1.5)
HAIR = 4  # eighths of a point
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(part: Table) -> str:
    """Return the table, its name above it, and nothing after it."""
    room = HEIGHT if part.landscape else WIDTH
    shares = part.widths or (1.0,) * len(part.header)
    widths = [round(room * share / sum(shares)) for share in shares]
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{HAIR}" w:space="0" w:color="000000"/>' for side in SIDES
    )
    margins = "".join(f'<w:{side} w:w="{PADDING}" w:type="dxa"/>' for side in ("left", "right"))
    properties = (
        f'<w:tblW w:w="{room}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [_row(part.header, widths, head=True), *(_row(row, widths) for row in part.rows)]
    head = f"<w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    name = paragraph(run(part.title, "hei"), align="center", keep=True) if part.title else ""
    return f"{name}<w:tbl>{head}{''.join(rows)}</w:tbl>"


def _row(cells: tuple[str, ...], widths: list[int], *, head: bool = False) -> str:
    inner = "".join(_cell(text, width, head) for text, width in zip(cells, widths, strict=True))
    height = f'<w:cantSplit/><w:trHeight w:val="{ROW}" w:hRule="atLeast"/>'
    again = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{height}{again}</w:trPr>{inner}</w:tr>"


def _cell(text: str, width: int, head: bool) -> str:
    lines = text.split("\n")
    one = len(lines) == 1 and len(text) * SMALL_CELL <= width - 2 * PADDING
    inner = LINE.join(run(line, "hei" if head else "fang", SMALL) for line in lines)
    shown = paragraph(inner, align="center" if head or one else "left")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{shown}</w:tc>"
    )
