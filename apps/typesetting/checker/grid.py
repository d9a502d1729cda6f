"""Facts of the grid: margins, 22 rows of 28 characters, row pitch, edges of full pages."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from apps.typesetting.checker.anatomy import Anatomy
from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.checker.lines import NEXT_ROW, broken, inner_right, is_heading
from apps.typesetting.checker.sheets import Row, Sheet
from apps.typesetting.grid import (
    BODY,
    BOTTOM,
    CELL,
    CELLS,
    LEFT,
    ROW,
    ROWS,
    TOP,
    WIDTH,
)  # fmt: skip

DATE = r"[12]\d{3}年\d{1,2}月\d{1,2}日"


def check_grid(gauge: Gauge, found: Anatomy) -> None:
    """Measure the grid on every page, and its edges on full pages."""
    _check_pitch(gauge, found)
    full = full_pages(found)
    flush = [s for s in full if s.text_rows[0].is_body]
    gauge.worst("top-margin", [(s.text_rows[0].top, s.text_rows[0]) for s in flush], TOP)
    gauge.worst("last-row", [(s.text_rows[-1].bottom, s.text_rows[-1]) for s in full], BOTTOM)
    gauge.worst("rows", [(_row_count(s), s) for s in full], ROWS)
    lines = [row for row, below in broken(found.sheets) if _is_full(row, below)]
    gauge.worst("left-margin", [(row.x0, row) for row in lines], LEFT)
    gauge.worst("type-width", [(inner_right(r) - r.x0, r) for r in lines], WIDTH)
    if cells := Counter(_cells(row) for row in lines):
        usual = max(cells, key=lambda count: (cells[count], -abs(count - CELLS)))
        gauge.worst("cells", [(usual, lines[0])] if len(lines) > 2 else [], CELLS)


def starts_section(sheet: Sheet) -> bool:
    """Say whether a page begins something new, so that the page before it may be short."""
    rows = sheet.text_rows
    if not rows or sheet.turned:
        return True
    first = rows[0]
    return (
        abs(first.size - BODY) > 1
        or bool(re.match(r"附件\d*$|第[一二三四五六七八九十]+[编章节]", first.text))
        or any(re.fullmatch(DATE, row.text) for row in rows[:9])
        or _closes_with_list(rows)
    )


def _closes_with_list(rows: Sequence[Row]) -> bool:
    """附件说明 and the signature move to a page together, with a line or two of the text."""
    listed = any(re.match("附件[：:].", row.text) for row in rows[:3])
    return listed and any(re.fullmatch(DATE, row.text) for row in rows)


def full_pages(found: Anatomy) -> list[Sheet]:
    """Pages of text that must be full: not the first, not the end of a section, no table."""
    return [
        sheet for sheet, following in pairwise(found.sheets)
        if sheet.number > 1 and not starts_section(following)
        and not sheet.has_table and not sheet.has_images and not following.has_images
        and not following.has_table and any(row.is_body for row in sheet.text_rows)
        and not _ends_before(sheet, following, found)
        and not _waits_for_heading(sheet, following)
    ]  # fmt: skip


def _ends_before(sheet: Sheet, following: Sheet, found: Anatomy) -> bool:
    """A page whose next one holds nothing but 版记 is the end of the text."""
    imprint = found.imprint.rows if found.imprint else []
    last = found.imprint is not None and following.number == found.imprint.sheet.number
    return last and all(row in imprint for row in following.text_rows)


def _waits_for_heading(sheet: Sheet, following: Sheet) -> bool:
    """A heading that would have stood last on a page goes to the next one, its rows stay free."""
    heading = 0
    for row in following.text_rows:
        if not is_heading(row):
            break
        heading += 1
    short = ROWS - _row_count(sheet)
    return 0 < short <= heading


def _check_pitch(gauge: Gauge, found: Anatomy) -> None:
    """Between rows of text: those of the head and of the signature have facts of their own."""
    steps = [
        (lower.baseline - upper.baseline, lower)
        for sheet in found.sheets
        for upper, lower in pairwise(_text(sheet, found))
        if lower.baseline - upper.baseline < NEXT_ROW and not sheet.has_table
    ]
    gauge.worst("pitch", steps, ROW)


def _text(sheet: Sheet, found: Anatomy) -> list[Row]:
    start = max((row.bottom for row in found.title), default=found.head_bottom)
    own = {*found.names, found.date}
    rows = [row for row in sheet.text_rows if row.is_body and row not in own]
    return [row for row in rows if sheet.number > 1 or row.top > start]


def _row_count(sheet: Sheet) -> float:
    """Rows from the first to the last, blank ones and those above a title on row 3 counted."""
    rows = sheet.text_rows
    above = round((rows[0].top - TOP) / ROW)
    span = rows[-1].baseline - rows[0].baseline
    return float(max(len(rows), round(span / ROW) + 1 + above))


def _is_full(row: Row, below: Row) -> bool:
    """Lines of running text that begin at the edge and go on in the next line of their page."""
    flush = max(row.x0, below.x0) < LEFT + CELL * 0.9
    return flush and row.page == below.page and len(row.glyphs) > CELLS // 2


def _cells(row: Row) -> float:
    narrow = sum(glyph.x1 - glyph.x0 < 0.6 * CELL for glyph in row.glyphs)
    return round(len(row.glyphs) - narrow / 2)
