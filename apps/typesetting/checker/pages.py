"""Facts of whole pages and of the grid: paper, margins, 22 rows of 28 characters, body face."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from apps.typesetting.checker.faces import is_face
from apps.typesetting.checker.results import Gauge
from apps.typesetting.checker.sheets import Row, Sheet
from apps.typesetting.composer import BLANK_RIGHT, NO_END, NO_START
from apps.typesetting.grid import (
    BODY,
    BOTTOM,
    CELL,
    CELLS,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    ROW,
    ROWS,
    TOP,
    WIDTH,
)  # fmt: skip

NEXT_ROW = 1.25 * ROW  # rows farther apart than this have blank rows between them
DATE = r"[12]\d{3}年\d{1,2}月\d{1,2}日"
MARKS = frozenset("，。、；：？！）》」』】〕”’…·％℃")
FOLLOWED = frozenset("（《「『【〔“‘")
PROSE = 5  # rows shorter than this are labels, not lines of a paragraph


def is_body(row: Row) -> bool:
    """Say whether a row is set in 三号."""
    return abs(row.size - BODY) < 0.5


def starts_section(sheet: Sheet) -> bool:
    """Say whether a page begins something new, so that the page before it may be short."""
    rows = sheet.text_rows
    if not rows:
        return True
    first = rows[0]
    return (
        abs(first.size - BODY) > 1
        or bool(re.match(r"附件\d*$|第[一二三四五六七八九十]+[编章节]", first.text))
        or any(re.fullmatch(DATE, row.text) for row in rows[:5])
    )


def full_pages(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Pages of text that must be full: not the first, not the end of a section, no table."""
    return [
        sheet for sheet, following in pairwise(sheets)
        if sheet.number > 1 and not starts_section(following) and not has_table(sheet)
        and any(is_body(row) for row in sheet.text_rows)
    ]  # fmt: skip


def has_table(sheet: Sheet) -> bool:
    """Say whether a page holds a table: thin black rules above the place of 版记."""
    return any(not bar.red and bar.height < 0.24 for bar in sheet.bars)


def check_pages(gauge: Gauge, sheets: Sequence[Sheet]) -> None:
    """Measure paper, skew, colours, faces and line ends of every page."""
    sides = [
        (abs(got - want), s.number)
        for s in sheets
        for got, want in ((s.width, PAGE_WIDTH), (s.height, PAGE_HEIGHT))
    ]
    gauge.worst("page-size", sides, 0.0, needed=True)
    tilted = next((s.number for s in sheets if not s.upright), 0)
    gauge.holds("skew", not tilted, "有倾斜的文字" if tilted else "不斜", "不斜", tilted or 1)
    coloured = next((s.number for s in sheets if _coloured(s)), 0)
    gauge.holds("colour", not coloured, "有其他颜色" if coloured else "黑色", "黑色", coloured or 1)
    _check_face(gauge, sheets)
    ends = [(float(_bad_ends(sheet)), sheet.number) for sheet in sheets]
    gauge.worst("line-ends", ends, 0.0, needed=True)


def _coloured(sheet: Sheet) -> bool:
    return any(
        not glyph.is_black and not (glyph.is_red and row.size > 24)
        for row in sheet.rows
        for glyph in row.glyphs
    )


def _bad_ends(sheet: Sheet) -> int:
    rows = [row for row in sheet.text_rows if is_body(row) and len(row.glyphs) >= PROSE]
    return sum(
        (row.text[0] in MARKS & NO_START) + (row.text[-1] in FOLLOWED & NO_END) for row in rows
    )


def _check_face(gauge: Gauge, sheets: Sequence[Sheet]) -> None:
    """The most frequent face and size of the document are its body."""
    used = Counter(
        (glyph.font, round(glyph.size, 1))
        for sheet in sheets
        if not has_table(sheet)
        for row in sheet.text_rows
        for glyph in row.glyphs
    )
    if not used:
        return
    font, size = used.most_common(1)[0][0]
    gauge.near("body-size", size, BODY)
    gauge.holds("body-font", is_face(font, "仿宋"), font, "仿宋")


def check_grid(gauge: Gauge, sheets: Sequence[Sheet]) -> None:
    """Measure the grid on every page, and its edges on full pages."""
    _check_pitch(gauge, sheets)
    full = full_pages(sheets)
    titled = [s for s in full if not is_body(s.text_rows[0])]
    flush = [s for s in full if s not in titled]
    gauge.worst("top-margin", [(s.text_rows[0].top, s.number) for s in flush], TOP)
    gauge.worst("last-row", [(s.text_rows[-1].bottom, s.number) for s in full], BOTTOM)
    gauge.worst("rows", [(_row_count(s), s.number) for s in full], ROWS)
    lines = [(row, s.number) for s in sheets if not has_table(s) for row in _full_lines(s)]
    gauge.worst("left-margin", [(row.x0, number) for row, number in lines], LEFT)
    gauge.worst("type-width", [(_inner_right(r) - r.x0, n) for r, n in lines], WIDTH)
    if cells := Counter(_cells(row) for row, _ in lines):
        usual = max(cells, key=lambda count: (cells[count], -abs(count - CELLS)))
        gauge.worst("cells", [(usual, lines[0][1])] if len(lines) > 2 else [], CELLS)


def _check_pitch(gauge: Gauge, sheets: Sequence[Sheet]) -> None:
    steps = [
        (lower.baseline - upper.baseline, sheet.number)
        for sheet in sheets
        for upper, lower in pairwise(row for row in sheet.text_rows if is_body(row))
        if lower.baseline - upper.baseline < NEXT_ROW and not has_table(sheet)
    ]
    gauge.worst("pitch", steps, ROW)


def _row_count(sheet: Sheet) -> float:
    """Rows from the first to the last, blank ones and those above a title on row 3 counted."""
    rows = sheet.text_rows
    above = round((rows[0].top - TOP) / ROW)
    span = rows[-1].baseline - rows[0].baseline
    return float(max(len(rows), round(span / ROW) + 1 + above))


def _full_lines(sheet: Sheet) -> list[Row]:
    """Lines of running text that begin at the edge and go on in the next line."""
    return [
        row for row, below in pairwise(sheet.text_rows)
        if is_body(row) and is_body(below) and below.baseline - row.baseline < NEXT_ROW
        and max(row.x0, below.x0) < LEFT + CELL * 0.9 and len(row.glyphs) > CELLS // 2
    ]  # fmt: skip


def _inner_right(row: Row) -> float:
    """The right edge; a mark at the end is taken at its left half, as it may be halved."""
    last = row.glyphs[-1]
    if last.text in BLANK_RIGHT:
        return max(row.glyphs[-2].x1, min(last.x1, RIGHT))
    return last.x1


def _cells(row: Row) -> float:
    narrow = sum(glyph.x1 - glyph.x0 < 0.6 * CELL for glyph in row.glyphs)
    return round(len(row.glyphs) - narrow / 2)


def check_embedding(gauge: Gauge, pdf: bytes) -> None:
    """Every font must be embedded and say which characters its glyphs are."""
    import io

    from pypdf import PdfReader

    bad: dict[str, int] = {}
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages, start=1):
        resources = page.get("/Resources")
        fonts = resources.get_object().get("/Font") if resources else None
        for reference in (fonts.get_object() if fonts else {}).values():
            font = reference.get_object()
            if "/ToUnicode" not in font or not _has_file(font):
                bad.setdefault(str(font.get("/BaseFont", "?")).lstrip("/"), number)
    name = next(iter(bad), "")
    got = f"{name}未嵌入或者无文字编码" if bad else "已嵌入"
    gauge.holds("embedded", not bad, got, "已嵌入", bad.get(name, 1))


def _has_file(font: dict) -> bool:
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    described: Any = inner.get("/FontDescriptor")
    return bool(described) and any(key.startswith("/FontFile") for key in described.get_object())
