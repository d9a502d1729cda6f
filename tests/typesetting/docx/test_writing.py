"""The Word file: facts of the standard in its XML, and every document read back from it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from apps.typesetting import Annex, Paragraph, Table
from apps.typesetting.docx import read, write
from tests.typesetting.documents import DOWN, LETTER, MINUTES, ORDER, REAL, UP
from tests.typesetting.specimens import ALL

# A picture is not written into a Word file.
SPECIMENS = {name: gongwen for name, gongwen in ALL.items() if name != "figure"}
EACH = pytest.mark.parametrize("name", SPECIMENS)
NAMES = {"仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"}


@pytest.fixture(scope="module")
def files():
    return {name: write(gongwen) for name, gongwen in SPECIMENS.items()}


def opened(data: bytes):
    return Document(io.BytesIO(data))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


# --- read back


@EACH
def test_a_document_written_and_read_is_the_same_document(files, name):
    wanted, found = SPECIMENS[name], read(files[name]).gongwen
    for field in (
        "issuers", "head", "reference", "addressees", "stamped", "signature_name",
        "signature_names", "date", "notes", "printed_by", "printed_on", "copy_number", "urgency",
        "attendance",
    ):  # fmt: skip
        assert getattr(found, field) == getattr(wanted, field), field
    assert found.layout == (
        "down" if name == "level" else wanted.layout
    )  # nothing tells them apart
    assert found.signers == tuple(signer.replace("　", "") for signer in wanted.signers)
    assert found.title.replace("\n", "") == wanted.title.replace("\n", "")
    assert found.body == wanted.body
    assert found.cc.rstrip("。") == wanted.cc.rstrip("。")
    assert found.annex_names == wanted.annex_names


@EACH
def test_annexes_are_read_back_with_their_text(files, name):
    wanted, found = SPECIMENS[name], read(files[name]).gongwen
    for old, new in zip(wanted.annexes, found.annexes, strict=True):
        assert (new.label, new.title.replace("\n", "")) == (old.label, old.title)
        assert [_plain(b) for b in new.blocks] == [_plain(b) for b in old.blocks]


def _plain(block):
    return block if isinstance(block, Paragraph) else (block.header, block.rows)


@EACH
def test_nothing_of_our_own_file_is_dropped_on_the_way_back(files, name):
    assert read(files[name]).said("dropped") == ()


def test_equal_documents_give_equal_files():
    assert write(REAL) == write(replace(REAL))


# --- the sheet


@EACH
def test_the_sheet_is_a4_with_the_margins_of_the_standard(files, name):
    for section in opened(files[name]).sections:
        if section.orientation == WD_ORIENT.LANDSCAPE:
            continue
        assert abs(section.page_width - Mm(210)) < Mm(0.1)
        assert abs(section.page_height - Mm(297)) < Mm(0.1)
        for side, wanted in (("top", 37), ("bottom", 35), ("left", 28), ("right", 26)):
            assert abs(getattr(section, f"{side}_margin") - Mm(wanted)) < Mm(0.05), side


@EACH
def test_lines_are_exact_and_no_lone_line_is_kept_together(files, name):
    document = opened(files[name])
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert '<w:widowControl w:val="0"/>' in part(files[name], "word/styles.xml")
    for paragraph in document.element.body.iter(qn("w:p")):
        spacing = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        if spacing is not None:
            assert spacing.get(qn("w:lineRule")) == "exact"


def test_text_rows_are_28_9_points_and_28_characters_fit_a_line(files):
    document = opened(files["real"])
    text = next(p for p in document.paragraphs if p.text.startswith("二、市政府工作"))
    assert text.paragraph_format.line_spacing == Pt(28.9)
    assert text.paragraph_format.first_line_indent == Pt(31.5)
    run = text.runs[-1]
    tracking = int(run._r.find(f"{qn('w:rPr')}/{qn('w:spacing')}").get(qn("w:val")))
    assert run.font.size == Pt(16)
    width = (210 - 28 - 26) * 72 / 25.4
    assert 28 * (16 + tracking / 20) <= width < 29 * (16 + tracking / 20)
    assert 22 * 28.9 <= (297 - 37 - 35) * 72 / 25.4 < 23 * 28.9


@EACH
def test_fonts_carry_their_official_names(files, name):
    document = part(files[name], "word/document.xml")
    found = {line.split('"')[0] for line in document.split('w:eastAsia="')[1:]}
    assert found <= NAMES
    assert "方正小标宋简体" in found


def test_levels_stand_in_their_faces(files):
    document = opened(files["down"])
    faces = {}
    for paragraph in document.paragraphs:
        if paragraph.text:
            fonts = paragraph.runs[0]._r.rPr.rFonts
            faces[paragraph.text[:3]] = fonts.get(qn("w:eastAsia"))
    assert (faces["一、总"], faces["（一）"], faces["1.雨"]) == (
        "黑体",
        "楷体_GB2312",
        "仿宋_GB2312",
    )


# --- head, page numbers, imprint


def test_the_red_rule_hangs_four_millimetres_under_the_reference(files):
    document = opened(files["real"])
    line = next(p for p in document.paragraphs if p.text == REAL.reference)
    rule = line._p.pPr.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")
    assert rule.get(qn("w:color")) == "FF0000"
    # What is left of the row below its em box, and the space of the border.
    below = 28.9 * 0.2 - 0.12 * 16 + int(rule.get(qn("w:space")))
    assert abs(Pt(below).mm - 4) < 0.3


def test_odd_and_even_pages_number_at_their_outer_edge(files):
    document = opened(files["real"])
    assert "<w:evenAndOddHeaders/>" in part(files["real"], "word/settings.xml")
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}")) == "280"
        assert "PAGE" in paragraph._p.xml
        assert paragraph.text.startswith("— ")


def test_a_letter_has_its_own_first_page_without_a_number(files):
    section = opened(files["letter"]).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" not in section.first_page_footer._element.xml
    head, foot = section.first_page_header._element.xml, section.first_page_footer._element.xml
    assert "thickThinSmallGap" in head
    assert "thinThickSmallGap" in foot
    assert "咸宁市人民政府" in head


@EACH
def test_the_imprint_stands_on_the_lower_edge_of_the_type_area(files, name):
    gongwen, document = SPECIMENS[name], part(files[name], "word/document.xml")
    if not (gongwen.cc or gongwen.printed_by):
        assert "posOffset" not in document
        return
    offset = int(document.split('positionV relativeFrom="page"><wp:posOffset>')[1].split("<")[0])
    height = int(document.split('<wp:extent cx="')[1].split('cy="')[1].split('"')[0])
    assert abs((offset + height) / 36000 - 262) < 0.1


def test_a_landscape_table_lies_on_pages_of_its_own_with_its_label_and_title(files):
    sections = opened(files["landscape"]).sections
    turned = [s for s in sections if s.orientation == WD_ORIENT.LANDSCAPE]
    assert [s.orientation == WD_ORIENT.LANDSCAPE for s in sections] == [False, True, False]
    (across,) = turned
    assert abs(across.page_width - Mm(297)) < Mm(0.1)
    margins = (across.top_margin, across.right_margin, across.bottom_margin, across.left_margin)
    assert [round(margin.mm) for margin in margins] == [28, 37, 26, 35]
    (table,) = opened(files["landscape"]).tables
    assert abs(sum(column.width for column in table.columns) - Mm(225)) < Mm(0.5)
    (annex,) = read(files["landscape"]).gongwen.annexes
    assert annex.blocks[0].landscape


def test_two_landscape_tables_leave_no_empty_page_between_them():
    table = Table(("甲", "乙"), (("1", "2"),), landscape=True)
    written = write(replace(DOWN, body=(Paragraph("如下。"), table, table), annexes=()))
    turned = [s.orientation == WD_ORIENT.LANDSCAPE for s in opened(written).sections]
    assert turned == [False, True, True, False]


def test_a_document_may_end_with_a_landscape_table():
    table = Table(("甲", "乙"), (("1", "2"),), landscape=True)
    bare = replace(
        DOWN, annexes=(Annex("表", (table,), "附件"),), cc="", printed_by="", printed_on=None
    )
    written = write(bare)
    assert [s.orientation for s in opened(written).sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE,
    ]  # fmt: skip
    assert read(written).gongwen.annexes[0].blocks == (table,)


@pytest.mark.parametrize(("kind", "end"), [("default", "right"), ("even", "left")])
def test_pages_that_lie_across_are_numbered_where_every_page_is(files, kind, end):
    head = part(files["landscape"], f"word/header_across_{kind}.xml")
    assert ' vert="eaVert"' in head
    assert f'<w:jc w:val="{end}"/>' in head
    x, y = (int(o.split("<")[0]) / 36000 for o in head.split("<wp:posOffset>")[1:3])
    wide, high = (int(head.split(f'{side}="')[1].split('"')[0]) / 36000 for side in ("cx", "cy"))
    assert abs(x + wide / 2 - 28) < 0.1  # of the sheet seen upright: 28 mm above its lower edge
    outer = y + high if kind == "default" else y
    assert abs(outer - (210 - 26 - 4.94 if kind == "default" else 28 + 4.94)) < 0.1


def test_a_joint_issue_has_its_names_in_rows_each_over_room_for_a_seal(files):
    lines = [p for p in opened(files["joint_five"]).paragraphs if "咸宁市审计局" in p.text]
    (row,) = [p for p in lines if p.paragraph_format.tab_stops]
    stops = [stop.position for stop in row.paragraph_format.tab_stops]
    assert len(stops) == 3
    assert min(b - a for a, b in zip(stops, stops[1:], strict=False)) >= Mm(44)


def test_an_imprint_without_room_begins_on_the_next_even_page(files):
    kinds = [s.start_type for s in opened(files["minutes"]).sections]
    assert kinds == [WD_SECTION.NEW_PAGE, WD_SECTION.EVEN_PAGE]
    assert len(opened(files["up"]).sections) == 1


def test_annexes_begin_on_new_pages_and_table_heads_come_again(files):
    document = opened(files["down"])
    labels = [p for p in document.paragraphs if p.text in ("附件1", "附件2")]
    assert [p.paragraph_format.page_break_before for p in labels] == [True, True]
    (table,) = document.tables
    assert len(table.rows) == 31
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_draft_says_so_on_every_page():
    for gongwen in (DOWN, LETTER, MINUTES, ORDER, UP):
        with zipfile.ZipFile(io.BytesIO(write(gongwen, draft=True))) as archive:
            heads = [archive.read(n).decode() for n in archive.namelist() if "word/header" in n]
        assert heads
        assert all("未经签发" in head for head in heads)
    assert "未经签发" not in part(write(DOWN), "word/header_default.xml")


# --- hostile text


def test_text_from_people_stays_text():
    hostile = '</w:t></w:r><w:r><w:instrText>DDE "x"</w:instrText></w:r>\x01\x0b\ud800&<"\''
    gongwen = replace(
        DOWN,
        title=hostile[-20:], addressees=hostile, notes=hostile, cc=hostile, reference=hostile,
        signature_name=hostile, printed_by=hostile, issuers=(hostile[:20],),
        body=(Paragraph(hostile), Table((hostile,), ((hostile,),))),
        annexes=(Annex(hostile[-20:], (Paragraph(hostile),), "附件"),),
    )  # fmt: skip
    document = opened(write(gongwen))
    assert document.element.body.findall(f".//{qn('w:instrText')}") == []
    assert any('DDE "x"' in p.text for p in document.paragraphs)
