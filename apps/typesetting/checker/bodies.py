"""Facts of title, addressees, paragraphs, 附件说明, 附注, attendance and annex pages."""

import re
from collections.abc import Iterator, Sequence

from apps.typesetting.checker.faces import is_face
from apps.typesetting.checker.heads import Head
from apps.typesetting.checker.pages import has_table, is_body
from apps.typesetting.checker.results import Gauge
from apps.typesetting.checker.sheets import Row, Sheet
from apps.typesetting.grid import (
    BODY,
    BOTTOM,
    CELL,
    CENTRE,
    LEFT,
    MM,
    ROW,
    TITLE,
    TOP,
    TWO_ROWS_LEAST,
    TWO_ROWS_MOST,
)  # fmt: skip
from apps.typesetting.titles import has_shape

INDENT = LEFT + 2 * CELL
NUMERAL = "[一二三四五六七八九十百零]+"
FIRST, SECOND = rf"{NUMERAL}、.*", rf"（{NUMERAL}）.*"
TITLE_MARKS = frozenset("《》、“”（）〈〉—")
ALL_MARKS = frozenset("，。、；：？！（）《》“”‘’—…,.;:?!()")
WRONG_FORMS = re.compile(rf"(\({NUMERAL}\)|（{NUMERAL}）、|\d{{1,2}}[、．]|{NUMERAL}\.|\(\d+\))")
ATTENDANCE = r"(出席|请假|列席)：.*"


def title_rows(sheet: Sheet) -> list[Row]:
    """Rows of 二号 size in black at the head of a page, down to the first other row."""
    big = [row for row in sheet.text_rows if row.size > 20]
    return [row for row in big if row.baseline - big[0].baseline < 1.3 * ROW * len(big)]


def check_title(gauge: Gauge, sheet: Sheet, head: Head, layout: str) -> None:
    """Measure the title; orders and minutes may do without."""
    rows = title_rows(sheet)
    needed = layout in ("down", "up", "letter")
    if needed:
        gauge.holds("title", bool(rows), "有" if rows else "", "有")
    if not rows:
        _check_order_gap(gauge, sheet, head, layout)
        return
    gauge.worst("title-size", [(row.size, 1) for row in rows], TITLE)
    fonts = [glyph.font for row in rows for glyph in row.glyphs]
    wrong = next((f for f in fonts if not is_face(f, "小标宋")), "")
    gauge.holds("title-font", not wrong or "WenKai" in wrong, wrong or "小标宋", "小标宋")
    gauge.worst("title-centre", [(row.centre, 1) for row in rows], CENTRE)
    lengths = [len(row.text) for row in rows]
    shown = "、".join(map(str, lengths))
    gauge.holds("title-shape", has_shape(lengths), f"各行{shown}字", "梯形或者菱形")
    text = "".join(row.text for row in rows)
    marks = sorted(set(text) & ALL_MARKS - TITLE_MARKS)
    gauge.holds("title-marks", not marks, "".join(marks) or "无", "无")
    _check_title_gap(gauge, sheet, head, rows[0], layout)


def _check_title_gap(gauge: Gauge, sheet: Sheet, head: Head, row: Row, layout: str) -> None:
    if layout == "letter" and len(head.rules) >= 2:
        above = [r for r in sheet.text_rows if head.rules[1].foot < r.top < row.top]
        if above:
            gauge.near("letter-title-gap", row.top - above[-1].bottom, TWO_ROWS_LEAST)
    elif head.rules and layout != "letter":
        gauge.near("title-gap", row.top - head.rules[0].foot, TWO_ROWS_LEAST)


def _check_order_gap(gauge: Gauge, sheet: Sheet, head: Head, layout: str) -> None:
    if layout == "order" and head.number:
        below = [r for r in sheet.text_rows if r.top > head.number.bottom]
        if below:
            gap = below[0].top - head.number.bottom
            gauge.within("order-text-gap", gap, TWO_ROWS_LEAST, TWO_ROWS_MOST)


def check_addressee(gauge: Gauge, sheet: Sheet, layout: str) -> None:
    """主送机关: the first row below the title, if it begins at the edge or its block ends in ：."""
    titled = title_rows(sheet)
    if not titled or layout == "minutes":
        return
    below = [row for row in sheet.text_rows if row.top > titled[-1].bottom]
    block: list[Row] = []
    for row in below[:6]:
        block.append(row)
        if row.text.endswith(("：", ":")) or row.text.endswith("。"):
            break
    first = block[0] if block else None
    if not first or not block[-1].text.endswith(("：", ":")) or first.x0 > INDENT - 1:
        return
    gauge.near("addressee-left", first.x0, LEFT)
    gap = first.top - titled[-1].bottom - (ROW - CELL) / 2
    gauge.near("addressee-gap", gap, ROW + (ROW - TITLE * MM) / 2)


def check_first_page(gauge: Gauge, sheet: Sheet) -> None:
    """Page 1 must show text of the body: prose below the title and the addressees."""
    start = max((row.bottom for row in title_rows(sheet)), default=TOP + 4 * ROW)
    prose = [row for row in sheet.text_rows if row.top > start and is_body(row)]
    shown = any(not row.text.endswith(("：", ":")) for row in prose)
    gauge.holds("first-page-text", shown, "有" if shown else "", "有")


def _prose(sheets: Sequence[Sheet]) -> Iterator[tuple[Row, int]]:
    """Rows of running text: body size, below the head, outside tables, not centred."""
    for sheet in sheets:
        start = max((row.bottom for row in title_rows(sheet)), default=TOP - 1)
        if sheet.number == 1:
            start = max([start, *(bar.foot for bar in sheet.bars if bar.red and bar.top < 150)])
        for row in sheet.text_rows:
            centred = abs(row.centre - CENTRE) < 1.0 and row.x0 > INDENT + 2
            if row.top > start and is_body(row) and not has_table(sheet) and not centred:
                yield row, sheet.number


def check_paragraphs(gauge: Gauge, sheets: Sequence[Sheet]) -> None:
    """Measure indents, faces and forms of the levels."""
    prose = list(_prose(sheets))
    near_edge = [(row, n) for row, n in prose if row.x0 < INDENT + CELL * 0.75]
    edges = [(min(row.x0 - LEFT, row.x0 - INDENT, key=abs), n) for row, n in near_edge]
    gauge.worst("indent", edges, 0.0)
    leads = [(row, n) for row, n in prose if abs(row.x0 - INDENT) < 1]
    wrong = [(row, n) for row, n in leads if not _level_face(row)]
    if any(re.fullmatch(f"{FIRST}|{SECOND}", row.text) for row, _ in leads):
        row, page = wrong[0] if wrong else (None, 1)
        got = f"“{row.text[:8]}”用{row.glyphs[0].font}" if row else "是"
        gauge.holds("level-font", not wrong, got, "黑体、楷体", page)
    bad = next(((row, n) for row, n in leads if WRONG_FORMS.match(row.text)), None)
    got = f"“{bad[0].text[:8]}”" if bad else "规范"
    gauge.holds("level-form", bad is None, got, "一、（一）1.（1）", bad[1] if bad else 1)


def _level_face(row: Row) -> bool:
    if re.fullmatch(FIRST, row.text):
        return is_face(row.glyphs[0].font, "黑体")
    if re.fullmatch(SECOND, row.text):
        return is_face(row.glyphs[1].font, "楷体")
    return True


def check_annex_list(gauge: Gauge, sheets: Sequence[Sheet]) -> None:
    """附件说明 and 附注, where they stand."""
    for row, page in _prose(sheets):
        if re.match(r"附件：.", row.text):
            gauge.near("annex-list-left", row.x0, INDENT, page)
            ended = row.text[-1] in "。；，、;,."
            gauge.holds("annex-list-end", not ended, row.text[-1], "无标点", page)
            break


def check_notes(gauge: Gauge, sheet: Sheet, date: Row | None) -> None:
    """附注: the row below the date."""
    below = [r for r in sheet.text_rows if date and 0 < r.baseline - date.baseline < 1.5 * ROW]
    if below and abs(below[0].size - BODY) < 1 and below[0].baseline < BOTTOM - ROW / 2:
        row, page = below[0], sheet.number
        gauge.near("notes-left", row.x0, INDENT, page)
        bracketed = row.text.startswith("（")
        gauge.holds("notes-brackets", bracketed, row.text[:1], "（ ）", page)


def check_attendance(gauge: Gauge, sheets: Sequence[Sheet]) -> None:
    """出席, 请假, 列席 of minutes."""
    found = [(row, s.number) for s in sheets for row in s.matching(ATTENDANCE)]
    gauge.worst("attendance-left", [(row.x0, n) for row, n in found], INDENT)
    for row, page in found:
        fonts = {glyph.font for glyph in row.glyphs[:2]}
        fits = all(is_face(font, "黑体") for font in fonts)
        gauge.holds("attendance-font", fits, "、".join(sorted(fonts)), "黑体", page)
        if not fits:
            return


def check_annexes(gauge: Gauge, sheets: Sequence[Sheet]) -> None:
    """Annex pages: label in row 1, title centred in row 3."""
    for sheet in sheets[1:]:
        rows = sheet.text_rows
        if not rows or not re.fullmatch(r"附件\d*", rows[0].text):
            continue
        label = rows[0]
        placed = abs(label.x0 - LEFT) <= 0.5 and abs(label.top - TOP) <= 0.5
        fits = placed and is_face(label.glyphs[0].font, "黑体")
        got = f"左{label.x0:.1f}，上{label.top:.1f}，{label.glyphs[0].font}"
        gauge.holds("annex-label", fits, got, f"左{LEFT:g}，上{TOP:g}，黑体", sheet.number)
        titled = title_rows(sheet)
        centre = TOP + 2 * ROW + CELL / 2
        middle = (titled[0].top + titled[0].bottom) / 2 if titled else None
        off = None if middle is None else max(abs(middle - centre), abs(titled[0].centre - CENTRE))
        gauge.near("annex-title", off, 0.0, sheet.number)
