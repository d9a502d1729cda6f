"""Measures a finished page against GB/T 9704-2012: what stands where, in millimetres, by clause.

Works on any PDF with text, whoever made it. It says what it could not read; it mends nothing.
"""

import hashlib

from apps.typesetting.checker.anatomy import Anatomy, dissect
from apps.typesetting.checker.annexes import check_annex_list, check_annexes
from apps.typesetting.checker.bodies import check_attendance, check_first_page, check_paragraphs
from apps.typesetting.checker.closings import check_date, check_notes
from apps.typesetting.checker.corners import check_corner, check_signers
from apps.typesetting.checker.folios import check_folios
from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.checker.grid import check_grid
from apps.typesetting.checker.heads import check_head
from apps.typesetting.checker.imprint import check_imprint
from apps.typesetting.checker.ink import Raster
from apps.typesetting.checker.layouts import layout_of
from apps.typesetting.checker.letters import check_letter
from apps.typesetting.checker.pages import check_embedding, check_pages, check_seals_alone
from apps.typesetting.checker.reading import read
from apps.typesetting.checker.results import FactResult, Report, Spot, catalogue
from apps.typesetting.checker.titles import check_addressee, check_title
from apps.typesetting.model import LAYOUT_NAMES

NO_TEXT = "文件中没有可读的文字。"


def check(pdf: bytes, layout: str = "", *, sides: str = "duplex") -> Report:
    """Measure a PDF; without a layout it is guessed from the first page.

    `sides`: how it is printed (duplex, single, booklet), for the place of 版记. ValueError for an
    unknown layout. A file that is no PDF gives a report with no facts and a sentence in `unread`.
    """
    if layout and layout not in LAYOUT_NAMES:
        raise ValueError(f"公文版式“{layout}”无法识别。")
    digest = hashlib.sha256(pdf).hexdigest()
    gauge = Gauge()
    sheets = read(pdf, gauge)
    if not any(sheet.rows for sheet in sheets):
        unread = tuple(gauge.unread) or (NO_TEXT,)
        return Report(layout or "down", len(sheets), (), unread, digest)
    raster = Raster(pdf)
    try:
        found = dissect(sheets, raster, layout or layout_of(sheets))
        check_embedding(gauge, pdf)
        _check_parts(gauge, found, raster, sides)
    finally:
        raster.close()
    return Report(found.layout, len(sheets), tuple(gauge.facts), tuple(gauge.unread), digest)


def _check_parts(gauge: Gauge, found: Anatomy, raster: Raster, sides: str) -> None:
    check_pages(gauge, found)
    check_grid(gauge, found)
    check_head(gauge, found, raster)
    check_corner(gauge, found)
    check_signers(gauge, found)
    check_letter(gauge, found)
    check_title(gauge, found)
    check_addressee(gauge, found)
    check_first_page(gauge, found)
    check_paragraphs(gauge, found)
    check_annex_list(gauge, found)
    check_date(gauge, found, raster)
    check_notes(gauge, found)
    check_attendance(gauge, found)
    check_annexes(gauge, found)
    check_seals_alone(gauge, found, raster)
    check_imprint(gauge, found, sides)
    check_folios(gauge, found, raster)


__all__ = ["FactResult", "Report", "Spot", "catalogue", "check"]
