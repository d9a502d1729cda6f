"""Facts of page numbers: form, face, size and place; pages that carry none."""

import re

from apps.typesetting.checker.anatomy import Anatomy
from apps.typesetting.checker.faces import is_face
from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.checker.ink import Box, Raster
from apps.typesetting.checker.sheets import Row, Sheet
from apps.typesetting.grid import BOTTOM, FOLIO_DROP, LEFT, MM, RIGHT, SMALL

EDGE = SMALL * MM  # one 四号 character
FOLIO = r"[—－–-]?\d+[—－–-]?"


def check_folios(gauge: Gauge, found: Anatomy, raster: Raster) -> None:
    """Measure the page numbers; a letter's first page has none, nor have blanks before 版记."""
    sheets = [sheet for sheet in found.sheets if _has_text(sheet)]
    if found.layout == "letter" and sheets:
        row = _folio(found.first)
        gauge.holds("letter-folio", row is None, "有" if row else "无", "无", row)
        sheets = [sheet for sheet in sheets if sheet.number > 1]
    numbered = [(sheet, _folio(sheet)) for sheet in sheets]
    turned = next((sheet for sheet, row in numbered if row is None and _lies(sheet)), None)
    if any(sheet.turned for sheet in sheets):
        got = "页码随表横排" if turned else "是"
        gauge.holds("folio-upright", turned is None, got, "与其他页一致", turned)
    if numbered:
        lost = next((s for s, row in numbered if row is None and s is not turned), None)
        gauge.holds("folio", lost is None, "缺页码" if lost else "有", "有", lost)
    _check_blanks(gauge, found)
    rows = [(sheet, row) for sheet, row in numbered if row]
    if rows:
        _check_form(gauge, rows)
        _check_place(gauge, rows, raster)


def _has_text(sheet: Sheet) -> bool:
    """A page of text or a table; a page with 版记 only may go without a number."""
    return bool(sheet.turned) or any(row.is_body or row.size > 20 for row in sheet.text_rows)


def _folio(sheet: Sheet) -> Row | None:
    return next((row for row in sheet.foot_rows if re.fullmatch(FOLIO, row.text)), None)


def _lies(sheet: Sheet) -> bool:
    return any(re.fullmatch(FOLIO, row.text) for row in sheet.turned)


def _check_blanks(gauge: Gauge, found: Anatomy) -> None:
    """Blank pages before 版记 carry no number, nor does the page of 版记 behind them."""
    blanks = [s for s in found.sheets if s.is_blank]
    last = found.sheets[-1]
    alone = found.imprint is not None and not _has_text(last)
    behind = [last] if alone and any(s.number == last.number - 1 for s in blanks) else []
    pages = [*blanks, *behind]
    if pages:
        shown = next((row for sheet in pages if (row := _folio(sheet))), None)
        gauge.holds("blank-folio", shown is None, shown.text if shown else "无", "无页码", shown)


def _check_form(gauge: Gauge, rows: list[tuple[Sheet, Row]]) -> None:
    gauge.worst("folio-size", [(row.size, row) for _, row in rows], SMALL)
    bad = next((row for sheet, row in rows if row.text != f"—{sheet.number}—"), None)
    gauge.holds("folio-form", bad is None, bad.text if bad else "是", "— 页码 —", bad)
    digits = [(row, g.font) for _, row in rows for g in row.glyphs if g.text.isdigit()]
    odd = next(((row, font) for row, font in digits if not is_face(font, "宋体")), None)
    gauge.holds(
        "folio-font", odd is None, odd[1] if odd else "宋体", "宋体", odd[0] if odd else None
    )


def _check_place(gauge: Gauge, rows: list[tuple[Sheet, Row]], raster: Raster) -> None:
    odd = [(row.x1, row) for s, row in rows if s.number % 2]
    even = [(row.x0, row) for s, row in rows if not s.number % 2]
    gauge.worst("folio-odd", odd, RIGHT - EDGE)
    gauge.worst("folio-even", even, LEFT + EDGE)
    drops = [(_dash(raster, sheet, row) - BOTTOM, row) for sheet, row in rows]
    gauge.worst("folio-drop", drops, FOLIO_DROP)


def _dash(raster: Raster, sheet: Sheet, row: Row) -> float:
    """The middle of the first dash: its ink, or what its baseline says where no ink is found."""
    dash = row.glyphs[0]
    size = dash.size * MM
    box = Box(dash.x0, dash.baseline - 0.7 * size, dash.x1, dash.baseline + 0.1 * size)
    ink = raster.ink(sheet.number, box)
    return ink.middle if ink else dash.baseline - 0.35 * size
