"""发文: from a draft to the numbered, signed, printed and measured file in everybody's hands."""

import datetime as dt
import io

from django.utils import timezone

from apps.documents.models import Document
from tests.journeys.people import press

TITLE = "咸宁市人民政府关于印发行政执法证件管理办法的通知"
PROOF = {"name": "意见.txt", "mimeType": "text/plain", "buffer": "符合规定。".encode()}
BODY = "现将《咸宁市行政执法证件管理办法》印发给你们，请认真贯彻执行。"


def draft(office):
    """The drafter writes it and sends it to be checked."""
    page = office.sign_in("sfj.clerk")
    page.goto(f"{office.url}/documents/new/outgoing/")
    page.get_by_label("标题", exact=True).fill(TITLE)
    page.get_by_label("主送机关").fill("各县、市、区人民政府，市政府各部门")
    page.get_by_label("公文类别").select_option(label="行政规范性文件")
    page.get_by_label("正文", exact=True).fill(BODY)
    page.get_by_text("分发单位、领导同志", exact=True).click()
    page.get_by_role("checkbox", name="咸安区人民政府").check()
    office.look(page, "draft-outgoing")
    press(page.get_by_role("button", name="送办公室核稿"))
    page.get_by_text("已送市政府办公室核稿").wait_for()
    return page


def prove(office, page):
    """The section enters every proof that the class of document demands."""
    page.locator("[name=disclosure]").select_option("proactive")
    press(page.get_by_role("button", name="确定公开属性"))
    page.get_by_text("公开属性已确定").wait_for()
    enter(page, "公开征求意见")  # before the review, and the meeting after it (20.1)
    bureau = office.sign_in("sfj.clerk")
    bureau.goto(f"{office.url}/documents/{office.document().pk}/")
    enter(bureau)
    page.reload()
    enter(page)
    assert not page.locator(".reqs .light.is-amber").count()


def enter(page, about=""):
    """Fill in every proof that is this person's to give: words, days and a file."""
    mine = page.locator(".reqs li", has=page.locator(".light.is-amber"), has_text=about)
    mine = mine.filter(has=page.get_by_text("登记结论", exact=True))
    today = timezone.localdate()
    while mine.count():
        row = mine.first
        row.get_by_text("登记结论").click()
        row.get_by_label("结论", exact=True).select_option("satisfied")
        for words in row.locator("textarea, input[type=text]:not([name$=shortened])").all():
            words.fill("已按规定完成，材料齐备。")
        for day, ago in zip(row.locator("input[type=date]").all(), (60, 10), strict=False):
            day.fill((today - dt.timedelta(days=ago)).isoformat())
        row.locator("input[type=file]").set_input_files(PROOF)
        press(row.get_by_role("button", name="登记", exact=True))
        page.get_by_role("status").get_by_text("结论已登记").wait_for()
        page.get_by_role("button", name="知道了").first.click()


def test_a_normative_document_is_signed_numbered_printed_and_issued(office):
    draft(office)
    section = office.settle("m6", TITLE, "核稿完成", "已核。")
    page = office.settle("m6", TITLE, "送签", page=section)
    refusal = page.get_by_role("alert").inner_text()
    assert "合法性审核" in refusal, refusal
    office.look(page, "refused-present")
    prove(office, page)
    office.settle("m6", TITLE, "送签", page=page)
    signers = []
    while office.document().state == Document.State.SIGNING:
        step = office.document().steps.get(state="waiting")
        signers.append((step.purpose, step.post.code))
        outcome = "同意签发" if step.purpose == "sign" else "审核同意"
        leader = office.settle(step.post.code, TITLE, outcome, "同意，发。")
        office.look(leader, f"signed-{step.purpose}")
    assert signers[-1] == ("sign", "mayor"), signers

    registry = office.settle("wd", TITLE, "通过并编号")
    assert registry.locator(".paper .to").inner_text() == "各县、市、区人民政府，市政府各部门："
    assert office.document().reference in registry.locator(".fileno").inner_text()
    office.settle("wd", TITLE, "印发", page=registry)
    assert "排版" in registry.get_by_role("alert").inner_text()
    office.work()
    registry.goto(f"{office.url}/documents/{office.document().pk}/")
    assert registry.get_by_text("符合标准").is_visible()
    office.look(registry, "before-issue")
    office.settle("wd", TITLE, "印发", page=registry)
    assert registry.get_by_text("已印发").first.is_visible()
    office.look(registry, "issued")
    printed(registry, office.document())
    received(office)


def printed(page, document):
    """The file that the page opens holds number and title."""
    from pypdf import PdfReader

    href = page.get_by_role("link", name="打开PDF").get_attribute("href")
    answer = page.request.get(page.url.split("/documents/")[0] + href)
    assert answer.headers["content-type"] == "application/pdf"
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.body())).pages)
    together = "".join(text.split())
    assert document.reference in together
    assert document.title.split("关于")[1] in together


def received(office):
    """A unit on the list finds it on its pages and is noted as having read it."""
    clerk = office.sign_in("xa.clerk")
    clerk.goto(f"{office.url}/documents/")
    press(clerk.get_by_role("link", name=TITLE))
    assert "已阅" in clerk.get_by_role("region", name="分发与阅读").inner_text()
