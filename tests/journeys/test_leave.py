"""请销假: asked from a phone, approved from a letter; the partner's desk fills, then empties."""

import datetime as dt

from django.utils import timezone

from apps.leave.models import Leave
from tests.journeys.people import PHONE, PIN, READING_MS, press


def ask(page, office, first: dt.date, last: dt.date, place: str, kind: str = "因公出差") -> None:
    """Fill the form in as anybody would, and send it."""
    page.goto(f"{office.url}/leave/new/")
    page.get_by_role("radio", name=kind, exact=True).check()
    page.get_by_label("离开日期").fill(first.isoformat())
    page.get_by_label("返回日期").fill(last.isoformat())
    page.get_by_label("前往地点").fill(place)
    page.get_by_label("事由").fill("参加招商推介会。")
    page.get_by_label("联系电话").fill("0715-8126000")


def approve_by_letter(office, login: str):
    """Open the newest letter's link on a phone and agree."""
    phone = office.page(PHONE, has_touch=True, is_mobile=True)
    phone.goto(office.link(login))
    phone.get_by_role("radio", name="同意", exact=True).check()
    phone.get_by_label("审批口令").fill(PIN)
    phone.wait_for_timeout(READING_MS)
    press(phone.get_by_role("button", name="确认批准请假"))
    phone.wait_for_url("**/m/done/**")
    return phone


def titles(page, office) -> str:
    """Return what stands on somebody's desk."""
    page.goto(office.url)
    return page.locator(".main").inner_text()


def test_a_vice_mayor_is_away_his_partner_acts_and_his_return_ends_it(office):
    today = timezone.localdate()
    head = office.sign_in("jtj.head")
    later = today + dt.timedelta(days=40)
    ask(head, office, later, later, "武汉市")
    press(head.get_by_role("button", name="报送", exact=True))
    request = Leave.objects.get().title

    phone = office.sign_in("vm4", PHONE, has_touch=True, is_mobile=True)
    assert request in titles(phone, office)
    ask(phone, office, today, today + dt.timedelta(days=1), "广东省深圳市")
    found = phone.locator("#leave-found")
    found.get_by_text("代竺清扬").wait_for()
    assert request in found.inner_text(), "what moves to the partner is shown before sending"
    office.look(phone, "leave-form")
    press(phone.get_by_role("button", name="报送", exact=True))
    assert "事后补假" in phone.get_by_role("alert").inner_text()
    phone.get_by_label("理由").fill("临时接到会议通知。")
    press(phone.get_by_role("button", name="写明原因，仍然报送"))
    assert phone.get_by_text("请假单已报送").is_visible()

    partner = office.sign_in("vm5")
    assert request not in titles(partner, office)
    office.work()
    approve_by_letter(office, "mayor")
    office.work()
    assert request in titles(partner, office), "the partner's desk fills"
    assert "代竺清扬" in titles(partner, office)
    assert request not in titles(phone, office)

    phone.goto(f"{office.url}/leave/")
    press(phone.get_by_role("link", name="竺清扬").first)
    office.look(phone, "leave-return")
    press(phone.get_by_role("button", name="销假", exact=True))
    assert phone.get_by_text("已销假，代行随即终止").is_visible()
    assert request not in titles(partner, office), "his return empties it"
    assert request in titles(phone, office)
