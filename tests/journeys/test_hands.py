"""使用: the keyboard alone, large type on a phone, a double click, two tabs, a lost session."""

import re
from pathlib import Path

import pytest

from apps.trail.models import Event
from tests.journeys.files import request
from tests.journeys.people import PASSWORD, PHONE, WIDE, press

ROOT = Path(__file__).resolve().parents[2]
TITLE = "市农业农村局关于修建机耕路的请示"
OTHER = "市农业农村局关于购置农机的请示"
TYPED = "同意。请市财政局落实资金。"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def decided(document) -> int:
    """Return how many decisions the trail holds."""
    verb = "document.step_settled"
    rows = Event.objects.filter(matter_id=document.pk, verb=verb, payload__purpose="decide")
    return rows.count()


def test_a_leader_works_with_the_keyboard_alone(office):
    first = request(OTHER)
    request(TITLE)
    page = office.sign_in("vm3")
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="快捷键").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).get_by_text(OTHER).wait_for()
    page.keyboard.press("1")
    assert page.get_by_role("radio", name="同意", exact=True).is_checked()
    assert page.locator(".actp .btn-primary").inner_text().startswith("同意")
    page.locator("[data-opinion]").focus()
    page.keyboard.type("同意123。")
    assert page.get_by_role("radio", name="同意", exact=True).is_checked(), "typed, not chosen"
    page.keyboard.press("Control+Enter")
    page.get_by_role("status").get_by_text("已同意").wait_for()
    assert decided(first) == 1
    page.keyboard.press("/")
    page.keyboard.type("机耕路")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=TITLE).wait_for()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url(f"{office.url}/documents/")


def test_the_rows_of_a_list_are_the_one_before_and_the_one_after(office):
    request(OTHER)
    request(TITLE)
    page = office.sign_in("vm3")
    first, second = (page.locator("[data-row] h3 a").nth(place).inner_text() for place in range(2))
    page.locator("[data-row] h3 a").nth(0).click()
    page.get_by_role("heading", level=1).get_by_text(first).wait_for()
    nearby = page.get_by_role("navigation", name="清单中的前后件")
    assert nearby.get_by_role("link").all_inner_texts() == ["下一件"]
    page.keyboard.press("]")
    page.get_by_role("heading", level=1).get_by_text(second).wait_for()
    assert nearby.get_by_role("link", name="上一件").get_attribute("title") == first
    page.keyboard.press("[")
    page.get_by_role("heading", level=1).get_by_text(first).wait_for()
    page.goto(f"{office.url}/rules/31/")
    assert not nearby.is_visible()


def test_every_key_of_the_help_does_something_somewhere():
    """What the dialog names is what keys.js listens to, and nothing more."""
    help_text = (ROOT / "templates" / "_keys.html").read_text(encoding="utf-8")
    script = (ROOT / "static" / "js" / "keys.js").read_text(encoding="utf-8")
    named = set(re.findall(r"<kbd>(.)</kbd>", help_text)) - set("15")
    table = script[script.index("var KEYS") : script.index("document.addEventListener")]
    heard = set(re.findall(r"^ {4}'?(.)'?: function", table, re.MULTILINE))
    assert named == heard
    marks = set(re.findall(r"press\('(?:a|input)?\[([a-z-]+)", table))
    pages = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "templates").rglob("*.html"))
    scripts = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "static/js").glob("*.js"))
    assert [mark for mark in marks if mark not in pages + scripts] == []


def test_large_type_on_a_phone_never_scrolls_sideways(office):
    document = request(TITLE)
    draft = request(OTHER, upto="")
    leader, clerk = office.sign_in("vm3", PHONE), office.sign_in("nyj.clerk", PHONE)
    places = (
        (leader, "/"),
        (leader, "/documents/"),
        (leader, f"/documents/{document.pk}/"),
        (clerk, f"/documents/{draft.pk}/edit/"),
        (clerk, "/documents/new/outgoing/"),
    )
    for page, path in places:
        page.context.add_cookies([{"name": "size", "value": "xl", "url": office.url}])
        page.goto(office.url + path)
        assert page.locator("html").get_attribute("data-size") == "xl"
        office.look(page, "xl" + path.replace("/", "-"))
        assert page.evaluate(SIDEWAYS) <= 0, path


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])
def test_a_double_click_decides_once(office, size):
    document = request(TITLE)
    page = office.sign_in("vm3", size)
    page.goto(f"{office.url}/documents/{document.pk}/")
    page.get_by_role("radio", name="同意", exact=True).check()
    page.locator(".actp .btn-primary").dblclick()
    page.get_by_role("status").get_by_text("已同意").wait_for()
    assert decided(document) == 1


def test_the_second_tab_is_told_that_it_is_done(office):
    document = request(TITLE)
    one = office.sign_in("vm3")
    two = one.context.new_page()
    office.watch(two)
    for tab in (one, two):
        tab.goto(f"{office.url}/documents/{document.pk}/")
    one.get_by_role("radio", name="同意", exact=True).check()
    press(one.locator(".actp .btn-primary"))
    one.get_by_role("status").get_by_text("已同意").wait_for()
    two.get_by_role("radio", name="不同意", exact=True).check()
    two.locator("[data-opinion]").fill("暂缓。")
    press(two.locator(".actp .btn-primary"))
    two.get_by_role("status").get_by_text("已办理").wait_for()
    document.refresh_from_db()
    assert (decided(document), document.result) == (1, "agreed")


def test_a_lost_session_keeps_what_was_typed(office):
    document = request(TITLE)
    page = office.sign_in("vm3")
    page.goto(f"{office.url}/documents/{document.pk}/")
    page.get_by_role("radio", name="同意", exact=True).check()
    page.locator("[data-opinion]").fill(TYPED)
    page.context.clear_cookies(name="sessionid")
    press(page.locator(".actp .btn-primary"))
    page.get_by_label("用户名").fill("vm3")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    press(page.get_by_role("button", name="登录", exact=True))
    page.wait_for_url(f"{office.url}/documents/{document.pk}/")
    assert page.locator("[data-opinion]").input_value() == TYPED
    assert decided(document) == 0


def test_a_scanner_with_a_browser_changes_nothing(office):
    document = request(TITLE)
    office.work()
    link = office.link("vm3")
    scanner = office.page()
    methods = []
    scanner.on("request", lambda r: methods.append(r.method))
    scanner.goto(link)
    scanner.wait_for_timeout(4000)
    assert set(methods) == {"GET"}
    assert scanner.locator("input:checked[name=outcome]").count() == 0
    step = document.steps.get(purpose="decide")
    assert (step.state, step.decision_links.get().state) == ("waiting", "active")


def test_a_decision_on_paper_is_entered_with_its_scan(office, tmp_path):
    document = request(TITLE)
    page = office.sign_in("m3")
    page.goto(f"{office.url}/documents/{document.pk}/")
    page.get_by_text("代录纸质批示").click()
    form = page.locator("form[id^=paper]")
    form.get_by_label("批示结果").select_option("agree")
    form.get_by_label("批示人").select_option(label="兰照溪")
    form.get_by_label("批示原文").fill(TYPED)
    form.evaluate("form => { form.noValidate = true; }")
    press(form.get_by_role("button", name="代录批示"))
    assert "批示原件扫描件" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("批示原文").input_value() == TYPED
    office.look(page, "paper-refused")
    scan = tmp_path / "批示.txt"
    scan.write_text("批示原件", encoding="utf-8")
    page.get_by_label("批示原件扫描件").set_input_files(scan)
    press(page.get_by_role("button", name="代录批示"))
    page.get_by_role("status").get_by_text("批示已代录").wait_for()
    assert "由薇拟办3代录" in page.locator(".trail").inner_text()
