"""A plain table on the grid: rows of whole grid rows, the head row repeated on every page.

At the head of a page its frame begins at the edge of the type area, half a lead below the first
row's cell; the white after it brings the text back to the grid. It refuses a row taller than a
page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from apps.typesetting.composer import Measure, compose
from apps.typesetting.grid import FIT, HALF, MM, ROW, ROWS, SMALL, WIDTH
from apps.typesetting.layouts.flow import Fixed, Flow, blank_rows
from apps.typesetting.layouts.titles import caption
from apps.typesetting.markup import bar, plain, run
from apps.typesetting.metrics import metrics
from apps.typesetting.model import Table
from apps.typesetting.refusals import CannotTypeset
from apps.typesetting.titles import words_of

HAIR = 0.18  # mm, the thinnest rule that prints
PADDING = 1.5  # mm inside a cell, left and right
BRACKETED = re.compile(r"(（[^（）]*）)")
AT_TOP = f'<div style="height:{HALF:.4f}mm"></div>'
MOST_ROWS = ROWS - 1  # the lower rule of a table on row 22 would stand below the type area


@dataclass(frozen=True)
class Drawn:
    """A table as rows: (HTML, grid rows) of its title and head, and of each row."""

    title: tuple[str, int]
    head: tuple[str, int]
    rows: tuple[tuple[str, int], ...]


def draw(table: Table, width: float, names: Sequence[str], most: int) -> Drawn:
    """Return a table set to a width in mm; CannotTypeset where a row needs more than `most`."""
    shares = table.widths or (1.0,) * len(table.header)
    widths = [width * share / sum(shares) for share in shares]
    title = caption(table.title) if table.title else ("", 0)
    head = _row(table.header, widths, names, head=True)
    rows = tuple(_row(cells, widths, names) for cells in table.rows)
    for cells, (_, deep) in zip(table.rows, rows, strict=True):
        if deep + head[1] + title[1] > most:
            raise CannotTypeset(f"表格中“{cells[0][:10]}”一行超过一页，请拆分后再排版。")
    return Drawn(title, head, rows)


def set_table(flow: Flow, table: Table, names: Sequence[str] = ()) -> None:
    """Set a table from the next row on; it goes on over as many pages as it needs."""
    drawn = draw(table, WIDTH, names, MOST_ROWS)
    first = drawn.rows[0][1] if drawn.rows else 0
    if flow.page.left - 1 < drawn.title[1] + drawn.head[1] + first:
        flow.open_page()
    if drawn.title[1]:
        flow.fixed(*drawn.title)
    off = _begin(flow, drawn.head)
    for html, deep in drawn.rows:
        if flow.page.left - 1 < deep:
            flow.open_page()
            off = _begin(flow, drawn.head)
        moved = (Fixed(AT_TOP + drawn.head[0], drawn.head[1]), Fixed(html, deep), back_to_grid())
        flow.put_row(Fixed(html, deep, "row", moved))
    if off:
        flow.put_row(back_to_grid())


def _begin(flow: Flow, head: tuple[str, int]) -> bool:
    """Set the head row; True where the table now stands half a lead below the grid."""
    at_top = not flow.page.items and not flow.page.used
    if at_top:
        flow.put_row(Fixed(AT_TOP, 0))
    flow.put_row(Fixed(head[0], head[1]))
    return at_top


def back_to_grid() -> Fixed:
    """Return the white that brings the text after a table at a page's head back to the grid."""
    return Fixed(blank_rows(1 - HALF / ROW), 1, "blank")


def _row(
    cells: Sequence[str], widths: Sequence[float], names: Sequence[str], *, head: bool = False
) -> tuple[str, int]:
    role, width = "hei" if head else "fang", sum(widths)
    texts = [
        (_head_cell(text, w) if head else None) or _cell(text, w, role, names)
        for text, w in zip(cells, widths, strict=True)
    ]
    rows = max(1, *(len(lines) for lines in texts))
    out = [bar(0, y * ROW - HAIR / 2, width, HAIR, "black") for y in (0, rows)]
    left = 0.0
    for lines, wide in zip(texts, widths, strict=True):
        top = (rows - len(lines)) * ROW / 2
        place = f"left:{left + PADDING:.4f}mm;width:{wide - 2 * PADDING:.4f}mm;top:{top:.4f}mm"
        centre = " centre" if head or len(lines) == 1 else ""
        text = "\n".join(lines)
        out.append(f'<div class="abs cell {role}{centre}" style="{place}">{text}</div>')
        out.append(bar(left - HAIR / 2, 0, HAIR, rows * ROW, "black"))
        left += wide
    out.append(bar(width - HAIR / 2, 0, HAIR, rows * ROW, "black"))
    return f'<div class="rows" style="height:{rows * ROW:.4f}mm">{"".join(out)}</div>', rows


def _head_cell(text: str, width: float) -> list[str]:
    """Break a head by sense, brackets whole; nothing where a word is wider than its column."""
    font, room, lines = metrics("hei"), width - 2 * PADDING, [""]
    for part in BRACKETED.split(text.replace("\n", "")):
        for word in [part] if part.startswith("（") else words_of(part):
            if font.width(word, SMALL, 0.0) > room:
                return []
            if lines[-1] and font.width(lines[-1] + word, SMALL, 0.0) > room:
                lines.append("")
            lines[-1] += word
    return [plain(line, "hei") for line in lines]


def _cell(text: str, width: float, role: str, names: Sequence[str]) -> list[str]:
    room = max((width - 2 * PADDING) / MM, FIT)
    measure = Measure(size=SMALL, width=room, first=0.0, rest=0.0, tracking=0.0)
    out = []
    for part in text.split("\n"):
        composed = compose(part, metrics(role), measure, names)
        for line in composed[:-1]:
            out.append(
                f'<span style="letter-spacing:{line.tracking:.4f}pt">'
                f"{run(line.characters, metrics(role))}</span>"
            )
        out += [run(line.characters, metrics(role)) for line in composed[-1:]] or [plain("")]
    return out
