"""Files made to break a reader: each is a sentence, none is a fault, none takes long."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.typesetting.docx import CannotRead, read
from apps.typesetting.docx.parsing import package, walking
from tests.typesetting.docx.oxml import Draft, W, with_parts
from tests.typesetting.docx.test_reading import letters

HEAD = '<?xml version="1.0"?>'


def document(inner: str, head: str = HEAD) -> bytes:
    body = f"{head}<w:document {W}><w:body>{inner}</w:body></w:document>"
    return with_parts(Draft().data(), {"word/document.xml": body.encode()})


def cell(span: int) -> str:
    inner = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{inner}</w:tc>'


def refused(data: bytes) -> str:
    began = time.process_time()
    with pytest.raises(CannotRead) as refusal:
        read(data)
    assert time.process_time() - began < 20
    sentence = str(refusal.value)
    assert sentence.endswith("。")
    return sentence


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\x00" * 18, b"{}" * 500])
def test_what_is_no_archive_is_refused(data):
    assert "另存为 docx" in refused(data)


def test_a_document_type_declaration_is_refused():
    head = f'{HEAD}<!DOCTYPE x [<!ENTITY a "b">]>'
    assert "外部实体" in refused(document("<w:p/>", head))


def test_broken_xml_and_other_roots_are_refused():
    unknown = b"<?xml version='1.0' encoding='nonsense'?><a/>"
    for content in (b"<w:document", b"<html/>", b"\xff\xfe\x00", unknown):
        refused(with_parts(Draft().data(), {"word/document.xml": content}))


def test_a_broken_stream_inside_is_refused():
    data = bytearray(Draft().lines("关于某事的通知").data())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo("word/document.xml").header_offset
    for place in range(start + 60, start + 120):
        data[place] ^= 0xFF
    refused(bytes(data))


def test_too_long_a_part_is_refused(monkeypatch):
    monkeypatch.setattr(package, "PART", 10_000)
    assert "过长" in refused(Draft().lines("很长的一段。\n" * 2000).data())


def test_too_many_paragraphs_and_cells_are_refused(monkeypatch):
    monkeypatch.setattr(walking, "PIECES", 500)
    assert "拆分" in refused(document("<w:p/>" * 501))
    row = f"<w:tr>{cell(1) * 501}</w:tr>"
    assert "拆分" in refused(document(f"<w:tbl>{row}</w:tbl>"))


def test_a_span_of_a_billion_columns_takes_no_room():
    gongwen = read(document(f"<w:tbl><w:tr>{cell(10**9)}</w:tr></w:tbl>")).gongwen
    assert gongwen.body[0].header == ("甲",)


NESTS = {
    "tbl": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    "sdt": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "ins": ("<w:ins>", "</w:ins>"),
    "hyperlink": ("<w:hyperlink>", "</w:hyperlink>"),
}


@pytest.mark.parametrize("name", NESTS)
def test_deep_nesting_is_refused(name):
    opening, closing = NESTS[name]
    inner = opening * 3000 + closing * 3000
    assert "过深" in refused(document(f"<w:p>{inner}</w:p>" if name == "hyperlink" else inner))


def test_what_stands_where_nothing_may_is_passed_over():
    assert read(document("<w:p>" * 3000 + "</w:p>" * 3000)).gongwen.body == ()


def test_runs_of_marks_that_would_take_minutes_are_refused():
    assert "成串的标点" in refused(Draft().lines("中" + "," * 5000).data())


LONG = (" " * 100_000, "签　" * 30_000, "（" * 50_000, "附件：" * 30_000, "2026年" * 30_000)


@pytest.mark.parametrize("text", LONG, ids=["blanks", "签", "brackets", "附件", "years"])
def test_long_lines_take_no_long_time(text):
    began = time.process_time()
    read(Draft().lines(f"抄送{text}关于\n{text}\n{text}印发").data())
    assert time.process_time() - began < 10


def test_a_ring_of_styles_ends():
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="a">'
        '<w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        "</w:styles>"
    )
    data = with_parts(Draft().lines("正文。").data(), {"word/styles.xml": styles.encode()})
    assert read(data).gongwen.body[0].text == "正文。"


def test_relations_outside_the_file_are_not_followed():
    relation = (
        '<Relationship Id="x1" Target="http://127.0.0.1:9/styles.xml" TargetMode="External" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/>'
        '<Relationship Id="x2" Target="../../../../etc/passwd" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/>'
    )
    assert read(with_parts(Draft().lines("正文。").data(), {}, relation)).said("dropped") == ()


WRITTEN = "一二（）()、.1附件：:抄送印发2026年6月2日号〔〕第签人 \t　。，"
PARTS = ["附件1", "附件", "2026年6月2日", "市人民政府：", "关于某事的请示", "特急"]
LINES = st.lists(
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40),
        st.text(st.sampled_from(WRITTEN), max_size=30),
        st.sampled_from(PARTS),
    ),
    max_size=12,
)


@given(LINES)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_lines_give_a_document_and_no_letter_is_lost(lines):
    draft = Draft()
    for line in lines:
        draft.line(line)
    reading = read(draft.data())
    said = "".join(f"{n.sentence}{''.join(n.details)}" for n in reading.notes)
    pool = sorted(letters(reading.gongwen.to_json() + said))
    for character in set(letters("".join(lines))):
        assert character in pool, character
