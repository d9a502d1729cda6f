"""Measures a finished page against GB/T 9704-2012: what stands where, in millimetres, by clause.

Works on any PDF with text, whoever made it. It says what it could not read; it mends nothing.
"""

from collections.abc import Sequence

from apps.typesetting.checker.bodies import (
    check_addressee,
    check_annex_list,
    check_annexes,
    check_attendance,
    check_first_page,
    check_notes,
    check_paragraphs,
    check_title,
)
from apps.typesetting.checker.heads import check_corner, check_head, find_head
from apps.typesetting.checker.ink import Raster
from apps.typesetting.checker.pages import check_embedding, check_grid, check_pages
from apps.typesetting.checker.results import FactResult, Gauge, Report
from apps.typesetting.checker.sheets import Sheet, read_sheets
from apps.typesetting.checker.tails import check_date, check_folios, check_imprint, find_date
from apps.typesetting.model import LAYOUT_NAMES


def check(pdf: bytes, layout: str = "down") -> Report:
    """Measure a PDF as a document of the given layout; ValueError for an unknown layout.

    A file that is no PDF gives a report with no facts and one sentence in `unread`.
    """
    if layout not in LAYOUT_NAMES:
        raise ValueError(f"公文版式“{layout}”无法识别。")
    gauge = Gauge()
    sheets = _read(pdf, gauge)
    if not any(sheet.rows for sheet in sheets):
        return Report(layout, len(sheets), (), tuple(gauge.unread) or ("文件中没有可读的文字。",))
    raster = Raster(pdf)
    try:
        check_pages(gauge, sheets)
        check_embedding(gauge, pdf)
        check_grid(gauge, sheets)
        _check_parts(gauge, sheets, raster, layout)
    finally:
        raster.close()
    return Report(layout, len(sheets), tuple(gauge.facts), tuple(gauge.unread))


def _read(pdf: bytes, gauge: Gauge) -> Sequence[Sheet]:
    try:
        sheets = read_sheets(pdf)
    except Exception as error:  # readers raise many kinds for damaged or locked files
        gauge.unread.append(f"文件不是可读的PDF（{type(error).__name__}），未作检查。")
        return ()
    for sheet in sheets:
        if sheet.has_images and not sheet.rows:
            gauge.unread.append(f"第{sheet.number}页没有文字，可能是扫描件，未作检查。")
        if any("(cid:" in glyph.text for row in sheet.rows for glyph in row.glyphs):
            gauge.unread.append(f"第{sheet.number}页有文字没有编码，无法辨认。")
    return sheets


def _check_parts(gauge: Gauge, sheets: Sequence[Sheet], raster: Raster, layout: str) -> None:
    first = sheets[0]
    head = find_head(first, raster, layout)
    check_head(gauge, first, head, layout)
    check_corner(gauge, sheets)
    check_title(gauge, first, head, layout)
    check_addressee(gauge, first, layout)
    check_first_page(gauge, first)
    check_paragraphs(gauge, sheets)
    check_annex_list(gauge, sheets)
    found = find_date(sheets)
    check_date(gauge, found, layout)
    if found:
        check_notes(gauge, found[1], found[0])
    if layout == "minutes":
        check_attendance(gauge, sheets)
    check_annexes(gauge, sheets)
    check_imprint(gauge, sheets, layout)
    check_folios(gauge, sheets, raster, layout)


__all__ = ["FactResult", "Report", "check"]
