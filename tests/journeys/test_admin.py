"""配置: the business administrator changes who stands in for whom, and is told what may not be."""

import datetime as dt
import re

from django.utils import timezone

from tests.journeys.people import WIDE, press


def choose(page, field: str, words: str) -> None:
    """Pick a post in a box of the administration that searches while one types."""
    page.locator(f".field-{field} .select2-selection").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def test_a_second_partner_is_refused_in_a_sentence_that_names_the_first(office):
    page = office.sign_in("bizadmin", WIDE)
    page.goto(f"{office.url}/admin/organisation/abpair/add/")
    choose(page, "post_a", "vm2")
    choose(page, "post_b", "vm6")
    page.locator("[name=from_on]").fill(f"{timezone.localdate()}")
    press(page.locator("[name=_save]"))
    refusal = page.locator(".errornote, .errorlist").all_inner_texts()
    assert re.search("松见山已与兰照溪互为AB角", "".join(refusal)), refusal
    office.look(page, "admin-pair")


def test_a_pair_ends_and_another_begins(office):
    page = office.sign_in("bizadmin", WIDE)
    page.goto(f"{office.url}/admin/organisation/abpair/")
    press(page.get_by_role("row", name=re.compile("vm4|竺清扬")).get_by_role("link").first)
    page.locator("[name=to_on]").fill(f"{timezone.localdate() - dt.timedelta(1)}")
    press(page.locator("[name=_save]"))
    page.locator(".messagelist .success").wait_for()
    page.goto(f"{office.url}/admin/organisation/abpair/add/")
    choose(page, "post_a", "vm5")
    choose(page, "post_b", "vm6")
    page.locator("[name=from_on]").fill(f"{timezone.localdate()}")
    press(page.locator("[name=_save]"))
    page.locator(".messagelist .success").wait_for()
    page.goto(f"{office.url}/organisation/")
    pair = page.get_by_role("region", name="AB角").get_by_text("柳成荫").locator("../..")
    assert "荷听雨" in pair.inner_text()


def test_who_acts_for_whom_on_a_day(office):
    page = office.sign_in("bizadmin", WIDE)
    page.goto(f"{office.url}/admin/organisation/")
    press(page.get_by_role("link", name=re.compile("由谁|代行|履职")).first)
    page.get_by_label("日期或时刻").fill(f"{timezone.localdate()}")
    press(page.get_by_role("button", name="查看"))
    row = page.get_by_role("row", name=re.compile(r"vm2"))
    assert "兰照溪" in row.inner_text()
    assert "代松见山" in row.inner_text()
    office.look(page, "who-acts")
