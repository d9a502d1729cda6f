"""Each draft of the corpus is recognised, and nothing that stood in it is lost unsaid."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile

import pytest
from defusedxml.ElementTree import fromstring

from apps.typesetting import Gongwen, Paragraph, Table
from apps.typesetting.docx import read
from tests.typesetting.docx.corpus import SAMPLES, Sample
from tests.typesetting.docx.oxml import Draft, paragraph

EACH = pytest.mark.parametrize("name", SAMPLES)
WHITESPACE = re.compile(r"\s")
# What the page writes by itself around a part, and the numbers that Word only shows.
WRITTEN_ANEW = re.compile(
    r"^(抄送|附件\d*|附件[一二三]|签发人|出席|请假|列席|份号|\d+)(?=\W|$)|印发$|签发人|^附件[：:]?\d?"
)


@pytest.fixture(scope="module")
def readings():
    return {name: read(sample.build()) for name, sample in SAMPLES.items()}


def paragraphs(blocks) -> list[Paragraph]:
    return [block for block in blocks if isinstance(block, Paragraph)]


def test_the_corpus_is_large_enough():
    assert len(SAMPLES) >= 12


@EACH
def test_the_parts_are_recognised(readings, name):
    sample: Sample = SAMPLES[name]
    found = readings[name].gongwen.to_dict()
    assert {key: found[key] for key in sample.model} == sample.model
    assert readings[name].kind == sample.kind


@EACH
def test_the_text_is_read_whole_with_its_levels(readings, name):
    sample = SAMPLES[name]
    found = paragraphs(readings[name].gongwen.body)
    assert tuple(p.text for p in found) == sample.body
    if sample.levels:
        assert tuple(p.level for p in found) == sample.levels


@EACH
def test_annexes_and_tables_are_recognised(readings, name):
    sample, gongwen = SAMPLES[name], readings[name].gongwen
    assert tuple((a.label, a.title) for a in gongwen.annexes) == sample.annexes
    blocks = (*gongwen.body, *(b for a in gongwen.annexes for b in a.blocks))
    sizes = tuple((len(b.rows) + 1, len(b.header)) for b in blocks if isinstance(b, Table))
    assert not sample.tables or sizes == sample.tables


@EACH
def test_the_report_names_what_was_changed_and_dropped(readings, name):
    sample, reading = SAMPLES[name], readings[name]
    assert set(sample.changed) <= {note.part for note in reading.said("changed")}
    assert set(sample.dropped) <= {note.part for note in reading.said("dropped")}
    for note in reading.notes:
        assert note.part, note
        assert note.sentence, note


@EACH
def test_what_is_read_is_a_document_of_the_model(readings, name):
    gongwen = readings[name].gongwen
    assert Gongwen.from_json(gongwen.to_json()) == gongwen


def letters(text: str) -> str:
    """Only what carries meaning: no blanks, no marks, wide forms as narrow ones."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if unicodedata.category(c)[0] in "LN")


def source_lines(data: bytes) -> list[str]:
    """Every run of a file by another way: all w:t and w:delText, the old ways of boxes not."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if re.match(r"word/(document|footnotes|header)", n)]
        roots = [fromstring(archive.read(name)) for name in names]
    found: list[str] = []

    def walk(element) -> None:
        local = element.tag.rpartition("}")[2]
        if local in ("t", "delText"):
            found.append(element.text or "")
        for child in element if local != "Fallback" else ():
            walk(child)

    for root in roots:
        walk(root)
    return [line for line in found if line.strip()]


@EACH
def test_every_word_of_the_file_is_in_the_document_or_in_the_report(readings, name):
    reading = readings[name]
    said = "".join(f"{n.sentence}{''.join(n.details)}" for n in reading.notes)
    pool = letters(reading.gongwen.to_json() + said)
    lost = []
    for line in source_lines(SAMPLES[name].build()):
        for piece in re.split(r"[\s（()）：:。，,；;〔〕]+", line):
            bare = letters(WRITTEN_ANEW.sub("", piece))
            if bare and bare not in pool:
                lost.append(piece)
    # A date is kept as a date, not as the words it was typed in.
    day = reading.gongwen.date or reading.gongwen.printed_on
    lost = [piece for piece in lost if not (day and re.search(r"\d年\d+月\d+日", piece))]
    assert not lost, lost


def test_the_real_rules_are_read_whole(readings):
    annex = readings["issued_rules"].gongwen.annexes[0]
    texts = paragraphs(annex.blocks)
    assert sum(p.kind == "chapter" for p in texts) == 8
    assert sum(p.level == 1 for p in texts) == 43
    assert readings["issued_rules"].said("dropped") == ()


def test_merged_cells_keep_their_words_in_the_first_cell(readings):
    table = next(b for b in readings["tables"].gongwen.body if isinstance(b, Table))
    assert table.header == ("县市区", "资金", "备注")
    assert table.rows == (("咸安区", "300", ""), ("", "200", "二次安排"))
    assert table.widths == (12.0, 6.0, 6.0)


def test_a_table_inside_a_cell_becomes_its_text(readings):
    tables = [b for b in readings["tables"].gongwen.body if isinstance(b, Table)]
    assert tables[2].rows == (("资金", "见内表\n省级　市级"),)


def test_the_word_written_in_two_ways_is_read_once(readings):
    assert readings["text_boxes"].gongwen.to_json().count("学位缺口") == 1


def test_a_table_on_pages_that_lie_across_lies_across_and_the_report_says_so():
    d = Draft()
    d.line("关于项目安排的通知")
    d.line("各县、市、区人民政府：")
    d.line("现将项目安排印发给你们。")
    d.table([("一", "二"), ("甲", "乙")])
    d.raw(paragraph(properties="<w:sectPr/>"))
    d.table([("序号", "项目"), ("1", "水库")])
    d.raw(paragraph(properties='<w:sectPr><w:pgSz w:orient="landscape"/></w:sectPr>'))
    d.line("请抓好落实。")
    d.table([("三", "四"), ("丙", "丁")])
    found = read(d.data())
    tables = [block for block in found.gongwen.body if isinstance(block, Table)]
    assert [table.landscape for table in tables] == [False, True, False]
    (note,) = [n for n in found.said("changed") if "横排" in n.sentence]
    assert "序号" in note.details[0]
