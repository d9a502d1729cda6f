"""领导去向 and the notes on a step in a real browser: keys, phone, paper, a leave cut short."""

import datetime as dt
import io
import re
import unicodedata

import pytest
from django.utils import timezone

from apps.organisation import services
from apps.organisation.models import Absence
from tests.journeys.files import request
from tests.journeys.people import PHONE, WIDE
from tests.journeys.test_accessibility import FAULTS

TITLE = "市农业农村局关于修建灌溉渠的请示"
WRITTEN = "拟同意，请补充资金来源。"


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])
def test_the_week_and_the_month_are_read_on_a_desk_and_on_a_phone(office, size):
    page = office.sign_in("mayor", size)
    for view in ("week", "month"):
        page.goto(f"{office.url}/whereabouts/?view={view}")
        assert page.evaluate(FAULTS) == []
        office.look(page, f"whereabouts-{view}")
        shown = page.locator(".wb-days" if size is PHONE else "table.wb").first
        assert shown.is_visible()
        assert "松见山" in shown.inner_text()
        assert "兰照溪代行" in shown.inner_text()
    hidden = page.locator("table.wb" if size is PHONE else ".wb-days").first
    assert not hidden.is_visible()
    page.goto(f"{office.url}/me/calendar/")
    page.get_by_role("button", name="生成订阅地址").click()
    page.get_by_text("只显示这一次").wait_for()
    assert page.evaluate(FAULTS) == []
    assert re.search(r"/m/c/[\w-]{43}\.ics$", page.locator("#address").input_value())
    office.look(page, "my-calendar")


def test_keys_turn_the_weeks_and_lead_back_to_today(office):
    page = office.sign_in("mayor")
    page.goto(f"{office.url}/whereabouts/")
    week = page.locator("h1").inner_text()
    for key, same in (("]", False), ("[", True), ("[", False), ("t", True)):
        with page.expect_navigation():
            page.keyboard.press(key)
        assert (page.locator("h1").inner_text() == week) is same, key


@pytest.mark.parametrize("view", ["week", "month"])
def test_on_paper_it_is_one_sheet_of_a4_across(office, view):
    import pypdf

    page = office.sign_in("mayor")
    page.goto(f"{office.url}/whereabouts/?view={view}")
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(paper.pages) == 1
    width, height = (round(float(x) / 72 * 25.4) for x in paper.pages[0].mediabox[2:])
    assert (width, height) == (297, 210)
    text = "".join(paper.pages[0].extract_text().split())
    text = unicodedata.normalize("NFKC", text)  # the fonts write radicals for some characters
    assert "兰照溪代行" in text
    assert "工作台" not in text


def test_what_the_substitute_was_writing_comes_to_the_leader_who_returns_early(office):
    request(TITLE)
    office.work()
    page = office.sign_in("vm3")
    page.get_by_role("link", name=TITLE).first.click()
    field = page.locator("[data-opinion]")
    field.fill(WRITTEN)
    page.locator("[data-keep-said]", has_text="已于").wait_for()
    now = timezone.now()
    absence = Absence.objects.covering(now).get(person__username="vm2")
    services.end_absence(absence=absence, by=None, at=now - dt.timedelta(seconds=1))
    office.work()
    field.fill(WRITTEN + "并请审计局会签。")
    page.locator("[data-keep-said]", has_text="现不由您").wait_for()
    office.look(page, "note-too-late")
    leader = office.sign_in("vm2", PHONE)
    leader.goto(f"{office.url}/")
    leader.get_by_role("link", name=TITLE).first.click()
    note = leader.locator(".inset", has_text=WRITTEN)
    assert "兰照溪" in note.inner_text()
    assert "代松见山" in note.inner_text()
    assert "未办理" in note.inner_text()
    office.look(leader, "note-returned")
    mailed = office.page(PHONE)
    mailed.goto(office.link("vm2"))
    assert WRITTEN in mailed.locator("main, body").first.inner_text()
    office.settle("vm2", TITLE, "同意", "同意。", page=leader)
    assert office.document().state != "deciding"
