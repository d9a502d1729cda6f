"""Exported workbooks: typed cells, no text that becomes a formula, headings that stay in sight."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from apps.core.xlsx import Column, Sheet, workbook, xlsx_response

TITLES = (Column("姓名", 10), Column("事由", 30), Column("数", 8, "right"))


def read_back(raw):
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(raw))


def opened(*sheets):
    return read_back(workbook(*sheets))


def test_rows_stand_under_their_headings_with_the_widths_asked_for():
    page = opened(Sheet("登记", TITLES, [("梅若川", "调研", 3)], heading="登记簿"))["登记"]
    assert [c.value for c in page[1]][0] == "登记簿"
    assert [c.value for c in page[2]] == ["姓名", "事由", "数"]
    assert [c.value for c in page[3]] == ["梅若川", "调研", 3]
    assert [page.column_dimensions[x].width for x in "ABC"] == [10, 30, 8]
    assert page.freeze_panes == "A3"
    assert page.auto_filter.ref == "A2:C3"
    assert page.print_title_rows == "$2:$2"


HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1",
    "#N/A",
    "=cmd|' /C calc'!A0",
    "＝1+1",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(text):
    raw = workbook(Sheet(text, [Column(text)], [[text]], heading=text, notes=[text]))
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<f " not in sheet
    page = read_back(raw).worksheets[0]
    cells = [page.cell(n, 1) for n in (1, 2, 3, 4)]
    assert {c.data_type for c in cells} == {"s"}
    assert {c.value.strip() for c in cells} == {text.strip()}
    assert all(c.quotePrefix for c in cells)


def test_values_keep_their_type():
    at = dt.datetime(2026, 5, 14, 1, 30, tzinfo=ZoneInfo("UTC"))
    row = [dt.date(2026, 5, 14), at, dt.time(9, 5), 7, 2.5, Decimal("1.25"), True, False, None, ""]
    page = opened(Sheet("表", [Column(str(n)) for n in range(len(row))], [row])).worksheets[0]
    cells = list(page[2])
    assert cells[0].is_date
    assert cells[0].value.date() == dt.date(2026, 5, 14)
    assert cells[0].number_format == "yyyy-mm-dd"
    assert cells[1].value == dt.datetime(2026, 5, 14, 9, 30)
    assert [c.value for c in cells[2:]] == [
        dt.time(9, 5), 7, 2.5, 1.25, "是", "否", None, None,
    ]  # fmt: skip


def test_a_number_too_long_to_be_exact_stays_text():
    page = opened(Sheet("表", [Column("证号")], [[421200199001011234]])).worksheets[0]
    assert page["A2"].value == "421200199001011234"


def test_characters_that_no_workbook_may_hold_are_left_out_and_long_text_is_cut():
    text = "甲\x00\x0b\ud800乙" + "长" * 40_000
    page = opened(Sheet("表", [Column("文")], [[text]])).worksheets[0]
    assert page["A2"].value.startswith("甲乙长")
    assert len(page["A2"].value) == 32_767


def test_names_of_sheets_are_made_acceptable_and_distinct():
    long = "领导活动" * 20
    book = opened(*(Sheet(n, [Column("一")], []) for n in ("a/b:[c]", "ABC", long, long, "''")))
    assert book.sheetnames[:2] == ["abc", "ABC2"]
    assert book.sheetnames[3] == book.sheetnames[2] + "2"
    assert book.sheetnames[4] == "表"
    assert max(map(len, book.sheetnames)) <= 31


def test_an_empty_table_still_has_its_headings_and_no_filter():
    page = opened(Sheet("表", TITLES, iter(()), notes=["合计：0"])).worksheets[0]
    assert [c.value for c in page[1]] == ["姓名", "事由", "数"]
    assert page["A2"].value == "合计：0"
    assert page.auto_filter.ref is None


def test_a_row_of_another_length_is_a_fault():
    with pytest.raises(ValueError, match="2 cells for 3 columns"):
        workbook(Sheet("表", TITLES, [("甲", "乙")]))


def test_the_download_carries_its_name_and_is_kept_nowhere():
    answer = xlsx_response("领导活动2026", Sheet("表", TITLES, []))
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert "%E9%A2%86" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content[:2] == b"PK"
