"""Lines: 28 cells, no mark in the wrong place, nothing lost; titles broken by sense."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.typesetting.composer import NO_END, NO_START, Measure, compose
from apps.typesetting.grid import BODY, CELLS, MM, TRACKING, WIDTH
from apps.typesetting.metrics import metrics
from apps.typesetting.titles import MOST, break_title, extent, has_shape, tight
from tests.typesetting.documents import RULES

LETTERS = "的一是在不了有和人这中大为上个国我以要他时来用们"
TEXT = st.text(alphabet=LETTERS * 3 + "，。、；：？！（）《》“”——……0123456789ABab.%", max_size=200)


def text_of(lines):
    return ["".join(character for character, _ in line.characters) for line in lines]


def width_of(line):
    """Width in points as it will be drawn: halved marks count half."""
    font = metrics()
    return line.indent + sum(
        font.advance(c) * BODY + line.tracking - (BODY / 2 if half else 0)
        for c, half in line.characters
    )


def test_a_full_line_has_28_characters_and_the_first_is_indented_by_two():
    lines = text_of(compose("国" * 82, metrics()))
    assert [len(line) for line in lines] == [CELLS - 2, CELLS, CELLS]


def test_every_full_line_of_the_rules_fills_the_measure():
    ragged = [
        line for paragraph in RULES.splitlines()
        for line in compose(paragraph, metrics())[:-1]
        if abs(width_of(line) - WIDTH / MM) > 1.5
    ]  # fmt: skip
    assert ragged == []


@given(TEXT)
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_and_no_line_is_too_long(text):
    lines = compose(text, metrics())
    assert "".join(text_of(lines)) == text
    assert all(width_of(line) <= WIDTH / MM + 1.0 for line in lines)


def test_no_line_of_the_rules_begins_or_ends_with_a_forbidden_mark():
    for paragraph in RULES.splitlines():
        lines = text_of(compose(paragraph, metrics()))
        assert not [line for line in lines[1:] if line[0] in NO_START]
        assert not [line for line in lines[:-1] if line[-1] in NO_END]


@pytest.mark.parametrize("place", range(20, 30))
@pytest.mark.parametrize("marks", ["，", "”。", "）》，", "（", "《“", "……", "——"])
def test_marks_near_the_end_of_a_line_move_to_the_right_side(place, marks):
    lines = text_of(compose("国" * place + marks + "国" * 40, metrics()))
    assert not [line for line in lines[1:] if line[0] in NO_START - set("—…")]
    assert not [line for line in lines[:-1] if line[-1] in NO_END]


@pytest.mark.parametrize("whole", ["2023", "12.6", "100%", "GB/T", "——", "……"])
@pytest.mark.parametrize("place", range(22, 30))
def test_numbers_words_and_doubled_marks_are_not_cut(whole, place):
    lines = text_of(compose("国" * place + whole + "国" * 40, metrics()))
    assert any(whole in line for line in lines)


def test_a_row_of_closing_marks_still_ends():
    assert "".join(text_of(compose("）" * 100, metrics()))) == "）" * 100


def test_a_very_long_latin_word_is_cut_rather_than_lost():
    assert "".join(text_of(compose("a" * 300, metrics()))) == "a" * 300


def test_the_last_line_keeps_its_natural_width():
    last = compose("国" * 30 + "完。", metrics())[-1]
    assert last.tracking == TRACKING


def test_a_turnover_hangs_where_it_is_told():
    lines = compose("国" * 60, metrics(), Measure(first=10.0, rest=50.0))
    assert [line.indent for line in lines] == [10.0, 50.0, 50.0]


def test_a_title_is_broken_between_words_into_a_trapezium():
    lines = break_title("市人民政府关于印发咸宁市人民政府工作规则的通知", ("咸宁市人民政府",))
    assert lines == ("市人民政府关于印发", "咸宁市人民政府工作规则的通知")


@pytest.mark.parametrize(
    "title",
    [
        "咸宁市人民政府办公室关于转发市发展改革委等部门《关于进一步优化营商环境若干措施》的通知",
        "关于2023年元旦春节期间安全生产工作的通知",
        "咸宁市人民政府关于促进全市工业经济高质量发展若干政策措施的意见",
        "咸宁市人民政府关于加强全市历史文化名城名镇名村和传统村落保护利用工作促进文化旅游融合发展的实施意见",
    ],
)
def test_titles_have_a_shape_and_lose_nothing(title):
    lines = break_title(title, ("咸宁市人民政府办公室", "咸宁市人民政府"))
    assert "".join(lines) == title
    assert has_shape([extent(line) for line in lines])
    assert all(tight(line) <= MOST for line in lines)
    assert not [line for line in lines[1:] if line[0] in "的、》和及"]


def test_a_break_chosen_by_hand_wins():
    assert break_title("关于甲\n乙丙的通知") == ("关于甲", "乙丙的通知")


def test_shapes_of_titles():
    assert has_shape([9, 14])
    assert has_shape([8, 12, 9])
    assert not has_shape([12, 8, 12])
    assert not has_shape([10, 10, 10])
