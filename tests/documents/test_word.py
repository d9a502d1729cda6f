"""Word files: what a drafter imports is shown with a report first, or refused with a sentence."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from apps.core.verdicts import Refused
from apps.documents.models import Document
from apps.documents.page import gongwen
from apps.documents.services import word
from apps.matters.models import Attachment
from apps.trail.models import Event
from apps.typesetting.docx import converting, read
from tests.desk.ui_kit import checked
from tests.documents.desk import S, begin, reach
from tests.documents.test_pages import FORM, OUT_FORM
from tests.matters import hostile, specimens
from tests.typesetting.docx.corpus import SAMPLES
from tests.typesetting.docx.oxml import CENTRE, Draft

WORD = ("docx", "doc", "wps")
HOSTILE = [row for row in hostile.CORPUS if row[0].rpartition(".")[2].lower() in WORD]
NEW = {"incoming": "/documents/new/incoming/import/", "outgoing": "/documents/new/outgoing/import/"}


def upload(data: bytes, name: str = "送审稿.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def imported(client, sample: str, direction: str = "incoming", **values):
    """Import one draft of the corpus into a new form."""
    form = FORM if direction == "incoming" else OUT_FORM
    empty = {"title": "", "body_text": "", "addressees": ""}
    file = upload(SAMPLES[sample].build())
    return client.post(NEW[direction], {**form, **empty, **values, "file": file})


def shown(answer) -> dict[str, str]:
    """What the form of a page would send if its button were pressed."""
    form = answer.context["form"]
    names = [
        name for name in form.fields if name not in ("recipients", "other_units", "joint_units")
    ]
    return {name: form.text(name) for name in names if form.text(name) not in ("", "False")}


def nothing_is_kept() -> bool:
    return not (Document.objects.exists() or Attachment.objects.exists())


# --- import: shown first


@pytest.mark.parametrize("direction", NEW)
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_draft_is_shown_with_its_report_before_anything_is_saved(web, sample, direction):
    client = web("nyj.clerk")
    events = Event.objects.count()
    answer = imported(client, sample, direction)
    assert answer.status_code == (422 if sample in ("fragment", "order", "minutes") else 200) or (
        not read(SAMPLES[sample].build()).gongwen.title
    )
    html = checked(answer.content.decode())
    report = answer.context["report"]
    assert report.recognised
    assert "导入结果" in html
    for note in (*report.changed, *report.dropped):
        assert note.part in html
    assert nothing_is_kept()
    assert Event.objects.count() == events


WHOLE = [n for n in SAMPLES if SAMPLES[n].kind and n not in ("minutes", "several_annexes")]


@pytest.mark.parametrize("sample", WHOLE)
def test_the_form_saved_as_shown_gives_the_page_that_was_read(web, sample):
    client = web("nyj.clerk")
    reading = read(SAMPLES[sample].build()).gongwen
    direction = "incoming" if reading.layout == "up" else "outgoing"
    values = shown(imported(client, sample, direction))
    done = client.post(f"/documents/new/{direction}/", {**values, "save": "1"})
    assert done.status_code == 302, done.content.decode()[:2000]
    page = gongwen(Document.objects.get())
    assert page.title == reading.title
    assert page.addressees == reading.addressees
    assert page.body == reading.body
    assert [(a.label, a.title.replace("\n", "")) for a in page.annexes] == [
        (a.label, a.title.replace("\n", "")) for a in reading.annexes
    ]
    for old, new in zip(reading.annexes, page.annexes, strict=True):
        assert new.blocks == old.blocks
    assert page.cc.rstrip("。") == reading.cc.rstrip("。")


def test_what_has_no_field_of_its_own_goes_behind_the_text(web):
    values = shown(imported(web("nyj.clerk"), "minutes", "outgoing"))
    assert values["body_text"].splitlines()[-3:] == [
        "出席：王建国　李明",
        "请假：赵伟",
        "列席：黄志刚",
    ]
    draft = Draft().lines(
        "关于某事的通知\n各单位：\n请执行。\n附件：1.甲表\n2.乙表\n市政府办\n2026年6月2日"
    )
    client = web("nyj.clerk")
    answer = client.post(NEW["outgoing"], {**OUT_FORM, "file": upload(draft.data())})
    assert shown(answer)["body_text"].endswith("附件：1.甲表\n2.乙表")
    assert "附件请另行添加" in answer.content.decode()
    assert not [s for s in answer.context["remarks"] if s.remark.rule == "层次序数"]


def test_the_report_says_where_each_part_went(web):
    answer = imported(web("nyj.clerk"), "word_with_styles")
    where = {note.part: place for note, place in answer.context["report"].recognised}
    assert where["标题"] == where["正文"] == "已填入"
    assert where["署名"] == "由系统生成，未填入"
    assert where["发文字号"] == "已填入"
    values = shown(answer)
    assert values["reference"] == "咸农文〔2026〕8号"
    assert (values["contact_name"], values["contact_phone"]) == ("苗联络", "0715-8126000")
    assert values["document_kind"] == "request_for_instructions"
    assert values["annex_text"].startswith("附件\n资金安排明细表\n｜序号｜项目｜金额｜")
    assert "notes" not in values


def test_words_that_give_way_are_kept_in_the_report(office, web):
    client = web("nyj.clerk")
    file = begin(office, body_text="已经写好的一段话。", copies=["市财政局"])
    page = f"/documents/{file.document.pk}/"
    typed = {**FORM, "body_text": "刚刚改过的一段话。", "version": "1", "basis": "会议纪要"}
    data = SAMPLES["bare_lines"].build()
    answer = client.post(f"{page}import/", {**typed, "file": upload(data)})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "替换了表单中原有的内容" in html
    assert "刚刚改过的一段话。" in html
    assert shown(answer)["basis"] == "会议纪要"
    assert file.fresh().body_text == "已经写好的一段话。"
    assert file.document.content_version == 1
    done = client.post(f"{page}edit/", {**shown(answer), "save": "1"})
    assert done.status_code == 302
    assert file.fresh().body_text == "\n".join(SAMPLES["bare_lines"].body)
    assert file.document.content_version == 2


def test_a_picture_that_cannot_come_along_is_named(web):
    html = imported(web("nyj.clerk"), "pictures").content.decode()
    assert "图片不能导入，请另作附件上传（2处）" in html


# --- import: refused


@pytest.mark.parametrize(("name", "data", "says"), HOSTILE, ids=[n for n, *_ in HOSTILE])
def test_a_hostile_file_is_refused_with_a_sentence(settings, name, data, says):
    with pytest.raises(Refused) as refused:
        word.read_upload(upload(data, name))
    assert says in refused.value.verdict.reason
    assert refused.value.verdict.field == "file"


def test_enough_hostile_files_are_word_files():
    assert len(HOSTILE) >= 30


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("表.xlsx", specimens.package("xlsx"), "只能导入"),
        ("页.pdf", specimens.pdf(), "只能导入"),
        ("字.txt", "正文".encode(), "只能导入"),
        ("空.docx", b"", "空"),
        ("名.exe", b"MZ", "不能上传这种文件"),
        ("炸弹.docx", hostile.bomb(), "压缩比异常"),
        ("坏.docx", specimens.package(words="坏")[:-30], "损坏"),
    ],
)
def test_a_refused_file_keeps_what_was_typed_and_saves_nothing(web, name, data, says):
    values = {**FORM, "title": "已经输入的标题", "file": upload(data, name)}
    answer = web("nyj.clerk").post(NEW["incoming"], values)
    assert answer.status_code == 422
    html = checked(answer.content.decode())
    assert says in html
    assert "已经输入的标题" in html
    assert nothing_is_kept()


def test_no_file_at_all_is_told_in_a_sentence(web):
    answer = web("nyj.clerk").post(NEW["incoming"], FORM)
    assert answer.status_code == 422
    assert "请选择要导入的 Word 文件" in answer.content.decode()


def test_a_file_over_the_limit_is_refused(web):
    with override_settings(OA_ATTACHMENT_MAX_BYTES=1024 * 1024):
        values = {**FORM, "file": upload(b"PK\x03\x04" + b"\0" * 1024 * 1024)}
        answer = web("nyj.clerk").post(NEW["incoming"], values)
    assert "1 MB" in answer.content.decode()


def test_a_classified_draft_is_refused_wherever_its_mark_stands(web):
    late = Draft().lines("这是一段很长很长的正文。\n" * 3000)
    late.line("机密★1年", align=CENTRE)
    for data in (
        Draft().lines("机密\n关于某事的请示\n市人民政府：\n妥否，请批示。").data(),
        Draft().lines("秘密★1年\n关于某事的请示").data(),
        late.data(),
    ):
        answer = web("nyj.clerk").post(NEW["incoming"], {**FORM, "file": upload(data)})
        assert answer.status_code == 422
        assert "涉密文件不得在本系统处理" in answer.content.decode()


def test_an_old_file_without_libreoffice_is_told_in_a_sentence(web, monkeypatch):
    monkeypatch.setattr(converting, "_program", lambda: None)
    client = web("nyj.clerk")
    values = {**FORM, "file": upload(specimens.compound("WordDocument"), "旧稿.wps")}
    answer = client.post(NEW["incoming"], values)
    assert "没有安装 LibreOffice" in answer.content.decode()
    assert "请另存为 docx" in client.get("/documents/new/incoming/").content.decode()


def test_what_a_converter_writes_is_checked_like_any_upload(monkeypatch):
    macro = next(data for name, data, _ in hostile.CORPUS if name == "宏.docx")
    monkeypatch.setattr(word, "to_docx", lambda data, extension: macro)
    with pytest.raises(Refused, match="宏"):
        word.read_upload(upload(specimens.compound("WordDocument"), "旧稿.doc"))


def test_only_who_may_write_may_import(office, web):
    data = SAMPLES["bare_lines"].build()
    assert web("vm2").post(NEW["incoming"], {"file": upload(data)}).status_code == 403
    sideways = "/documents/new/sideways/import/"
    assert web("nyj.clerk").post(sideways, {"file": upload(data)}).status_code == 404
    sent = reach(office, S.RELEASING)
    for login, status in (("nyj.clerk", 403), ("nyj.head", 403), ("jyj.clerk", 404)):
        for verb in ("import", "preview"):
            path = f"/documents/{sent.document.pk}/{verb}/"
            assert web(login).post(path, {"file": upload(data)}).status_code == status, login
