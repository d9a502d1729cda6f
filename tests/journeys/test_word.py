"""起草：从 Word 导入，换标题分行，看检查和版式，保存，再下载为 Word；有无脚本都走得通。"""

from __future__ import annotations

from pathlib import Path

import pytest

from apps.documents.models import Document
from apps.typesetting.docx import read
from tests.journeys.people import PHONE, press
from tests.typesetting.docx.oxml import CENTRE, RIGHT, Draft, png

TITLE = "咸宁市人民政府关于做好全市秋冬农业生产和水利建设有关工作的通知"
LINES = ("咸宁市人民政府关于做好全市", "秋冬农业生产和水利建设有关工作的通知")


@pytest.fixture
def draft(tmp_path) -> Path:
    """A draft from Word: wrong marks and numbers, a table, a picture, a tracked change."""
    d = Draft()
    d.line("咸宁市人民政府文件", align=CENTRE, size=48, red=True)
    d.line("咸政发（2026）012号", align=CENTRE)
    d.line(TITLE, align=CENTRE, size=22)
    d.line("各县、市、区人民政府，市政府各部门:")
    d.line("为抓好秋冬农业生产,现就有关事项通知如下:")
    d.line("一、抓好秋播。各地要落实面积。")
    d.line("三、加强管护。根据咸政发（2025）3号文件执行。")
    d.table([("县市区", "面积"), ("咸安区", "30万亩")])
    d.file.add_picture(png())
    d.line("咸宁市人民政府", align=RIGHT)
    d.line("2026年6月2日", align=RIGHT)
    path = tmp_path / "秋冬生产.docx"
    path.write_bytes(d.data())
    return path


def bring_in(office, page, draft: Path):
    """Open a new outgoing document and read the file into its form."""
    page.goto(f"{office.url}/documents/new/outgoing/")
    page.get_by_label("Word 文件").set_input_files(draft)
    press(page.get_by_role("button", name="导入到表单"))
    report = page.get_by_role("region", name="导入结果").inner_text()
    assert "尚未保存" in report
    for words in ("已填入", "由系统生成，未填入", "半角标点改为全角", "“咸政发（2026）012号”改为",
                  "图片不能导入"):  # fmt: skip
        assert words in report, words
    assert page.get_by_label("标题", exact=True).input_value() == TITLE
    text = page.get_by_label("正文", exact=True).input_value()
    assert text.splitlines()[0] == "为抓好秋冬农业生产，现就有关事项通知如下："
    assert "｜咸安区｜30万亩｜" in text
    assert not Document.objects.exists()
    return page


def choose_lines(page) -> None:
    """Choose another way to break the title, and see it so."""
    page.get_by_text("换一种分行").click()
    page.get_by_role("radio", name=" / ".join(LINES)).check(force=True)
    press(page.get_by_role("button", name="检查文字"))
    shown = page.get_by_role("group", name="标题排成").locator("span").all_inner_texts()
    assert tuple(shown) == LINES


def remarks(page) -> str:
    return page.get_by_role("region", name="文字检查").inner_text()


def test_a_word_draft_becomes_a_document_and_goes_out_as_word_again(office, draft):
    page = bring_in(office, office.sign_in("nyj.clerk"), draft)
    office.look(page, "word-report")
    choose_lines(page)
    assert "此处应为“二、”" in remarks(page)
    office.look(page, "word-checked")

    page.get_by_role("region", name="文字检查").get_by_role("link", name="正文第3段").first.click()
    chosen = page.evaluate(
        "() => { const f = document.activeElement;"
        " return f.id + ':' + f.value.slice(f.selectionStart, f.selectionEnd) }"
    )
    assert chosen == "id_body_text:三、"
    text = page.get_by_label("正文", exact=True)
    text.fill(text.input_value().replace("三、加强", "二、加强").replace("（2025）", "〔2025〕"))

    look_at_the_page(office, page)
    press(page.get_by_role("button", name="检查文字"))
    assert "此处应为" not in remarks(page)
    press(page.get_by_role("button", name="保存草稿"))
    page.get_by_text("草稿已保存").wait_for()
    document = office.document()
    assert tuple(document.title_breaks.split("\n")) == LINES
    assert page.locator(".paper .tab-p td").all_inner_texts() == ["咸安区", "30万亩"]
    office.look(page, "word-saved")
    take_home(page, document)


def look_at_the_page(office, page) -> None:
    """The preview opens beside; the form stays as it is and can go on."""
    with page.context.expect_event("response", lambda r: r.url.endswith("/preview/")) as answered:
        page.get_by_role("button", name="看版式").click()
    assert answered.value.headers["content-type"] == "application/pdf"
    assert page.get_by_role("button", name="保存草稿").is_enabled()
    assert not Document.objects.exists()


def take_home(page, document) -> None:
    """The Word file bears the title and holds what the page shows."""
    with page.expect_download() as downloading:
        page.get_by_role("link", name="下载Word").click()
    assert downloading.value.suggested_filename == f"{TITLE}.docx"
    found = read(Path(downloading.value.path()).read_bytes()).gongwen
    assert tuple(found.title.split("\n")) == LINES
    assert found.addressees == "各县、市、区人民政府，市政府各部门"
    assert [type(block).__name__ for block in found.body] == [*["Paragraph"] * 3, "Table"]


def test_it_works_without_script_and_on_a_phone(office, draft):
    page = office.sign_in("nyj.clerk", PHONE, java_script_enabled=False)
    bring_in(office, page, draft)
    office.look(page, "word-report-plain")
    choose_lines(page)
    assert "此处应为“二、”" in remarks(page)
    press(page.get_by_role("button", name="保存草稿"))
    assert tuple(office.document().title_breaks.split("\n")) == LINES


def test_a_refused_file_leaves_the_form_as_it_was(office, tmp_path):
    page = office.sign_in("nyj.clerk")
    page.goto(f"{office.url}/documents/new/incoming/")
    page.get_by_label("标题", exact=True).fill("已经写了一半的标题")
    bad = tmp_path / "程序.docx"
    bad.write_bytes(b"MZ" + b"\0" * 300)
    page.get_by_label("Word 文件").set_input_files(bad)
    press(page.get_by_role("button", name="导入到表单"))
    assert "文件内容不是 docx 格式" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("标题", exact=True).input_value() == "已经写了一半的标题"
    office.look(page, "word-refused")
