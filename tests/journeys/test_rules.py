"""From a paper to the rule behind it and back: why it is here, the clause in place, the list."""

from tests.journeys.people import PHONE, press
from tests.journeys.test_incoming import TITLE, to_the_leader


def test_from_a_matter_to_its_clause_to_the_matters_under_it(office):
    to_the_leader(office)
    page = office.sign_in("vm3")
    press(page.locator("[data-row]", has_text=TITLE).get_by_role("link", name="为什么"))
    assert page.get_by_role("heading", name="为什么到“批示”").is_visible()

    page.locator("section.why a.cite").first.click()
    clause = page.locator("dialog#clause[open]")
    clause.locator(".doc-text").wait_for()
    assert page.url.endswith("/why/"), "the clause opens in place"
    assert clause.locator("mark").first.is_visible()
    press(clause.get_by_role("link", name="件正在办理"))
    assert page.locator("tbody").get_by_text(TITLE).is_visible()
    office.look(page, "clause-matters")

    page.go_back()
    page.get_by_label("岗位").fill("柏云舟　市长")
    press(page.get_by_role("button", name="查看"))
    assert page.get_by_role("heading", name="柏云舟　市长").is_visible()
    assert page.get_by_text("此环节不由您办理").first.is_visible()
    office.look(page, "why")


def test_the_rules_are_read_searched_and_turned_by_key(office):
    page = office.sign_in("mayor")
    page.goto(f"{office.url}/rules/31/")
    here = page.locator(".rules > .toc a[aria-current]")
    assert here.is_visible()
    assert here.bounding_box()["y"] < page.viewport_size["height"], "the place where one is shows"
    with page.expect_navigation():
        page.keyboard.press("]")
    assert "/rules/32/" in page.url
    page.get_by_role("searchbox", name="搜条文").fill("会签")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("mark", has_text="会签").first.is_visible()
    phone = office.sign_in("mayor", PHONE)
    phone.goto(f"{office.url}/rules/31/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    office.look(phone, "rules")
