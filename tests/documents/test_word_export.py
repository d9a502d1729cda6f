"""Word files: what a reader downloads."""

from __future__ import annotations

import io
import zipfile
from urllib.parse import quote

from apps.documents.models import Document
from apps.documents.page import gongwen
from apps.documents.services import word
from apps.typesetting import Paragraph
from apps.typesetting.docx import read
from tests.desk.ui_kit import checked
from tests.documents.desk import S, begin, reach


def downloaded(client, document: Document):
    return client.get(f"/documents/{document.pk}/page.docx")


def test_the_word_file_is_the_page_under_its_name(office, web):
    body = "现将情况通知如下。\n｜序号｜项目｜\n｜1｜水库｜\n一、加强领导。各地要负责。"
    file = begin(office, "outgoing", body_text=body, title_breaks="")
    answer = downloaded(web("nyj.clerk"), file.document)
    assert answer.status_code == 200
    assert answer["Content-Type"] == word.MEDIA_TYPE
    name = quote(f"{file.document.title}.docx")
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    found, page = read(answer.content).gongwen, gongwen(file.document)
    assert found.body == page.body
    assert found.title.replace("\n", "") == page.title
    assert found.signature_name == page.signature_name == "咸宁市人民政府"


def heads(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(n).decode() for n in archive.namelist() if "header" in n)


def test_only_what_is_not_signed_says_so(office, web):
    draft, done = begin(office, "outgoing"), reach(office, S.ISSUED, "outgoing")
    assert "未经签发" in heads(downloaded(web("nyj.clerk"), draft.document).content)
    issued = downloaded(web("nyj.clerk"), done.document)
    assert "未经签发" not in heads(issued.content)
    assert quote(done.document.reference) in issued["Content-Disposition"]
    assert read(issued.content).gongwen.reference == done.document.reference


def test_a_name_never_breaks_out_of_its_header(office, web):
    title = '通知"\r\nSet-Cookie: a=b; /../../x\u202e' + "长" * 150
    file = begin(office, "outgoing", title=title)
    value = downloaded(web("nyj.clerk"), file.document)["Content-Disposition"]
    assert "\n" not in value
    assert "/" not in value.removeprefix("attachment; filename*=utf-8''")
    assert len(value) < 800


def test_the_page_offers_the_word_file_beside_the_pdf(office, web):
    file = reach(office, S.DECIDING)
    html = web("vm2").get(f"/documents/{file.document.pk}/").content.decode()
    assert f'href="/documents/{file.document.pk}/page.docx"' in html


def test_a_table_is_shown_as_one_on_the_page(office, web):
    file = begin(office, "outgoing", body_text="如下：\n｜序号｜<b>项目｜\n｜1｜水库｜")
    html = checked(web("nyj.clerk").get(f"/documents/{file.document.pk}/").content.decode())
    assert "<th>&lt;b&gt;项目</th>" in html
    assert isinstance(gongwen(file.document).body[0], Paragraph)
