"""The drafting page: remarks on the wording, the title as it will be set, a look before saving."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest

from apps.documents import drawn
from apps.documents.models import Document
from apps.documents.page import gongwen
from apps.typesetting.titles import break_title
from tests.desk.ui_kit import checked
from tests.documents.desk import S, begin
from tests.documents.test_pages import FORM, OUT_FORM

NEW = "/documents/new/outgoing/"
TITLE = "咸宁市人民政府关于做好全市秋冬农业生产和水利建设有关工作的通知"
OWN = break_title(TITLE, ("咸宁市人民政府",))


def lights(answer) -> list[tuple[str, str, str]]:
    """Return (rule, place, light) of each remark on a page."""
    found = answer.context["remarks"] or ()
    return [(s.remark.rule, s.remark.place, s.remark.light) for s in found]


# --- wording


def test_checking_shows_remarks_with_lights_and_saves_nothing(web):
    client = web("nyj.clerk")
    text = "根据咸政发（2023）6号文件，，通知如下。\n一、甲事。\n三、丙事。"
    answer = client.post(NEW, {**OUT_FORM, "body_text": text, "check": "1"})
    assert answer.status_code == 200
    html = checked(answer.content.decode())
    assert lights(answer) == [
        ("发文字号", "正文第1段", "amber"),
        ("标点重复", "正文第1段", "amber"),
        ("层次序数", "正文第3段", "amber"),
    ]
    assert 'href="#id_body_text" data-find="咸政发（2023）6号" data-line="1"' in html
    assert 'id="id_body_text"' in html
    assert "改为“咸政发〔2023〕6号”。" in html
    assert "data-keep-drafts" in html
    assert not Document.objects.exists()


def test_every_remark_leads_to_a_field_of_the_page(web):
    values = {
        **OUT_FORM,
        "title": "关于甲，乙",
        "notes": "（公开",
        "annex_text": "第二条　甲，，乙。",
        "addressees": "市政府各部门,,各县",
        "body_text": "第一，，",
    }
    html = web("nyj.clerk").post(NEW, {**values, "check": "1"}).content.decode()
    targets = re.findall(r'href="#(id_\w+)" data-find', html)
    assert len(set(targets)) >= 4
    for target in targets:
        assert f'id="{target}"' in html


def test_a_stored_draft_shows_its_remarks_at_once_and_a_new_one_none(office, web):
    file = begin(office, "outgoing", body_text="一、甲。\n三、丙。")
    client = web("nyj.clerk")
    assert lights(client.get(f"/documents/{file.document.pk}/edit/")) == [
        ("层次序数", "正文第2段", "amber")
    ]
    fresh = client.get(NEW)
    assert fresh.context["remarks"] is None
    assert "检查文字" in fresh.content.decode()


def test_checking_a_stored_draft_changes_nothing(office, web):
    file = begin(office, "outgoing")
    path = f"/documents/{file.document.pk}/edit/"
    values = {**OUT_FORM, "version": "1", "body_text": "改过的话，，", "check": "1"}
    answer = web("nyj.clerk").post(path, values)
    assert "改过的话，，" in answer.content.decode()
    assert file.fresh().body_text == begin(office, "outgoing").document.body_text
    assert file.document.content_version == 1


def test_a_draft_without_faults_says_so(web):
    answer = web("nyj.clerk").post(NEW, {**OUT_FORM, "check": "1"})
    assert lights(answer) == []
    assert "未发现问题" in answer.content.decode()


def test_the_book_s_own_rules_come_with_their_clause(web):
    client = web("nyj.clerk")
    report = {**FORM, "document_kind": "report", "title": "市农业农村局关于抗旱情况的报告",
              "body_text": "现将情况报告如下。\n恳请批准追加经费80万元。\n特此报告。"}  # fmt: skip
    answer = client.post("/documents/new/incoming/", {**report, "check": "1"})
    (said,) = answer.context["remarks"]
    assert (said.remark.rule, said.remark.line) == ("报告夹带请示", 2)
    assert [cite.clause for cite in said.cites] == ["27.6"]
    items = "（一）恳请同意追加资金。\n（二）恳请批准设立机构。"
    several = {**FORM, "body_text": f"现请示如下。\n一、请示事项\n{items}\n妥否，请批示。"}
    (said,) = client.post("/documents/new/incoming/", {**several, "check": "1"}).context["remarks"]
    assert [cite.clause for cite in said.cites] == ["27.5"]


def test_a_remark_refuses_nothing(web):
    values = {**OUT_FORM, "body_text": "一、甲。\n三、丙，，", "send": "1"}
    assert web("nyj.clerk").post(NEW, values).status_code == 302
    assert Document.objects.get().state == S.CHECKING


# --- the title


def ways(answer) -> list[str]:
    return [value for value, _ in answer.context["form"].fields["title_way"].widget.choices]


def test_the_title_is_shown_as_it_will_be_set_with_other_ways_to_break_it(office, web):
    file = begin(office, "outgoing", title=TITLE)
    answer = web("nyj.clerk").get(f"/documents/{file.document.pk}/edit/")
    html = checked(answer.content.decode())
    assert answer.context["set_title"] == OWN
    assert "".join(f"<span>{line}</span>" for line in OWN) in html
    offered = ways(answer)
    assert offered[0] == ""
    assert len(offered) >= 3
    assert "｜".join(OWN) not in offered


def test_a_way_that_is_chosen_is_saved_and_every_page_agrees(web):
    client = web("nyj.clerk")
    offered = ways(client.post(NEW, {**OUT_FORM, "title": TITLE, "check": "1"}))
    chosen = offered[2]
    values = {**OUT_FORM, "title": TITLE, "title_way": chosen}
    looked = client.post(NEW, {**values, "check": "1"})
    assert looked.context["set_title"] == tuple(chosen.split("｜"))
    assert client.post(NEW, {**values, "save": "1"}).status_code == 302
    document = Document.objects.get()
    assert document.title == TITLE
    assert document.title_breaks.split("\n") == chosen.split("｜")
    assert gongwen(document).title.split("\n") == chosen.split("｜")
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert chosen.replace("｜", "<br>") in page
    edit = client.get(f"/documents/{document.pk}/edit/")
    assert edit.context["set_title"] == tuple(chosen.split("｜"))
    assert edit.context["form"]["title_way"].value() == chosen


@pytest.mark.parametrize("mark", ["｜", "|"])
def test_a_break_mark_typed_into_the_title_breaks_it_there(web, mark):
    client = web("nyj.clerk")
    typed = f"咸宁市人民政府{mark}关于做好秋冬农业生产工作的通知"
    looked = client.post(NEW, {**OUT_FORM, "title": typed, "check": "1"})
    assert looked.context["set_title"] == ("咸宁市人民政府", "关于做好秋冬农业生产工作的通知")
    client.post(NEW, {**OUT_FORM, "title": typed, "save": "1"})
    document = Document.objects.get()
    assert document.title == "咸宁市人民政府关于做好秋冬农业生产工作的通知"
    assert document.title_breaks == "咸宁市人民政府\n关于做好秋冬农业生产工作的通知"


def test_a_way_of_another_title_is_not_kept(web):
    client = web("nyj.clerk")
    values = {**OUT_FORM, "title": "关于召开会议的通知", "title_way": "关于召开｜大会的通知"}
    client.post(NEW, {**values, "save": "1"})
    assert Document.objects.get().title_breaks == ""


def test_stale_breaks_of_a_changed_title_are_not_printed(office, web):
    file = begin(office, "outgoing", title=TITLE, title_breaks="另一个\n标题")
    assert gongwen(file.document).title == TITLE
    page = web("nyj.clerk").get(f"/documents/{file.document.pk}/").content.decode()
    assert "另一个" not in page


def test_saving_without_touching_the_title_keeps_its_breaks(office, web):
    broken = "咸宁市人民政府关于做好全市秋冬\n农业生产和水利建设有关工作的通知"
    file = begin(office, "outgoing", title=TITLE, title_breaks=broken)
    client, path = web("nyj.clerk"), f"/documents/{file.document.pk}/edit/"
    form = client.get(path).context["form"]
    values = {name: form.text(name) for name in form.fields if form.text(name)}
    client.post(path, {**values, "save": "1"})
    assert file.fresh().title_breaks == broken


# --- the page before it is saved


def words_of(pdf: bytes) -> str:
    from pypdf import PdfReader

    return "".join("".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(pdf)).pages)


def title_rows(pdf: bytes) -> tuple[str, ...]:
    """The title as it stands on the first page: characters of 22 points, row by row."""
    import pdfplumber

    rows: dict[float, str] = {}
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for character in document.pages[0].chars:
            if abs(character["size"] - 22) < 0.3:
                place = round(character["matrix"][5], 1)
                rows[place] = rows.get(place, "") + character["text"]
    return tuple(rows[place] for place in sorted(rows, reverse=True))


@pytest.mark.parametrize("number", range(4))
def test_the_title_shown_is_the_title_of_the_page(web, number):
    client = web("nyj.clerk")
    offered = ways(client.post(NEW, {**OUT_FORM, "title": TITLE, "check": "1"}))
    values = {**OUT_FORM, "title": TITLE, "title_way": offered[number]}
    shown = client.post(NEW, {**values, "check": "1"}).context["set_title"]
    answer = client.post(f"{NEW}preview/", {**values, "preview": "1"})
    assert title_rows(answer.content) == shown


def test_the_page_is_shown_as_typed_and_nothing_is_saved(web):
    values = {**OUT_FORM, "title": "咸宁市人民政府｜关于某事的通知",
              "body_text": "还没有保存的一段话。\n｜序号｜项目｜\n｜1｜水库｜"}  # fmt: skip
    answer = web("nyj.clerk").post(f"{NEW}preview/", {**values, "preview": "1"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = words_of(answer.content)
    assert "还没有保存的一段话。" in text
    assert "水库" in text
    assert "咸宁市人民政府文件" in text
    assert not Document.objects.exists()


def test_the_page_of_a_stored_draft_is_shown_as_changed(office, web):
    file = begin(office)
    path = f"/documents/{file.document.pk}/preview/"
    values = {**FORM, "body_text": "改过还没有保存的话。", "version": "1", "preview": "1"}
    assert "改过还没有保存的话。" in words_of(web("nyj.clerk").post(path, values).content)
    assert "改过" not in file.fresh().body_text


def test_what_cannot_be_set_is_told_beside_the_form(web):
    values = {**OUT_FORM, "body_text": "生僻字\U0010fffd。", "preview": "1"}
    answer = web("nyj.clerk").post(f"{NEW}preview/", values)
    assert "正文第1段中有不能排版的字符" in answer.content.decode()
    untitled = web("nyj.clerk").post(f"{NEW}preview/", {**OUT_FORM, "title": "", "preview": "1"})
    assert untitled.status_code == 422
    assert "请填写标题" in untitled.content.decode()


# --- the measures of the page before it is saved


def test_the_checker_speaks_of_what_is_typed_and_nothing_is_saved(web):
    values = {**OUT_FORM, "title": "咸宁市人民政府关于水库，堤防有关工作的通知"}
    answer = web("nyj.clerk").post(f"{NEW}preview/", {**values, "measure": "1"})
    html = checked(answer.content.decode())
    panel = html[html.index('id="page-check"') :]
    assert "有不符合项" in panel
    assert panel.index("is-red") < panel.index("距左边") < panel.index("is-green")
    assert "依据GB/T 9704-2012" in panel
    assert values["title"] in html
    assert "data-keep-drafts" in html
    assert not Document.objects.exists()


def test_a_page_to_the_standard_is_said_to_be_one(web):
    answer = web("nyj.clerk").post(f"{NEW}preview/", {**OUT_FORM, "measure": "1"})
    assert answer.context["page"].off == ()
    assert len(answer.context["page"].kept) >= 30
    assert "符合标准" in answer.content.decode()


def test_the_checker_speaks_of_a_stored_draft_as_changed(office, web):
    file = begin(office, "outgoing")
    path = f"/documents/{file.document.pk}/preview/"
    values = {**OUT_FORM, "version": "1", "title": "关于甲，乙工作的通知", "measure": "1"}
    answer = web("nyj.clerk").post(path, values)
    assert [fact.id for fact, _ in answer.context["page"].off] == ["title-marks"]
    assert "甲，乙" not in file.fresh().title


def test_a_page_that_cannot_be_set_has_its_reason_in_place_of_measures(web):
    values = {**OUT_FORM, "body_text": "生僻字\U0003106c。", "measure": "1"}
    panel = web("nyj.clerk").post(f"{NEW}preview/", values).content.decode()
    assert "正文第1段中的“\U0003106c”（U+3106C）没有可用字形" in panel[panel.index("page-check") :]


def test_a_long_page_is_measured_by_a_job(web):
    values = {**OUT_FORM, "body_text": "国" * 28 * 22 * 21, "measure": "1"}
    panel = web("nyj.clerk").post(f"{NEW}preview/", values).content.decode()
    assert "正在排版和测量，已排0页" in panel


# --- the way of printing


@pytest.mark.parametrize(
    ("sides", "pages"), [("", 2), ("duplex", 2), ("single", 1), ("booklet", 4)]
)
def test_the_way_of_printing_decides_where_the_last_page_is(web, sides, pages):
    from pypdf import PdfReader

    client = web("nyj.clerk")
    client.post(NEW, {**OUT_FORM, "copies": "市财政局", "sides": sides, "save": "1"})
    document = Document.objects.get()
    assert document.sides == (sides or "duplex")
    made = drawn.as_issued(document, document.opened_at.date())
    made = replace(made, printed_by="咸宁市人民政府办公室", printed_on=made.date)
    pdf = drawn.page_of(made, draft=False)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == pages
    assert drawn.report_on(made).ok


def test_saving_without_a_way_of_printing_keeps_the_one_chosen(office, web):
    file = begin(office, "outgoing", sides="booklet")
    values = {**OUT_FORM, "version": "1", "save": "1"}
    web("nyj.clerk").post(f"/documents/{file.document.pk}/edit/", values)
    assert file.fresh().sides == "booklet"
