"""The pages of the ledger: entering, changing, striking out, refusals, drawing, export."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from django.urls import reverse

from apps.activity.models import Activity, ContactPoint, PublicLetter, Reception, ResearchTopic
from tests.activity.desk import TODAY, L, T
from tests.desk.ui_kit import checked

ACTIVITY = {
    "kind": "grassroots", "title": "查看早稻生产", "from_on": "2026-06-02", "to_on": "2026-06-03",
    "place": "汀泗桥镇", "companions": "3", "organiser": "government",
}  # fmt: skip
RECEPTION = {
    "way": "reception", "on": "2026-06-02", "visitors": "村民代表", "visitor_count": "3",
    "title": "反映渠道失修",
}  # fmt: skip
CONTACT = {"name": "星星村", "from_on": "2026-01-10"}
TOPIC = {"title": "农机化的难点和对策", "aim": "摸清底数"}
LETTER = {
    "title": "反映道路破损", "writer": "张某某", "received_on": "2026-06-02",
    "body_text": "请关心。",
}  # fmt: skip
NEW = {
    "activity:activity_new": (Activity, ACTIVITY),
    "activity:reception_new": (Reception, RECEPTION),
    "activity:contact_new": (ContactPoint, CONTACT),
    "activity:topic_new": (ResearchTopic, TOPIC),
    "activity:letter_new": (PublicLetter, LETTER),
}


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("name", NEW)
def test_each_sort_is_entered_on_its_page_by_the_leader_his_section_and_the_office(
    office, web, name
):
    model, values = NEW[name]
    for number, login in enumerate(("vm2", "m2", "m2.b", "dsg2", "wd", "sg"), 1):
        url = reverse(name, args=[office.posts["vm2"].pk])
        checked(text(web(login).get(url)))
        answer = web(login).post(url, {**values, "form_key": ""})
        assert answer.status_code == 302, text(answer)
        assert model.objects.count() == number
        row = model.objects.latest("pk")
        assert row.leader == office.posts["vm2"]


@pytest.mark.parametrize("name", NEW)
def test_what_is_missing_is_asked_for_and_what_was_typed_is_kept(office, web, name):
    model, values = NEW[name]
    url = reverse(name, args=[office.posts["vm2"].pk])
    typed = {**values, "title": "", "name": "", "visitors": "写到一半的", "aim": "写到一半的",
             "place": "写到一半的", "writer": "写到一半的"}  # fmt: skip
    answer = web("m2").post(url, typed)
    assert answer.status_code == 422
    assert "处需要修改" in text(answer)
    assert "写到一半的" in text(answer)
    assert not model.objects.exists()


def test_the_books_refusal_stands_beside_its_field_with_its_clause(office, web):
    url = reverse("activity:activity_new", args=[office.posts["vm2"].pk])
    profit = {**ACTIVITY, "organiser": "society", "for_profit": "on"}
    for extra in ({}, {"override": "1", "reason": "领导已同意"}):
        answer = web("vm2").post(url, {**profit, **extra})
        assert answer.status_code == 422
        (error,) = answer.context["form"].errors["organiser"]
        assert "第四十条" in error
    abroad = {**ACTIVITY, "kind": "foreign_affairs"}
    answer = web("vm2").post(url, abroad)
    assert "arrangement" in answer.context["form"].errors
    assert not Activity.objects.exists()


def test_too_much_company_is_remarked_upon_after_saving(office, web):
    url = reverse("activity:activity_new", args=[office.posts["vm2"].pk])
    answer = web("vm2").post(url, {**ACTIVITY, "companions": "9"}, follow=True)
    assert "陪同9人，超过5人" in text(answer)


def test_a_record_is_shown_changed_and_struck_out(office, desk, web):
    row = desk.activity()
    url = reverse("activity:activity", args=[row.pk])
    page = text(web("m2").get(url))
    checked(page)
    assert "松见山" in page
    changed = web("m2").post(url, {**ACTIVITY, "version": "1"})
    assert changed.status_code == 302
    late = web("vm2").post(url, {**ACTIVITY, "title": "后改", "version": "1"})
    assert late.status_code == 422
    assert "他人修改" in text(late)
    void = reverse("activity:activity_void", args=[row.pk])
    assert web("m2").post(void, {}).status_code == 422
    assert web("m2").post(void, {"reason": "登记错了"}).status_code == 302
    page = text(web("m2").get(url))
    assert "已作废：登记错了" in page
    assert "保存修改" not in page
    assert web("m2").post(url, {**ACTIVITY, "version": "3"}).status_code == 403


def test_a_contact_point_is_changed_ended_and_struck_out(office, desk, web):
    point = desk.point()
    url = reverse("activity:contact", args=[point.pk])
    checked(text(web("m2").get(url)))
    early = web("m2").post(url, {**CONTACT, "to_on": "2026-01-01", "version": "1"})
    assert early.status_code == 422
    assert "调整日期不得早于确定日期" in text(early)
    ended = web("m2").post(url, {**CONTACT, "to_on": "2026-06-03", "version": "1"})
    assert ended.status_code == 302
    assert "1月10日—6月3日" in text(web("m2").get(url))
    void = reverse("activity:contact_void", args=[point.pk])
    assert web("m2").post(void, {"reason": "重复登记"}).status_code == 302
    assert not ContactPoint.objects.standing().exists()


def test_a_reception_is_followed_up_on_its_page(office, desk, web):
    row = desk.reception()
    url = reverse("activity:reception_follow", args=[row.pk])
    assert web("m2").post(url, {"followed_on": "2026-06-03"}).status_code == 422
    early = web("m2").post(url, {"followed_on": "2026-06-01", "follow_up": "已修复"})
    assert early.status_code == 422
    assert "回访日期" in text(early)
    done = web("m2").post(url, {"followed_on": "2026-06-03", "follow_up": "已修复"})
    assert done.status_code == 302
    assert "已修复" in text(web("m2").get(reverse("activity:reception", args=[row.pk])))


def test_a_topic_goes_through_its_stages_on_its_page(office, desk, web):
    topic = desk.topic()
    page = reverse("activity:topic", args=[topic.pk])
    checked(text(web("m2").get(page)))
    acts = {"start": {}, "report": {"report": "调研报告"}, "finish": {"result": "写入文件"}}
    for word, values in acts.items():
        url = reverse("activity:topic_act", args=[topic.pk, word])
        if values:
            assert web("m2").post(url, {}).status_code == 422
        assert f'action="{url}"' in text(web("m2").get(page))
        assert f'action="{url}"' not in text(web("mayor").get(page))
        assert web("m2").post(url, values).status_code == 302
    assert ResearchTopic.objects.get(pk=topic.pk).state == T.FINISHED
    again = web("m2").post(reverse("activity:topic_act", args=[topic.pk, "start"]), {})
    assert again.status_code == 422
    assert web("m2").post(f"{page}acts/nothing/", {}).status_code == 404
    checked(text(web("mayor").get(page)))


def test_a_topic_is_edited_while_it_is_open(office, desk, web):
    topic = desk.topic()
    url = reverse("activity:topic_edit", args=[topic.pk])
    assert web("m2").post(url, {**TOPIC, "version": "1"}).status_code == 302
    assert web("m2").post(url, {**TOPIC, "title": "又改", "version": "1"}).status_code == 422
    assert ResearchTopic.objects.get(pk=topic.pk).title == TOPIC["title"]


def test_a_letter_stands_in_the_inbox_is_instructed_and_answered(office, desk, web):
    letter = desk.letter()
    page = reverse("activity:letter", args=[letter.pk])
    assert page in text(web("vm2").get("/"))
    checked(text(web("vm2").get(page)))
    step = desk.step(letter)
    url = reverse("activity:letter_settle", args=[letter.pk, step.pk])
    bare = web("vm2").post(url, {"outcome": "instruct", "version": step.version})
    assert bare.status_code == 422
    said = {"outcome": "instruct", "opinion": "请核实办理。", "version": step.version}
    assert web("vm2").post(url, said).status_code == 302
    assert web("vm2").post(url, said).status_code == 302  # settled: back to the page, with a word
    step = desk.step(letter)
    url = reverse("activity:letter_settle", args=[letter.pk, step.pk])
    assert "请核实办理。" in text(web("m2").get(page))
    done = {"outcome": "done", "opinion": "已修复", "version": step.version}
    assert web("m2").post(url, done).status_code == 302
    assert PublicLetter.objects.get(pk=letter.pk).state == L.ANSWERED
    checked(text(web("vm2").get(page)))


def test_a_substitute_reads_from_the_book_why_the_letter_is_not_his(office, desk, web):
    office.away("vm2", desk.now - dt.timedelta(days=1), desk.now + dt.timedelta(days=3))
    letter = desk.letter()
    page = text(web("vm3").get(reverse("activity:letter", args=[letter.pk])))
    assert "由收信的领导同志本人批示，代行不能办理" in page
    assert "letter_settle" not in page
    assert 'name="opinion"' not in page
    assert 'name="opinion"' in text(web("vm2").get(reverse("activity:letter", args=[letter.pk])))


def test_a_letter_entered_by_mistake_is_taken_back(office, desk, web):
    letter = desk.letter()
    url = reverse("activity:letter_withdraw", args=[letter.pk])
    assert web("wd").post(url, {}).status_code == 422
    assert web("wd").post(url, {"reason": "重复登记"}).status_code == 302
    assert PublicLetter.objects.get(pk=letter.pk).state == L.WITHDRAWN
    again = web("wd").post(url, {"reason": "重复登记"}, follow=True)
    assert "不能撤销" in text(again)


class TestOverview:
    """All leaders for the office, one's own year for a leader."""

    def test_a_leader_is_led_to_his_own_year_and_the_office_to_all(self, office, desk, web):
        own = web("vm2").get("/activity/")
        assert own.status_code == 302
        assert own["Location"] == reverse("activity:leader", args=[office.posts["vm2"].pk])
        for login, number in (("wd", 6), ("sg", 6), ("mayor", 6), ("dsg1", 2), ("m2", 1)):
            assert len(web(login).get("/activity/").context["rows"]) == number, login
        for login in ("nyj.clerk", "nyj.head", "sysadmin"):
            assert web(login).get(reverse("activity:index")).status_code == 403

    def test_the_navigation_names_it_to_whoever_has_part(self, office, web):
        for login, named in (("vm2", True), ("m2", True), ("wd", True), ("nyj.clerk", False)):
            assert ('href="/activity/"' in text(web(login).get("/"))) == named, login

    def test_the_year_is_drawn_with_its_numbers_in_words_and_as_a_table(self, office, desk, web):
        desk.activity(from_on=dt.date(2026, 3, 2), to_on=dt.date(2026, 3, 6))
        page = text(web("vm2").get(reverse("activity:leader", args=[office.posts["vm2"].pk])))
        checked(page)
        label = re.search(r'role="img" aria-label="([^"]*)"', page)
        assert label
        assert label[1] == "今年深入基层5天，按均衡进度今天应为25天，全年应为60天"
        assert re.search(r'<polyline class="ln" points="40,176 ', page)
        assert '<td>3月</td><td class="num">5</td><td class="num">5</td>' in page
        assert "style=" not in page

    def test_a_year_that_is_empty_says_so(self, office, web):
        page = text(web("vm2").get(reverse("activity:leader", args=[office.posts["vm2"].pk])))
        for words in (
            "还没有课题",
            "还没有联系点",
            "还没有接待记录",
            "还没有来信",
            "还没有活动记录",
        ):
            assert words in page
        past = web("wd").get("/activity/?year=2022")
        assert "这一年没有可以查看的记录" in text(past)
        for odd in ("0", "99999", "x", "²⁰²⁶", ""):
            assert web("wd").get(f"/activity/?year={odd}").context["year"] == 2026

    def test_full_pages_are_sound(self, office, desk, web):
        self.fill(desk)
        for login in ("vm2", "m2", "wd"):
            checked(text(web(login).get(reverse("activity:leader", args=[office.posts["vm2"].pk]))))
        checked(text(web("wd").get("/activity/")))

    def test_the_workbook_holds_what_one_may_read_and_no_formula(self, office, desk, web):
        from openpyxl import load_workbook

        self.fill(desk)
        desk.activity("vm4", title='=HYPERLINK("http://x")')
        answer = web("wd").get("/activity/export.xlsx?year=2026")
        book = load_workbook(io.BytesIO(answer.content))
        assert book.sheetnames == ["总表", "活动", "群众接待", "调研课题", "群众来信"]
        titles = [r[2] for r in book["活动"].iter_rows(min_row=2, values_only=True)]
        assert '=HYPERLINK("http://x")' in titles
        assert {c.data_type for row in book["活动"].iter_rows() for c in row} <= {"s", "n", "d"}
        own = load_workbook(io.BytesIO(web("m2").get("/activity/export.xlsx").content))
        names = {r[0] for r in own["活动"].iter_rows(min_row=2, values_only=True)}
        assert names == {"松见山"}
        one = f"/activity/export.xlsx?leader={office.posts['vm4'].pk}"
        assert web("wd").get(one).status_code == 200
        assert web("m2").get(one).status_code == 404
        for odd in ("x", "9" * 30, "0"):
            assert web("wd").get(f"/activity/export.xlsx?leader={odd}").status_code == 404
        assert web("nyj.clerk").get("/activity/export.xlsx").status_code == 403

    @staticmethod
    def fill(desk) -> None:
        point = desk.point()
        desk.activity(companions=9, findings="第一行\n第二行")
        desk.activity(kind="contact_point", contact_point=point, from_on=TODAY)
        desk.activity(half_day=True, topic=desk.topic())
        desk.topic(T.FINISHED, title="写成的课题", planned_on=dt.date(2026, 2, 1))
        desk.topic(T.DROPPED, title="取消的课题")
        desk.reception(on=dt.date(2026, 2, 3), due_on=dt.date(2026, 3, 1))
        desk.reception()
        desk.letter()
        desk.letter(L.ANSWERED)
