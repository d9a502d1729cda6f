"""Facts of signature and date, 版记 and page numbers."""

import re
from collections.abc import Sequence

from apps.typesetting.checker.faces import is_face
from apps.typesetting.checker.ink import Box, Raster
from apps.typesetting.checker.pages import is_body
from apps.typesetting.checker.results import Gauge
from apps.typesetting.checker.sheets import Bar, Row, Sheet
from apps.typesetting.grid import (
    BOTTOM,
    CELL,
    FOLIO_DROP,
    LEFT,
    MM,
    RIGHT,
    ROW,
    SMALL,
    THICK,
    THIN,
    WIDTH,
)  # fmt: skip

LOOSE_DATE = (
    r"\d{4}年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九]{4}年.{2,7}日|\d{4}[-./]\d+[-./]\d+"
)
DATE = r"[1-9]\d{3}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日"
EDGE = SMALL * MM  # one 四号 character
NAME_ROWS = 2.2  # an order's name stands two rows above its date
FOLIO = r"—\d+—"


def find_date(sheets: Sequence[Sheet]) -> tuple[Row, Sheet] | None:
    """Find the row that holds nothing but a date, right of the middle, before 版记."""
    for sheet in sheets:
        for row in sheet.text_rows:
            if re.fullmatch(LOOSE_DATE, row.text) and row.centre > LEFT + WIDTH / 2:
                return row, sheet
    return None


def check_date(gauge: Gauge, found: tuple[Row, Sheet] | None, layout: str) -> None:
    """Measure 成文日期 and 署名 above it; minutes carry theirs in the head."""
    if layout == "minutes":
        return
    gauge.holds("date", found is not None, found[0].text if found else "", "有")
    if not found:
        return
    date, sheet = found
    fits = re.fullmatch(DATE, date.text) is not None
    gauge.holds("date-format", fits, date.text, "×年×月×日", sheet.number)
    above = [r for r in sheet.text_rows if 0 < date.baseline - r.baseline < NAME_ROWS * ROW]
    name = above[-1] if above else None
    if layout == "order" or name is None:
        gauge.near("date-right", date.x1, RIGHT - 4 * CELL, sheet.number)
    elif not _is_sealed(name, date) and (
        abs(max(name.x1, date.x1) - (RIGHT - 2 * CELL)) < 1.5
        or abs(date.x0 - name.x0 - 2 * CELL) < 0.6
    ):
        _check_plain(gauge, name, date, sheet.number)
    else:
        gauge.near("date-right", date.x1, RIGHT - 4 * CELL, sheet.number)
        gauge.near("signature-centre", name.centre - date.centre, 0.0, sheet.number)
    company = [r for r in sheet.text_rows if r is not name and r.baseline < date.baseline]
    alone = not any(is_body(row) and row.x0 < RIGHT - 15 * CELL for row in company)
    gauge.holds("signature-company", not alone, "单独成页" if alone else "是", "是", sheet.number)


def _is_sealed(name: Row, date: Row) -> bool:
    """Both forms can look alike by chance: what fits the sealed form is taken for sealed."""
    return abs(date.x1 - (RIGHT - 4 * CELL)) <= 0.5 and abs(name.centre - date.centre) <= 0.5


def _check_plain(gauge: Gauge, name: Row, date: Row, page: int) -> None:
    gauge.near("plain-date-left", date.x0 - name.x0, 2 * CELL, page)
    right = max(name.x1, date.x1)
    gauge.near("plain-signature-right", right, RIGHT - 2 * CELL, page)


def check_imprint(gauge: Gauge, sheets: Sequence[Sheet], layout: str) -> None:
    """Measure 版记 on the last page, where there is one."""
    last = sheets[-1]
    bars = [bar for bar in last.bars if not bar.red and bar.height >= 0.24]
    if layout == "letter":
        gauge.holds("letter-imprint", not bars, f"{len(bars)}条", "无分隔线", last.number)
        return
    rows = [r for r in last.text_rows if r.size < 15 and bars and r.baseline > bars[0].top]
    if not rows or not bars:
        return
    _check_bars(gauge, bars, last.number)
    gauge.worst("imprint-size", [(row.size, last.number) for row in rows], SMALL)
    copies = [row for row in rows if row.text.startswith("抄送")]
    printed = next((row for row in rows if "印发" in row.text), None)
    if copies:
        gauge.near("copies-left", copies[0].x0, LEFT + EDGE, last.number)
        ends = [row for row in rows if row is not printed]
        ended = ends[-1].text.endswith("。")
        gauge.holds("copies-end", ended, ends[-1].text[-1], "。", last.number)
    if printed:
        gauge.near("printed-right", printed.x1, RIGHT - EDGE, last.number)
        fits = re.search(DATE + "印发$", printed.text) is not None
        gauge.holds("printed-format", fits, printed.runs()[-1].text, "×年×月×日印发", last.number)
        if len(printed.runs()) > 1:
            gauge.near("printer-left", printed.x0, LEFT + EDGE, last.number)
    even = len(sheets) % 2 == 0
    gauge.holds("even-pages", even, f"共{len(sheets)}页", "偶数页", last.number)


def _check_bars(gauge: Gauge, bars: Sequence[Bar], page: int) -> None:
    gauge.near("imprint-foot", bars[-1].foot, BOTTOM, page)
    gauge.worst("imprint-thick", [(bar.height, page) for bar in (bars[0], bars[-1])], THICK)
    gauge.worst("imprint-thin", [(bar.height, page) for bar in bars[1:-1]], THIN)
    gauge.worst("imprint-width", [(bar.width, page) for bar in bars], WIDTH)


def check_folios(gauge: Gauge, sheets: Sequence[Sheet], raster: Raster, layout: str) -> None:
    """Measure the page numbers; a letter's first page has none, nor have blanks before 版记."""
    numbered = [(s, _folio(s)) for s in sheets if _has_text(s)]
    if layout == "letter":
        shown = _folio(sheets[0]) is not None
        gauge.holds("letter-folio", not shown, "有" if shown else "无", "无")
        numbered = numbered[1:]
    found = [(sheet, row) for sheet, row in numbered if row]
    if numbered:
        lost = next((sheet.number for sheet, row in numbered if row is None), 0)
        gauge.holds("folio", not lost, "缺页码" if lost else "有", "有", lost or 1)
    gauge.worst("folio-size", [(row.size, s.number) for s, row in found], SMALL)
    for key, fits, wanted in (
        ("folio-form", lambda s, row: row.text == f"—{s.number}—", "— 页码 —"),
        ("folio-font", lambda s, row: is_face(row.glyphs[1].font, "宋体"), "宋体"),
    ):
        bad = next(((s, row) for s, row in found if not fits(s, row)), None)
        if found:
            got = f"{bad[1].text}，{bad[1].glyphs[0].font}" if bad else "是"
            gauge.holds(key, bad is None, got, wanted, bad[0].number if bad else 1)
    odd = [(row.x1, s.number) for s, row in found if s.number % 2]
    even = [(row.x0, s.number) for s, row in found if not s.number % 2]
    gauge.worst("folio-odd", odd, RIGHT - EDGE)
    gauge.worst("folio-even", even, LEFT + EDGE)
    drops = [(_dash(raster, sheet, row) - BOTTOM, sheet.number) for sheet, row in found]
    gauge.worst("folio-drop", drops, FOLIO_DROP)


def _has_text(sheet: Sheet) -> bool:
    """A page of text; a page with 版记 only may go without a number."""
    return any(is_body(row) or row.size > 20 for row in sheet.text_rows)


def _folio(sheet: Sheet) -> Row | None:
    return next((row for row in sheet.foot_rows if re.search(r"\d", row.text)), None)


def _dash(raster: Raster, sheet: Sheet, row: Row) -> float:
    """The middle of the first dash: its ink, or what its baseline says where no ink is found."""
    dash = row.glyphs[0]
    size = dash.size * MM
    box = Box(dash.x0, dash.baseline - 0.7 * size, dash.x1, dash.baseline + 0.1 * size)
    ink = raster.ink(sheet.number, box)
    return ink.middle if ink else dash.baseline - 0.35 * size
