"""A scanner with a whole browser opens the page, waits and leaves: nothing happens.

The rest of the abuse cases is in test_mail_pages.py; here a real Chromium runs whatever there is.
"""

import shutil

import pytest
from django.db import connections

from tests.matters.cast import build_cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WAIT_MS = 3000


@pytest.fixture
def page(monkeypatch):
    if CHROMIUM is None:
        pytest.skip("NO CHROMIUM: decision pages are not tried in a real browser")
    playwright = pytest.importorskip("playwright.sync_api")
    # Playwright runs an event loop in this thread, which Django would take for async code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844})
        yield page
        browser.close()


@pytest.mark.abuse(3)
def test_3_a_browser_that_runs_scripts_changes_nothing(
    transactional_db, monkeypatch, live_server, page
):
    cast = build_cast(monkeypatch)
    step, link, token = cast.sent()
    asked, said = [], []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    page.on("console", lambda line: said.append(line.text))
    answer = page.goto(f"{live_server.url}/m/a/{token}")
    page.wait_for_timeout(WAIT_MS)
    assert answer.status == 200
    assert [method for method, _ in asked] == ["GET"]
    assert said == []
    assert page.locator("input:checked").count() == 0
    _nothing_happened(step, link)
    page.get_by_role("button", name="确认批示").click()
    page.wait_for_timeout(WAIT_MS)
    _nothing_happened(step, link)
    connections.close_all()


def test_a_leader_decides_on_his_phone(transactional_db, monkeypatch, live_server, page):
    cast = build_cast(monkeypatch)
    step, _, token = cast.sent()
    page.goto(f"{live_server.url}/m/a/{token}")
    page.get_by_text("看正文").click()
    assert page.get_by_text("拟投资一百万元修建人行道").is_visible()
    page.get_by_role("radio", name="同意", exact=True).check()
    page.get_by_label("意见").fill("同意，请抓紧。")
    page.get_by_label("审批口令").fill("318264")
    page.wait_for_timeout(2100)
    with page.expect_navigation(url="**/m/done/**"):
        page.get_by_role("button", name="确认批示").click()
    assert page.get_by_text("批示：同意").is_visible()
    step.refresh_from_db()
    assert (step.state, step.opinion, step.channel) == ("settled", "同意，请抓紧。", "mail_link")
    connections.close_all()


def _nothing_happened(step, link):
    step.refresh_from_db()
    link.refresh_from_db()
    assert (step.state, step.version, link.state, link.pin_failures) == ("waiting", 1, "active", 0)
