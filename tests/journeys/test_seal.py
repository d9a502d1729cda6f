"""用印和核验: a seal is entered, set on a checked page, and anybody finds the file whole."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from random import Random

import ofdkit
import pytest
from django.utils import timezone

from apps.documents.demo.seals import sample_seal
from apps.documents.demo.walk import Clock, Walk
from apps.documents.models import SealUse
from apps.workdays.calendar import WorkCalendar
from tests.journeys.people import PHONE, press
from tests.typesetting.signature.kit import folders

TITLE = "咸宁市人民政府关于做好秋冬农业生产工作的通知"
BODY = (
    "为做好秋冬农业生产工作，现就有关事项通知如下。\n一、加强组织领导。各地各部门要压实责任。\n"
    "二、强化服务保障。农业农村部门要加强技术指导。"
)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def seal_keys(settings):
    private, public = folders()
    settings.OA_SEAL_KEYS, settings.OA_SEAL_PUBLIC = str(private), public


class Minutes(Clock):
    """A clock that moves a minute for each act and ends before now."""

    def tick(self) -> dt.datetime:
        self.now += dt.timedelta(minutes=1)
        return self.now


def numbered() -> Walk:
    """Return a document that was signed and has its number; its page is not typeset yet."""
    now = timezone.now()
    start = now - dt.timedelta(hours=1)
    walk = Walk(Minutes(start, now, WorkCalendar({}, frozenset()), Random(1)), uuid.uuid4())
    walk.draft(
        "nyj",
        "outgoing",
        title=TITLE,
        document_kind="notice",
        issuer="city_government",
        doc_class="ordinary",
        addressees=["各县、市、区人民政府", "市政府各部门"],
        body_text=BODY,
        disclosure="on_request",
    )
    walk.send()
    walk.settle("check", "agree", "已核。")
    walk.prove({})
    walk.settle("present", "done", option=0)
    while walk.waiting() in ("review", "sign"):
        walk.settle(walk.waiting(), "agree", "同意，发。")
    walk.settle("final_check", "pass")
    return walk


def enter_seal(office) -> None:
    """The security administrator uploads the seal and gives it to the registry."""
    page = office.sign_in("secadmin")
    page.goto(f"{office.url}/admin/documents/seal/add/")
    page.locator("[name=unit]").select_option(label="咸宁市人民政府")
    page.locator("[name=name]").fill("咸宁市人民政府")
    page.locator("[name=diameter_mm]").fill("45")
    page.locator("#id_keepers_from").select_option(label="文电科科长（wd）")
    page.locator("#id_keepers_add, #id_keepers_add_link").first.click()
    page.locator("[name=valid_from_on]").fill(f"{timezone.localdate()}")
    drawing = {
        "name": "seal.svg",
        "mimeType": "image/svg+xml",
        "buffer": sample_seal("咸宁市人民政府"),
    }
    page.locator("[name=image_file]").set_input_files(drawing)
    press(page.locator("[name=_save]"))
    page.locator(".messagelist .success").wait_for()
    office.look(page, "seal-register")


def check(office, pdf: bytes, size=None):
    """Let somebody who has no account check a file."""
    page = office.page(size) if size else office.page()
    page.goto(f"{office.url}/login/")
    press(page.get_by_role("link", name="核验公文印章"))
    file = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": pdf}
    page.get_by_label("PDF文件").set_input_files(file)
    press(page.get_by_role("button", name="核验"))
    return page


def answer(page) -> str:
    return page.get_by_role("status").first.inner_text()


def test_a_document_is_sealed_issued_and_checked_by_anybody(office, seal_keys):
    enter_seal(office)
    walk = numbered()
    url = f"{office.url}/documents/{walk.document.pk}/"
    registry = office.sign_in("wd")
    registry.goto(url)
    card = registry.get_by_role("region", name="用印")
    assert "检查合格后" in card.inner_text()
    office.work()
    registry.goto(url)
    office.look(registry, "seal-before")
    office.settle("wd", TITLE, "印发", page=registry)
    assert "尚未加盖“咸宁市人民政府”印章" in registry.get_by_role("alert").inner_text()
    registry.goto(url)
    press(card.get_by_role("button", name="用印"))
    registry.get_by_text("已登记用印，印章正在加盖").wait_for()
    assert "正在加盖" in card.inner_text()
    office.work()
    registry.goto(url)
    assert "已加盖“咸宁市人民政府”印章。文电科科长" in card.inner_text()
    office.look(registry, "sealed")
    office.settle("wd", TITLE, "印发", page=registry)
    assert registry.get_by_text("已印发").first.is_visible()

    pdf = registry.request.get(f"{url}page.pdf").body()
    whole = check(office, pdf)
    assert "文件完整，与本系统印发并登记的文件一致" in answer(whole)
    assert SealUse.objects.get().reference in answer(whole)
    assert "文电科科长岗位" in answer(whole)
    office.look(whole, "verify-whole")
    changed = bytearray(pdf)
    changed[len(pdf) // 3] ^= 1
    broken = check(office, bytes(changed), PHONE)
    assert "文件完整，" not in answer(broken)
    assert "改动" in answer(broken) or "无法核验" in answer(broken)
    assert broken.evaluate(SIDEWAYS) <= 0
    office.look(broken, "verify-broken")
    phone = check(office, pdf, PHONE)
    assert phone.evaluate(SIDEWAYS) <= 0
    office.look(phone, "verify-whole")
    downloads(registry, url)


def downloads(page, url: str) -> None:
    """The second format comes from the same page, with the same words."""
    page.goto(url)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载OFD").click()
    assert waiting.value.suggested_filename.endswith(".ofd")
    with open(waiting.value.path(), "rb") as found, ofdkit.open(io.BytesIO(found.read())) as ofd:
        assert SealUse.objects.get().reference in "".join(ofd.text().split())
