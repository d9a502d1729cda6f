"""A plain table on the grid: rows of whole grid rows, head row repeated on every page.

It refuses a table row that is taller than a page.
"""

from apps.typesetting.composer import Measure, compose
from apps.typesetting.grid import FIT, MM, ROW, ROWS, SMALL, WIDTH
from apps.typesetting.layouts.flow import Flow
from apps.typesetting.markup import bar, plain, run
from apps.typesetting.metrics import metrics
from apps.typesetting.model import Table
from apps.typesetting.refusals import CannotTypeset

HAIR = 0.18  # mm, the thinnest rule that prints
PADDING = 1.5  # mm inside a cell, left and right


def set_table(flow: Flow, table: Table) -> None:
    """Set a table from the next row on; it goes on over as many pages as it needs."""
    widths = [WIDTH * share / sum(_shares(table)) for share in _shares(table)]
    head_html, head_rows = _table_row(table.header, widths, head=True)
    if flow.page.left < head_rows + 1:
        flow.open_page()
    flow.fixed(head_html, head_rows)
    for cells in table.rows:
        html, rows = _table_row(cells, widths)
        if rows + head_rows > ROWS:
            raise CannotTypeset(f"表格中“{cells[0][:10]}”一行超过一页，请拆分后再排版。")
        if flow.page.left < rows:
            flow.open_page()
            flow.fixed(head_html, head_rows)
        flow.fixed(html, rows)


def _shares(table: Table) -> tuple[float, ...]:
    return table.widths or (1.0,) * len(table.header)


def _table_row(
    cells: tuple[str, ...], widths: list[float], *, head: bool = False
) -> tuple[str, int]:
    role = "hei" if head else "fang"
    texts = [_cell_lines(text, width, role) for text, width in zip(cells, widths, strict=True)]
    rows = max(1, *(len(lines) for lines in texts))
    out = [bar(0, y * ROW - HAIR / 2, WIDTH, HAIR, "black") for y in (0, rows)]
    left = 0.0
    for lines, width in zip(texts, widths, strict=True):
        top = (rows - len(lines)) * ROW / 2
        place = f"left:{left + PADDING:.4f}mm;width:{width - 2 * PADDING:.4f}mm;top:{top:.4f}mm"
        centre = "text-align:center;" if head or len(lines) == 1 else ""
        out.append(
            f'<div class="abs {role}" style="font-size:{SMALL}pt;letter-spacing:0;{centre}{place}">'
            + "\n".join(lines)
            + "</div>"
        )
        out.append(bar(left - HAIR / 2, 0, HAIR, rows * ROW, "black"))
        left += width
    out.append(bar(WIDTH - HAIR / 2, 0, HAIR, rows * ROW, "black"))
    return f'<div class="table" style="height:{rows * ROW:.4f}mm">{"".join(out)}</div>', rows


def _cell_lines(text: str, width: float, role: str) -> list[str]:
    room = max((width - 2 * PADDING) / MM, FIT)
    measure = Measure(size=SMALL, width=room, first=0.0, rest=0.0, tracking=0.0)
    out = []
    for part in text.split("\n"):
        composed = compose(part, metrics(role), measure)
        for line in composed[:-1]:
            out.append(
                f'<span style="letter-spacing:{line.tracking:.4f}pt">'
                f"{run(line.characters, metrics(role))}</span>"
            )
        out += [run(line.characters, metrics(role)) for line in composed[-1:]] or [plain("")]
    return out
