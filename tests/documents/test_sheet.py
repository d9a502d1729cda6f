"""The reading page: the same head, title lines and levels as the print."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.documents.models import Document
from apps.documents.page import for_print, number_on_page
from apps.documents.sheet import HEADS, sheet
from tests.documents.desk import begin

LONG = "市政务服务和大数据管理局"
BODY = "现将有关事项请示如下。\n一、基本情况\n（一）范围\n1.面积五千亩。\n妥否，请批示。"


def test_levels_carry_their_faces_as_in_print(office):
    rows = sheet(begin(office, body_text=BODY).document).main.rows
    assert [(row.css, row.lead) for row in rows] == [
        ("lv0", ""),
        ("lv1", "一、基本情况"),
        ("lv2", "（一）范围"),
        ("lv3", ""),
        ("lv0", ""),
    ]
    assert "".join(row.lead + row.rest for row in rows) == BODY.replace("\n", "")


def test_a_title_is_broken_by_sense(office):
    title = "咸宁市人民政府关于印发咸宁市人民政府工作规则的通知"
    lines = sheet(begin(office, "outgoing", title=title).document).main.title
    assert "".join(lines) == title
    assert len(lines) == 2
    assert not any(line.startswith("市人民政府工作规则") for line in lines[1:])


def test_a_break_chosen_by_hand_wins(office):
    document = begin(office, title_breaks="市农业农村局\n关于建设高标准农田的请示").document
    assert sheet(document).main.title == ("市农业农村局", "关于建设高标准农田的请示")


def test_a_request_shows_its_signer_and_whom_to_ask(office):
    document = begin(office).document
    document.signer_name = "稷丰年"
    found = sheet(document)
    assert found.signers == "稷丰年"
    assert found.notes == "联系人：联络员，联系电话：0715-8126000"
    assert found.head == "咸宁市农业农村局文件"


def test_the_head_is_as_large_as_its_length_allows(office):
    document = begin(office).document
    document.unit.name = LONG
    found = sheet(document)
    assert found.holds == min(size for size in HEADS if size >= len(found.head))
    document.unit.name = LONG * 3
    assert sheet(document).holds == HEADS[-1]


def test_an_annex_that_the_document_issues_follows_with_its_own_title(office):
    text = "第一章 总则\n第一条 为了规范管理，制定本办法。"
    found = sheet(begin(office, "outgoing", annex_title="管理办法", annex_text=text).document)
    (annex,) = found.annexes
    assert annex.title == ("管理办法",)
    assert [row.css for row in annex.rows] == ["chapter", "lv1"]


def test_what_is_not_known_yet_is_left_out(office):
    found = sheet(begin(office, "outgoing", document_kind=Document.Kind.LETTER).document)
    assert (found.reference, found.signers, found.date) == ("", "", None)
    assert found.head == "咸宁市人民政府"
    document = begin(office).document
    document.document_date = dt.date(2026, 6, 2)
    assert sheet(document).date == dt.date(2026, 6, 2)


@pytest.mark.parametrize(
    ("layout", "shown"),
    [("order", "第26号"), ("minutes", "〔2026〕26号"), ("down", "咸政令〔2026〕26号")],
)
def test_each_layout_bears_its_own_form_of_the_number(layout, shown):
    assert number_on_page(layout, "咸政令〔2026〕26号") == shown
    assert number_on_page(layout, "") == ""


def test_names_of_people_in_the_text_are_not_broken_at_a_lines_end(office):
    name = office.people["vm2"].name
    document = begin(office, body_text=f"现将{name}同志主持的工作报告如下。").document
    assert for_print(document, None).names == (name,)


def test_names_of_annexes_at_the_end_of_the_text_are_set_as_such(office):
    body = "现印发给你们。\n附件：1.责任清单\n2.投资计划表"
    document = begin(office, "outgoing", body_text=body).document
    made = for_print(document, None)
    assert [block.text for block in made.body] == ["现印发给你们。"]
    assert made.annex_list == ("责任清单", "投资计划表")
    assert sheet(document).annex_names == made.annex_list


def test_minutes_end_with_who_was_there(office):
    body = "会议指出，要抓好落实。\n出席：柏云舟　桂知远\n列席：市财政局"
    kind = Document.Kind.MINUTES
    document = begin(office, "outgoing", document_kind=kind, body_text=body).document
    made = for_print(document, None)
    assert [(group.label, group.names) for group in made.attendance] == [
        ("出席", "柏云舟　桂知远"),
        ("列席", "市财政局"),
    ]
    assert sheet(document).attendance == made.attendance
    assert len(made.body) == 1
