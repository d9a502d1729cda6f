"""Landscape tables: pages whose table is turned, while the page number stands where it always does.

The head of the table stands at the left edge of the sheet: the binding side of an odd page, the
cutting edge of an even one. In the turned frame 225 mm run across and 156 mm down.
"""

from collections.abc import Sequence

from apps.typesetting.grid import HALF, HEIGHT, ROW, ROWS, WIDTH
from apps.typesetting.layouts.flow import Fixed, Flow
from apps.typesetting.layouts.tables import AT_TOP, draw
from apps.typesetting.model import Table

MOST_BELOW = int((WIDTH + HALF) / ROW)  # rows from the frame's head to the last rule that fits
MOST_AT_TOP = int(WIDTH / ROW)  # the same where the table's own frame is the head


def set_turned(
    flow: Flow, table: Table, names: Sequence[str] = (), front: Sequence[tuple[str, int]] = ()
) -> None:
    """Set a landscape table on pages of its own; `front` (HTML, rows) is above it on the first."""
    before = [(html, rows) for html, rows in front if rows]
    room = MOST_AT_TOP - sum(rows for _, rows in before)
    drawn = draw(table, HEIGHT, names, room)
    if drawn.title[1]:
        before.append(drawn.title)
    filled, used, most = _opened(before, drawn.head)
    for html, deep in drawn.rows:
        if used + deep > most:
            _close(flow, filled)
            filled, used, most = _opened((), drawn.head)
        filled.append(html)
        used += deep
    _close(flow, filled)


def _opened(before: Sequence[tuple[str, int]], head: tuple[str, int]) -> tuple[list[str], int, int]:
    """Return the pieces of a new frame, the rows they take and the rows that it holds."""
    pieces = [html for html, _ in before] or [AT_TOP]
    used = sum(rows for _, rows in before) + head[1]
    return [*pieces, head[0]], used, MOST_BELOW if before else MOST_AT_TOP


def _close(flow: Flow, pieces: Sequence[str]) -> None:
    if flow.page.used:
        flow.open_page()
    frame = f'<div class="turned">{"".join(pieces)}</div>'
    flow.put_row(Fixed(f'<div class="rows" style="height:{ROWS * ROW:.4f}mm">{frame}</div>', ROWS))
