"""Tables and annexes in a text box: what is written is read back."""

from hypothesis import given
from hypothesis import strategies as st

from apps.typesetting import Annex, Paragraph, Table, body_from_text
from apps.typesetting.manuscript import (
    annexes_from_text,
    annexes_to_text,
    blocks_from_text,
    blocks_to_text,
    weave,
)

CELLS = st.text(st.sampled_from("甲乙丙1a｜|\\\n，（"), max_size=8).map(
    lambda text: "\n".join(line.strip() for line in text.split("\n")).strip()
)


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 5))
    row = st.tuples(*[CELLS] * columns)
    widths = draw(st.one_of(st.just(()), st.tuples(*[st.integers(1, 30).map(float)] * columns)))
    rows = tuple(draw(st.lists(row, max_size=4)))
    return Table(draw(row), rows, widths, landscape=draw(st.booleans()))


@given(st.lists(tables(), min_size=1, max_size=3))
def test_any_table_is_read_back_from_its_lines(written):
    blocks = [Paragraph("表前。"), *written, Paragraph("表后。")]
    assert blocks_from_text(blocks_to_text(blocks)) == tuple(blocks)


def test_a_table_stands_between_its_paragraphs_and_levels_are_read_across_it():
    text = (
        "一、总体要求\n｜序号｜项目｜\n｜-｜---｜\n｜1｜水库\\n堤防｜\n（一）加强领导。各地要负责。"
    )
    first, table, last = blocks_from_text(text)
    assert (first.level, last.level) == (1, 2)
    assert table == Table(("序号", "项目"), (("1", "水库\n堤防"),), (1.0, 3.0))


def test_rows_of_another_length_are_filled_up_and_ascii_bars_do_as_well():
    (table,) = blocks_from_text("|甲|乙|丙|\n|1|\n|(二)|2,3|4|")
    assert table.rows == (("1", "", ""), ("（二）", "2,3", "4"))


def test_text_without_bars_reads_as_before():
    text = "第一章　总则\n第一条　为了规范管理。\n(一)甲事项\r\n\u2028乙事项"
    assert blocks_from_text(text) == body_from_text(text)


def test_nothing_is_lost_between_lines_and_tables():
    items = ["甲。\u2028乙。", Table(("表",), ()), "", "丙。"]
    assert [getattr(b, "text", "表") for b in weave(items)] == ["甲。", "乙。", "表", "丙。"]


def test_annexes_begin_at_their_labels():
    text = "附件1\n资金表\n｜序号｜\n｜1｜\n附 件 2：\n名单\n各单位一名。"
    first, second = annexes_from_text("", text)
    assert (first.label, first.title, type(first.blocks[0])) == ("附件1", "资金表", Table)
    assert (second.label, second.title, second.blocks[0].text) == ("附件2", "名单", "各单位一名。")
    assert annexes_from_text(*annexes_to_text((first, second))) == (first, second)


def test_labels_inside_an_issued_text_belong_to_that_text():
    (annex,) = annexes_from_text("管理办法", "第一条　为了规范。\n附件1\n表格")
    assert (annex.label, annex.title, len(annex.blocks)) == ("", "管理办法", 3)
    assert annexes_to_text((annex,)) == ("管理办法", "第一条　为了规范。\n附件1\n表格")


def test_a_text_before_the_first_label_is_kept():
    before, annex = annexes_from_text("", "说明。\n附件\n名单")
    assert before == Annex("", (Paragraph("说明。"),))
    assert annex == Annex("名单", (), "附件")
    assert annexes_from_text("标题", " \n") == ()


def test_a_line_before_the_head_row_lays_a_table_across():
    (table,) = blocks_from_text("｜横排｜\n｜序号｜项目｜\n｜-｜---｜\n｜1｜水库｜")
    assert table == Table(("序号", "项目"), (("1", "水库"),), (1.0, 3.0), landscape=True)
    (alone,) = blocks_from_text("｜横排｜")
    assert alone == Table(("横排",), ())
