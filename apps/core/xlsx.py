"""Lists and registers as workbooks (.xlsx): typed cells, a heading, widths, pages that print well.

Owns the look of every exported table. Refuses formulas: whatever text a row holds stays text,
also when somebody edits the cell later; refuses to know what a row means.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Beyond fifteen digits a spreadsheet rounds a number: identity numbers and the like stay text.
EXACT = 10**15
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_FORMATS = {dt.date: "yyyy-mm-dd", dt.datetime: "yyyy-mm-dd hh:mm", dt.time: "hh:mm"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in characters of the body font, and its alignment."""

    title: str
    width: float = 12
    align: Literal["left", "center", "right", ""] = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: ``rows`` may be any iterable; ``heading`` stands above the columns."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    heading: str = ""
    notes: Sequence[str] = ()


def workbook(*sheets: Sheet) -> bytes:
    """Return the workbook with these sheets, in order; ValueError where a row is too long.

    Text is cleaned of characters that no workbook may hold and cut at Excel's limit; instants
    are shown in the site's time zone; True and False as 是 and 否, None as an empty cell.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    names: set[str] = set()
    for sheet in sheets:
        _fill(book.create_sheet(_named(sheet.name, names)), sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def xlsx_response(name: str, *sheets: Sheet) -> HttpResponse:
    """Return the workbook as a download called ``name`` (.xlsx is added), kept by no cache."""
    response = HttpResponse(workbook(*sheets), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = (
        content_disposition_header(True, f"{name}.xlsx") or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _named(name: str, taken: set[str]) -> str:
    """Return a name that Excel accepts: 31 characters, none of its own signs, each once."""
    base = _FORBIDDEN_IN_NAMES.sub("", _FORBIDDEN.sub("", name)).strip("' ")[:28] or "表"
    free = base
    number = 2
    while free.lower() in taken:
        free, number = f"{base}{number}", number + 1
    taken.add(free.lower())
    return free


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    top = 1
    if sheet.heading:
        _text(page.cell(1, 1), sheet.heading)
        page.cell(1, 1).font = Font(bold=True, size=14)
        page.cell(1, 1).alignment = Alignment(horizontal="center", vertical="center")
        page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(sheet.columns))
        page.row_dimensions[1].height = 28
        top = 2
    _headings(page, sheet.columns, top)
    last = _rows(page, sheet, top + 1)
    for number, note in enumerate(sheet.notes, last + 1):
        _text(page.cell(number, 1), note)
    _for_printing(page, top, last, len(sheet.columns))


def _headings(page: Any, columns: Sequence[Column], row: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for number, column in enumerate(columns, 1):
        cell = page.cell(row, number)
        _text(cell, column.title)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFE9EEF3")
        cell.border = _ruled()
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _rows(page: Any, sheet: Sheet, first: int) -> int:
    """Write the rows and return the number of the last one."""
    from openpyxl.styles import Alignment

    border, number = _ruled(), first - 1
    looks = [
        Alignment(horizontal=c.align or None, vertical="top", wrap_text=True) for c in sheet.columns
    ]
    for number, row in enumerate(sheet.rows, first):  # noqa: B007  # the last one is returned
        if len(row) != len(sheet.columns):
            raise ValueError(f"{sheet.name}: {len(row)} cells for {len(sheet.columns)} columns")
        for place, value in enumerate(row, 1):
            cell = page.cell(number, place)
            _write(cell, value)
            cell.border, cell.alignment = border, looks[place - 1]
    return number


def _ruled() -> Any:
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color="FFBFC7CF")
    return Border(left=thin, right=thin, top=thin, bottom=thin)


def _for_printing(page: Any, top: int, last: int, columns: int) -> None:
    """Keep the headings in sight, and the columns on one page of A4."""
    from openpyxl.utils import get_column_letter

    page.freeze_panes = page.cell(top + 1, 1)
    if last > top:
        page.auto_filter.ref = f"A{top}:{get_column_letter(columns)}{last}"
    page.print_title_rows = f"{top}:{top}"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _write(cell: Any, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        _text(cell, "是" if value else "否")
    elif isinstance(value, dt.date | dt.time):
        _instant(cell, value)
    elif isinstance(value, int | float | Decimal) and -EXACT < value < EXACT:
        cell.value = value
    else:
        _text(cell, str(value))


def _instant(cell: Any, value: dt.date | dt.time) -> None:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).replace(tzinfo=None)
    cell.value = value
    cell.number_format = _FORMATS[type(value)]


def _text(cell: Any, value: str) -> None:
    """Write text as text: “=…” would become a formula, here and in whoever edits the cell."""
    cell.value = _FORBIDDEN.sub("", value)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
