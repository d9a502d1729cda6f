"""一件公文的版面：从 Word 导入到签发、用印、核验，起草人看到的、签发的和核验的是同一张纸。"""

from __future__ import annotations

import io
from pathlib import Path

import ofdkit
import pytest
from django.utils import timezone

from apps.documents.models import Document, SealUse
from apps.organisation import authority
from apps.typesetting import check as measure
from apps.typesetting.checker.reading import read_sheets
from tests.journeys.people import press
from tests.journeys.test_seal import answer, enter_seal
from tests.journeys.test_seal import check as verify
from tests.typesetting.docx.oxml import CENTRE, RIGHT, Draft
from tests.typesetting.signature.kit import folders

TYPED = "咸宁市人民政府关于做好全市，秋冬农业生产和水利建设有关工作的通知"
TITLE = "咸宁市人民政府关于做好全市秋冬农业生产和水利建设有关工作的通知"
LINES = ("咸宁市人民政府关于做好全市", "秋冬农业生产和水利建设有关工作的通知")


@pytest.fixture
def word(tmp_path, settings) -> Path:
    """A draft from Word whose title holds a comma; the keys of the site's seals."""
    private, public = folders()
    settings.OA_SEAL_KEYS, settings.OA_SEAL_PUBLIC = str(private), public
    d = Draft()
    d.line("咸宁市人民政府文件", align=CENTRE, size=48, red=True)
    d.line(
        "咸宁市人民政府关于做好全市，秋冬农业生产和水利建设有关工作的通知", align=CENTRE, size=22
    )
    d.line("各县、市、区人民政府，市政府各部门：")
    d.line("为抓好秋冬农业生产，现就有关事项通知如下。")
    d.line("一、抓好秋播。各地要落实面积。")
    d.line("二、加强管护。各地要明确专人负责。")
    d.line("咸宁市人民政府", align=RIGHT)
    d.line("2026年6月2日", align=RIGHT)
    path = tmp_path / "秋冬生产.docx"
    path.write_bytes(d.data())
    return path


def write(office, word: Path):
    """Import it, look at the page, move the title's break, save; nothing was kept before."""
    page = office.sign_in("nyj.clerk")
    page.goto(f"{office.url}/documents/new/outgoing/")
    page.get_by_label("Word 文件").set_input_files(word)
    press(page.get_by_role("button", name="导入到表单"))
    assert "尚未保存" in page.get_by_role("region", name="导入结果").inner_text()
    with page.context.expect_event("response", lambda r: r.url.endswith("/preview/")) as shown:
        page.get_by_role("button", name="看版式").click()
    assert shown.value.headers["content-type"] == "application/pdf"
    press(page.get_by_role("button", name="检查版式"))
    said = page.get_by_role("region", name="版式检查")
    assert "有不符合项" in said.inner_text()
    assert "距左边" in said.locator(".reqs li").first.inner_text()
    office.look(page, "page-typed")
    assert not Document.objects.exists()
    page.get_by_label("重要文件").check()
    press(page.get_by_role("button", name="保存草稿"))
    return page


def measures(office, page) -> tuple[str, str]:
    """Return what the checker says of the draft: the verdict, the first row of its list."""
    press(page.get_by_role("link", name="检查版式"))
    verdict = page.locator(".head .badge").inner_text()
    first = page.locator(".reqs li").first.inner_text()
    office.look(page, f"page-{verdict}")
    press(page.get_by_role("link", name="返回公文"))
    return verdict, first


def mend(office, page) -> None:
    """What the checker found is mended in the form, and the title broken another way."""
    verdict, first = measures(office, page)
    assert verdict == "有不符合项"
    assert "标题" in first
    assert "距左边" in first
    page.goto(f"{office.url}/documents/{office.document().pk}/edit/")
    page.get_by_label("标题", exact=True).fill("｜".join(LINES))
    press(page.get_by_role("button", name="保存草稿"))
    verdict, first = measures(office, page)
    assert verdict == "符合标准"


def download(page, name: str) -> bytes:
    with page.expect_download() as downloading:
        page.get_by_role("link", name=name).click()
    return Path(downloading.value.path()).read_bytes()


def title_of(pdf: bytes) -> tuple[str, ...]:
    return tuple(row.text for row in read_sheets(pdf)[0].text_rows if row.size > 20)


def take_home(page) -> None:
    """PDF, Word and OFD of the draft bear the title as it was broken."""
    pdf = page.request.get(f"{page.url}page.pdf").body()
    assert title_of(pdf) == LINES
    assert download(page, "下载Word")[:2] == b"PK"
    with ofdkit.open(io.BytesIO(download(page, "下载OFD"))) as ofd:
        assert LINES[1] in "".join(ofd.text().split())


def sign(office) -> None:
    """The office checks and presents it; every leader on its way signs, the mayor last."""
    desk = office.document().steps.get(state="waiting").post.code
    section = office.settle(desk, TITLE, "核稿完成", "已核。")
    section.locator("[name=disclosure]").select_option("on_request")
    press(section.get_by_role("button", name="确定公开属性"))
    office.settle(desk, TITLE, "送签", page=section)
    signers = []
    while office.document().state == Document.State.SIGNING:
        step = office.document().steps.get(state="waiting")
        signers.append((step.purpose, step.post.code))
        outcome = "同意签发" if step.purpose == "sign" else "审核同意"
        person, _ = authority.acting(step.post, timezone.now()).people[0]
        office.settle(person.username, TITLE, outcome, "同意，发。")
    assert signers[-1] == ("sign", "mayor"), signers


def seal(office) -> bytes:
    """The registry numbers it, seals it on the checked page and issues it; returns the file."""
    registry = office.settle("wd", TITLE, "通过并编号")
    url = f"{office.url}/documents/{office.document().pk}/"
    office.work()
    registry.goto(url)
    press(registry.get_by_role("region", name="用印").get_by_role("button", name="用印"))
    office.work()
    registry.goto(url)
    office.settle("wd", TITLE, "印发", page=registry)
    assert registry.get_by_text("已印发").first.is_visible()
    return registry.request.get(f"{url}page.pdf").body()


def test_a_word_draft_becomes_a_sealed_page_that_anybody_finds_whole(office, word):
    enter_seal(office)
    page = write(office, word)
    mend(office, page)
    take_home(page)
    press(page.get_by_role("button", name="送办公室核稿"))
    sign(office)
    pdf = seal(office)

    report = measure(pdf, "down")
    assert report.ok, [fact.sentence for fact in report.failures]
    assert {"seal-centre", "seal-covers", "seal-top"} <= {fact.id for fact in report.facts}
    assert title_of(pdf) == LINES
    whole = answer(verify(office, pdf))
    assert "文件完整，与本系统印发并登记的文件一致" in whole
    assert SealUse.objects.get().reference in whole
    changed = bytearray(pdf)
    changed[len(pdf) // 2] ^= 1
    assert "文件完整，" not in answer(verify(office, bytes(changed)))
