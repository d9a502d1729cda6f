"""Facts of the text: indents, faces and forms and order of the levels, text on page 1."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from apps.typesetting.checker.anatomy import Anatomy, title_rows
from apps.typesetting.checker.faces import is_face
from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.checker.lines import is_centred
from apps.typesetting.checker.sheets import Row
from apps.typesetting.grid import CELL, INDENT, LEFT, ROW, TOP

NUMERAL = "[一二三四五六七八九十百零]+"
FIRST, SECOND = rf"{NUMERAL}、.*", rf"（{NUMERAL}）.*"
LEVELS = (
    re.compile(rf"({NUMERAL})、"), re.compile(rf"（({NUMERAL})）"), re.compile(r"(\d{1,2})\."),
    re.compile(r"（(\d{1,2})）"),
)  # fmt: skip
WRONG_FORMS = re.compile(rf"(\({NUMERAL}\)|（{NUMERAL}）、|\d{{1,2}}[、．]|{NUMERAL}\.|\(\d+\))")
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
ATTENDANCE = r"(出席|请假|列席)：.*"
BLANK_NOTE = re.compile(r"此页无正文")


def prose(found: Anatomy, *, beside_tables: bool = False) -> Iterator[Row]:
    """Rows of running text: body size, below the head, not centred; pages of tables on request."""
    signature = {*found.names, found.date}
    for sheet in found.sheets:
        start = max((row.bottom for row in title_rows(sheet)), default=TOP - 1)
        if sheet.number == 1:
            start = max(start, found.head_bottom)
        for row in sheet.text_rows:
            plain = beside_tables or not sheet.has_table
            text = row.top > start and row.is_body and plain and not is_centred(row)
            if text and row not in signature and row not in found.addressee:
                yield row


def check_first_page(gauge: Gauge, found: Anatomy) -> None:
    """Page 1 must show text of the body, where the document has any."""
    text = list(prose(found, beside_tables=True))
    label = found.annexes[0].label.page if found.annexes else len(found.sheets) + 1
    body = [row for row in text if row.page < label and row not in found.annex_list]
    body = [row for row in body if row is not found.notes]
    if body:
        shown = body[0].page == 1
        gauge.holds("first-page-text", shown, "有" if shown else "", "有", found.first)
    note = next((row for row in text if BLANK_NOTE.search(row.text)), None)
    gauge.holds("no-blank-note", note is None, note.text if note else "无", "无", note)


def check_paragraphs(gauge: Gauge, found: Anatomy) -> None:
    """Measure indents, faces, forms and order of the levels."""
    rows = list(_paragraphs(found))
    flush = [row.x0 for row in rows if row.x0 < LEFT + CELL]
    edge = median(flush) if flush else LEFT
    leads = [row for row in rows if LEFT + CELL <= row.x0 < INDENT + CELL * 0.75]
    gauge.worst("indent", [(row.x0 - edge, row) for row in leads], 2 * CELL)
    leads = [row for row in rows if abs(row.x0 - INDENT) < 1]
    wrong = next((row for row in leads if not _has_level_face(row)), None)
    if any(re.fullmatch(f"{FIRST}|{SECOND}", row.text) for row in leads):
        got = f"“{wrong.text[:8]}”用{wrong.glyphs[0].font}" if wrong else "是"
        gauge.holds("level-font", wrong is None, got, "黑体、楷体", wrong)
    bad = next((row for row in leads if WRONG_FORMS.match(row.text)), None)
    got = f"“{bad.text[:8]}”" if bad else "规范"
    gauge.holds("level-form", bad is None, got, "一、（一）1.（1）", bad)
    skipped = _skipped(leads, found)
    got = f"“{skipped.text[:8]}”" if skipped else "是"
    gauge.holds("level-order", skipped is None, got, "依次编号", skipped)


def _paragraphs(found: Anatomy) -> Iterator[Row]:
    """Running text without lists that hang: 附件说明, the attendance of minutes."""
    for row in prose(found):
        if found.layout == "minutes" and re.fullmatch(ATTENDANCE, row.text):
            return
        if row not in found.annex_list and row is not found.notes:
            yield row


def _has_level_face(row: Row) -> bool:
    if re.fullmatch(FIRST, row.text):
        return is_face(row.glyphs[0].font, "黑体")
    if re.fullmatch(SECOND, row.text):
        return is_face(row.glyphs[1].font, "楷体")
    return True


def _skipped(leads: Sequence[Row], found: Anatomy) -> Row | None:
    """The first numbered paragraph that neither follows its predecessor nor begins anew with 1."""
    starts = {page.label.page for page in found.annexes}
    last = [0, 0, 0, 0]
    page = 1
    for row in leads:
        if row.page != page and row.page in starts:
            last = [0, 0, 0, 0]
        page = row.page
        for level, pattern in enumerate(LEVELS):
            if number := pattern.match(row.text):
                value = _value(number.group(1))
                if value not in (last[level] + 1, 1):
                    return row
                last[level] = value
                last[level + 1 :] = [0] * (3 - level)
                break
    return None


def _value(numeral: str) -> int:
    """Read 十二, 二十, 一百零三 or 12."""
    if numeral.isdecimal():
        return int(numeral)
    total = digit = 0
    for sign in numeral:
        if sign == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif sign == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = DIGITS[sign]
    return total + digit


def check_attendance(gauge: Gauge, found: Anatomy) -> None:
    """出席, 请假, 列席 of minutes: label in 黑体 two cells in, the turnover hangs on the colon."""
    if found.layout != "minutes":
        return
    rows = [row for sheet in found.sheets for row in sheet.text_rows]
    labels = [row for row in rows if re.fullmatch(ATTENDANCE, row.text)]
    gauge.worst("attendance-left", [(row.x0, row) for row in labels], INDENT)
    if labels:
        wrong = next((r for r in labels if not is_face(r.glyphs[0].font, "黑体")), labels[0])
        font = wrong.glyphs[0].font
        gauge.holds("attendance-font", is_face(font, "黑体"), font, "黑体", wrong)
    hanging = [(row.x0, row) for row in _turnovers(rows, labels)]
    gauge.worst("attendance-hang", hanging, INDENT + 3 * CELL)


def _turnovers(rows: Sequence[Row], labels: Sequence[Row]) -> Iterator[Row]:
    """Rows that go on with a line of attendance, wherever they begin, up to the next blank row."""
    inside = False
    for row, below in pairwise(rows):
        near = row.page != below.page or below.baseline - row.baseline < 1.3 * ROW
        inside = row in labels or inside
        inside = inside and near and below.is_body and below.x0 > INDENT + CELL / 2
        if inside and below not in labels:
            yield below
