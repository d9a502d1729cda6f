"""Pages of leave: nothing typed is lost, what follows is shown before it is done."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from apps.core.registry import Registry
from apps.leave.models import Leave
from apps.leave.services import asking
from apps.organisation import presence
from apps.organisation.presence import Entry
from tests.desk.ui_kit import checked
from tests.leave.desk import FROM, TO, Case, S, approved, asked, away, written

FORM = {
    "leave_kind": "business_trip",
    "from_on": "2026-06-08",
    "from_half": "am",
    "to_on": "2026-06-12",
    "to_half": "pm",
    "leaves": "on",
    "destination": "湖南省长沙市",
    "reason": "参加农业博览会。",
    "contact": "13900000000",
}


def words(answer) -> str:
    return "\n".join(str(m) for m in get_messages(answer.wsgi_request))


def html(answer) -> str:
    return answer.content.decode()


def sound(answer) -> str:
    """Return the page, well-formed and within the rules of the interface."""
    return str(checked(html(answer)))


def test_a_vice_mayor_asks_from_the_form_and_it_waits_for_the_mayor(office, web):
    answer = web("vm2").post("/leave/new/", {**FORM, "send": "1"})
    assert answer.status_code == 302
    leave = Leave.objects.get()
    assert leave.state == S.ASKING
    assert (leave.from_at, leave.to_at) == (FROM, TO)
    assert leave.title == "松见山因公出差（6月8日至6月12日）"
    sound(web("mayor").get(reverse("leave:detail", args=[leave.pk])))


def test_the_same_form_sent_twice_makes_one_request(office, web):
    key = "1f7a35bc-4a9c-4d26-8d3e-0f7c1f2f8a11"
    for _ in range(2):
        web("vm2").post("/leave/new/", {**FORM, "form_key": key})
    assert Leave.objects.count() == 1


def test_half_days_are_counted_as_halves(office, web):
    values = {**FORM, "from_half": "pm", "to_half": "am", "save": "1"}
    web("vm2").post("/leave/new/", values)
    leave = Leave.objects.get()
    assert leave.title == "松见山因公出差（6月8日下午至6月12日上午）"
    page = html(web("vm2").get(reverse("leave:detail", args=[leave.pk])))
    assert "共5天，其中工作日4天" in page


def test_before_sending_it_shows_who_acts_what_moves_and_what_is_in_the_way(office, web):
    office.away("vm3", FROM + dt.timedelta(days=2), FROM + dt.timedelta(days=3))
    waiting = asked(office, "nyj.head")
    page = sound(web("vm2").post("/leave/new/", {**FORM, "check": "1"}))
    assert Leave.objects.count() == 1  # nothing is written
    assert "代松见山" in page
    assert "兰照溪" in page
    assert "6月10日：松见山与兰照溪同时离咸" in page
    assert waiting.leave.title in page
    assert "共5天，其中工作日5天" in page
    assert "柏云舟" in page  # the route names who agrees
    fragment = html(web("vm2").post("/leave/preview/", FORM))
    assert "代松见山" in fragment
    assert "<html" not in fragment


def test_what_else_stands_in_that_time_is_shown_as_others_tell_it(office, web, monkeypatch):
    """A module that files its source of meetings is heard, as far as the viewer may read it."""

    def meetings(people, from_at, to_at, viewer):
        (person,) = people
        if viewer.person_id == person:
            yield Entry(person, FROM + dt.timedelta(hours=9), TO, "招商引资调度会", "meeting-1")

    monkeypatch.setattr(presence, "SOURCES", Registry("presence"))
    presence.SOURCES.register("meetings")(meetings)
    page = sound(web("vm2").post("/leave/new/", {**FORM, "check": "1"}))
    assert "招商引资调度会" in page
    asked(office)
    page = html(web("mayor").get(reverse("leave:detail", args=[Leave.objects.get().pk])))
    assert "招商引资调度会" not in page


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"to_on": "2026-06-01"}, "返回时间应晚于离开时间"),
        ({"from_on": "2026-13-45"}, "离开日期"),
        ({"to_on": "2029-06-01"}, "不能超过一年"),
        ({"from_on": "0001-01-01"}, "日期应在"),
        ({"leave_kind": "holiday_on_mars"}, "类别"),
        ({"reason": ""}, "请填写事由"),
        ({"contact": ""}, "请填写联系电话"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(office, web, values, said):
    answer = web("vm2").post("/leave/new/", {**FORM, **values, "send": "1"})
    assert answer.status_code == 422
    page = html(answer)
    assert said in page
    assert "湖南省长沙市" in page
    assert not Leave.objects.exists()


def test_without_a_place_the_request_is_kept_and_not_sent(office, web):
    answer = web("vm2").post("/leave/new/", {**FORM, "destination": "", "send": "1"})
    assert answer.status_code == 422
    assert "请填写前往地点" in html(answer)
    assert Leave.objects.get().state == S.DRAFTING


def test_a_late_report_of_a_county_head_is_passed_with_its_reason(office, web, clock):
    clock.now = FROM - dt.timedelta(hours=30)
    client = web("xaq.head")
    answer = client.post("/leave/new/", {**FORM, "send": "1"})
    assert "照收并注明逾期" in html(answer)
    leave = Leave.objects.get()
    send = reverse("leave:send", args=[leave.pk])
    client.post(send, {"override": "1", "reason": "临时接到通知。"})
    leave.refresh_from_db()
    assert (leave.state, leave.late) == (S.ASKING, True)


def test_staff_fill_it_in_for_whom_they_serve_and_for_nobody_else(office, web):
    page = html(web("nyj.clerk").get("/leave/new/"))
    assert "市农业农村局主要负责人" in page
    assert "市教育局主要负责人" not in page
    web("nyj.clerk").post("/leave/new/", {**FORM, "post": "nyj.head", "send": "1"})
    leave = Leave.objects.get()
    assert (leave.person.username, leave.entered_by.username) == ("nyj.head", "nyj.clerk")
    assert leave.state == S.ASKING
    web("m2").post("/leave/new/", {**FORM, "post": "vm2"})
    assert Leave.objects.filter(person__username="vm2").count() == 1
    # An unknown or foreign post is no way in: the form is then for oneself.
    web("nyj.clerk").post("/leave/new/", {**FORM, "post": "vm4"})
    assert not Leave.objects.filter(person__username="vm4").exists()


def test_a_refused_opinion_keeps_what_was_typed(office, web):
    case = asked(office)
    step = case.step("leave_approve")
    url = reverse("leave:settle", args=[case.leave.pk, step.pk])
    answer = web("mayor").post(url, {"outcome": "refuse", "opinion": "", "version": step.version})
    assert answer.status_code == 422
    assert "须写明意见" in html(answer)
    stale = {"outcome": "refuse", "opinion": "防汛期间请留守。", "version": step.version + 7}
    answer = web("mayor").post(url, stale)
    assert answer.status_code == 422
    assert "防汛期间请留守。" in html(answer)


def test_a_second_click_is_told_that_it_is_done(office, web):
    case = asked(office)
    step = case.step("leave_approve")
    url = reverse("leave:settle", args=[case.leave.pk, step.pk])
    form = {"outcome": "agree", "opinion": "", "version": step.version}
    web("mayor").post(url, form)
    again = web("mayor").post(url, form)
    assert again.status_code == 302
    assert "无需再办" in words(again)


def test_the_office_files_from_the_page_and_the_step_is_done_with_the_last_one(office, web):
    case = approved(office)
    url = reverse("leave:file", args=[case.leave.pk, "party_committee_office"])
    wrong = {"kind": "报备", "reference": "", "on": "2026-06-03", "note": "已电话报告"}
    answer = web("zb").post(url, wrong)
    assert answer.status_code == 422
    assert "已电话报告" in html(answer)
    late = {**wrong, "reference": "电话", "on": "2026-06-30"}
    assert "不能晚于今天" in html(web("zb").post(url, late))
    web("zb").post(url, {**wrong, "reference": "电话"})
    assert case.fresh().filed_at is not None
    assert case.waiting() == []
    page = sound(web("zb").get(reverse("leave:detail", args=[case.leave.pk])))
    assert "已完备" in page


def test_the_document_of_a_filing_is_drafted_once_and_linked(office, web):
    case = approved(office)
    url = reverse("leave:draft_filing", args=[case.leave.pk, "party_committee_office"])
    first, second = web("zb").post(url), web("zb").post(url)
    assert first["Location"] == second["Location"]
    page = html(web("zb").get(first["Location"]))
    assert "关于松见山同志外出的函" in page
    assert "市委办公室" in page
    assert "兰照溪同志代行" in page
    assert web("vm2").post(url).status_code == 403


def test_the_slip_is_a_pdf_that_says_who_agreed(office, web):
    import io

    from pypdf import PdfReader

    case = approved(office)
    answer = web("mayor").get(reverse("leave:slip", args=[case.leave.pk]))
    assert answer["Content-Type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "请假审批单" in text
    assert "柏云舟" in text


def test_return_change_and_cancel_from_the_page(office, web, clock):
    case = away(office)
    clock.now = case.now
    base = f"/leave/{case.leave.pk}"
    later = {"to_on": "2026-06-14", "to_half": "pm", "reason": "会期延长。"}
    web("vm2").post(f"{base}/change/", {**later, "from_on": "2026-06-08", "from_half": "am"})
    assert case.fresh().state == S.CHANGING
    web("vm2").post(f"{base}/change/take-back/")
    assert case.fresh().state == S.APPROVED
    answer = web("vm2").post(f"{base}/cancel/", {"reason": "不去了。"})
    assert "已经外出，不能取消" in html(answer) + words(answer)
    future = {"returned_at": "2027-01-01T10:00"}
    assert "不能晚于现在" in html(web("vm2").post(f"{base}/return/", future))
    web("vm2").post(f"{base}/return/", {"returned_at": f"{case.now:%Y-%m-%dT%H:%M}"})
    assert case.fresh().state == S.RETURNED


def test_a_leave_of_another_is_not_there(office, web):
    case = written(office)
    assert web("jyj.head").get(f"/leave/{case.leave.pk}/").status_code == 404
    step = asked(office, "nyj.head").step("leave_approve")
    foreign = reverse("leave:settle", args=[case.leave.pk, step.pk])
    assert web("vm2").post(foreign, {"outcome": "agree"}).status_code == 404


def test_a_stale_editor_loses_nothing(office, web):
    case: Case = written(office)
    seen = case.leave.content_version
    edit = {"reason": "改后的事由。"}
    asking.edit(leave=case.leave, values=edit, **case.actor("vm2"))
    url = reverse("leave:edit", args=[case.leave.pk])
    answer = web("vm2").post(url, {**FORM, "reason": "另一份修改。", "version": seen})
    assert answer.status_code == 422
    assert "已由他人修改" in html(answer)
    assert "另一份修改。" in html(answer)


def test_the_form_opens_with_what_was_supposed_and_with_nothing_that_is_not_a_day(office, web):
    page = html(web("vm2").get("/leave/new/?from_on=2026-06-08&to_on=2026-06-12&kind=vacation"))
    assert 'value="2026-06-08"' in page
    assert 'value="2026-06-12"' in page
    for query in ("from_on=x&to_on=2026-99-99&kind=holiday", "from_on=%00&kind=%00"):
        assert web("vm2").get(f"/leave/new/?{query}").status_code == 200


@pytest.mark.clause("5.7", "40.5")
def test_the_mayors_leave_asks_for_the_mandate_that_is_missing_and_leads_to_it(office, web):
    paper = {"leave_kind": "official_visit_abroad", "approval_file": "鄂外字〔2026〕15号"}
    case = asked(office, "mayor", **paper)
    url = reverse("leave:detail", args=[case.leave.pk])
    page = sound(web("mayor").get(url))
    assert "尚未登记市长委托" in page
    link = re.search(r'href="([^"]*/delegations/new/acting_mayor/[^"]*)"', page)[1]
    form = html(web("mayor").get(link.replace("&amp;", "&")))
    assert 'value="2026-06-08T00:00' in form
    office.mandate(FROM, TO)
    assert "尚未登记市长委托" not in html(web("mayor").get(url))
    wrong = web("mayor").get("/organisation/delegations/new/acting_mayor/?from_at=x&to_at=%00")
    assert wrong.status_code == 200
