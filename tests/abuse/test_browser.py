"""3: a scanner with a whole browser; beside it what else only a browser can show.

Runs the system's Chromium; without one the table of cases has a hole, and the skip says so.
"""

import shutil

import pytest
from django.db import connections

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WAIT_MS = 30_000


@pytest.fixture
def page(monkeypatch):
    if CHROMIUM is None:
        pytest.skip("NO CHROMIUM: abuse cases 3 and 22 are not tried in a real browser")
    playwright = pytest.importorskip("playwright.sync_api")
    # Playwright runs an event loop in this thread, which Django would take for async code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844})
        yield page
        browser.close()
    connections.close_all()


@pytest.mark.abuse(3)
def test_03_a_browser_that_runs_scripts_changes_nothing(abuse_committed, live_server, page):
    sent = abuse_committed.send()
    asked, said = [], []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    page.on("console", lambda line: said.append(line.text))
    answer = page.goto(f"{live_server.url}{sent.page}")
    page.wait_for_timeout(WAIT_MS)
    assert answer.status == 200
    assert asked == [("GET", f"{live_server.url}{sent.page}")]  # no sub-resource, no second visit
    assert said == []
    assert page.locator("input:checked").count() == 0
    assert page.locator("script, iframe, img, link, meta[http-equiv]").count() == 0
    assert sent.untouched()
    page.get_by_role("button", name="确认批示").click()
    page.get_by_role("alert").wait_for()
    assert sent.refusals() == ["outcome_missing"]
    assert sent.untouched()


def test_no_other_site_can_frame_the_page(abuse_committed, live_server, page):
    sent = abuse_committed.send()
    page.route(
        "http://evil.example/**",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<iframe src="{live_server.url}{sent.page}" width=390 height=800></iframe>',
        ),
    )
    page.goto("http://evil.example/")
    page.wait_for_timeout(1500)
    (framed,) = page.frames[1:]
    assert framed.get_by_role("button", name="确认批示").count() == 0
    assert sent.untouched()


def test_a_leader_decides_on_his_phone(abuse_committed, live_server, page):
    sent = abuse_committed.send()
    page.goto(f"{live_server.url}{sent.page}")
    page.get_by_text("看正文").click()
    assert page.get_by_text("拟投资一百万元修建人行道").is_visible()
    page.get_by_role("radio", name="同意", exact=True).check()
    page.get_by_label("意见").fill("同意，请抓紧。")
    page.get_by_label("审批口令").fill("318264")
    page.wait_for_timeout(2100)
    with page.expect_navigation(url="**/m/done/**"):
        page.get_by_role("button", name="确认批示").click()
    assert page.get_by_text("批示：同意").is_visible()
    step = sent.step
    step.refresh_from_db()
    assert (step.state, step.opinion, step.channel) == ("settled", "同意，请抓紧。", "mail_link")
