"""收文: a 请示 goes from a department to a decision by mail, and its answer comes back."""

import re

from tests.journeys.people import PHONE, PIN, READING_MS, press

TITLE = "市农业农村局关于建设高标准农田的请示"
BODY = "为落实年度任务，拟在双溪片区建设高标准农田五千亩。\n妥否，请批示。"


def write(office):
    """The clerk writes, is told what is wrong, finds everything as typed, and sends."""
    page = office.sign_in("nyj.clerk")
    press(page.get_by_role("link", name="公文", exact=True).first)
    press(page.get_by_role("link", name="报送请示、报告"))
    page.get_by_label("标题", exact=True).fill(TITLE)
    page.get_by_label("正文", exact=True).fill(BODY)
    press(page.get_by_role("button", name="送部门签发"))
    refusal = page.get_by_role("alert")
    assert "联系人" in refusal.inner_text()
    press(page.get_by_role("link", name="返回修改"))
    assert page.get_by_label("标题", exact=True).input_value() == TITLE
    assert page.get_by_label("正文", exact=True).input_value().split() == BODY.split()
    page.get_by_label("联系人").fill("苗联络")
    page.get_by_label("联系电话").fill("0715-8126000")
    press(page.get_by_role("button", name="送部门签发"))
    assert page.get_by_role("status").get_by_text("已送部门签发").is_visible()
    return page


def to_the_leader(office):
    """Everything before the leaders: released, signed for, numbered, accepted, proposed."""
    clerk = write(office)
    office.settle("nyj.head", TITLE, "签发报送", "同意报送。")
    registry = office.settle("wd", TITLE, "签收")
    office.settle("wd", TITLE, "登记编号", page=registry)
    office.settle("wd", TITLE, "受理", page=registry)
    office.settle("m3", TITLE, "提出拟办意见", "拟请松见山副市长批示。")
    office.work()
    return clerk


def test_the_partner_decides_from_a_letter_on_a_phone(office):
    clerk = to_the_leader(office)
    assert office.letter("vm2") is None, "the absent leader gets no link"
    link = office.link("vm3")
    assert TITLE in office.letter("vm3").subject

    phone = office.page(PHONE, has_touch=True, is_mobile=True)
    phone.goto(link)
    assert phone.get_by_text("代松见山").first.is_visible()
    assert phone.context.cookies(office.url) == [] or not any(
        c["name"] == "sessionid" for c in phone.context.cookies(office.url)
    )
    phone.get_by_role("radio", name="同意", exact=True).check()
    phone.get_by_label("意见").fill("同意。请市财政局落实资金。")
    phone.get_by_label("审批口令").fill(PIN)
    phone.wait_for_timeout(READING_MS)
    press(phone.get_by_role("button", name="确认批示"))
    phone.wait_for_url("**/m/done/**")
    assert phone.get_by_text("批示：同意").is_visible()
    assert phone.get_by_text("代松见山").is_visible()
    answer = phone.goto(link)
    assert answer.status == 410
    assert phone.get_by_text(re.compile("已由您于.*办理")).is_visible()

    office.settle("m3", TITLE, "答复并办结", opinion="请按批示办理。")
    office.work()
    assert "同意" in office.letter("nyj.clerk").body
    clerk.goto(office.url + "/documents/")
    press(clerk.get_by_role("link", name=TITLE).first)
    trail = clerk.locator(".trail").inner_text()
    assert "邮件办理" in trail
    assert "代松见山" in trail
    assert "请市财政局落实资金" in trail
    assert clerk.locator(".head").get_by_text("同意").is_visible()
