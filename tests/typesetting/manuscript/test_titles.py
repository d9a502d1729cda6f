"""A drafter chooses where a title breaks; what is offered is what the page can set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.typesetting.manuscript import fits_title, title_lines, title_ways
from apps.typesetting.titles import MOST, break_title, has_shape

OFFICE = "咸宁市人民政府办公室"
TITLES = (
    f"{OFFICE}关于进一步做好全市汛期安全防范工作的通知",
    "市人民政府关于印发咸宁市人民政府工作规则的通知",
    "咸宁市人民政府关于公布《咸宁市城区停车设施管理办法》的决定",
    "关于2026年1—5月全市固定资产投资和重点项目建设情况的报告",
)


@pytest.mark.parametrize("title", TITLES)
def test_the_page_s_own_way_comes_first_and_there_are_others(title):
    ways = title_ways(title, (OFFICE,))
    assert ways[0] == break_title(title, (OFFICE,))
    assert 2 <= len(ways) <= 8
    assert len(set(ways)) == len(ways)


@pytest.mark.parametrize("title", TITLES)
def test_every_way_is_the_whole_title_in_lines_that_fit_and_have_a_shape(title):
    for lines in title_ways(title, (OFFICE,)):
        assert "".join(lines) == title
        assert max(map(len, lines)) <= MOST
        assert has_shape([len(line) for line in lines])


@pytest.mark.parametrize("title", TITLES)
def test_no_way_breaks_a_name_a_quoted_title_or_a_number(title):
    for lines in title_ways(title, (OFFICE,)):
        if OFFICE in title:
            assert any(OFFICE in line for line in lines)
        for line in lines:
            assert line.count("《") == line.count("》")
            assert not line.startswith(("的", "和", "、", "》"))
            assert not line.endswith(("、", "《"))
        assert not any(
            a[-1].isdigit() and b[0].isdigit() for a, b in zip(lines, lines[1:], strict=False)
        )


def test_a_short_title_has_one_way_on_one_line_first():
    assert title_ways("关于召开会议的通知")[0] == ("关于召开会议的通知",)
    assert title_ways("") == ()


def test_breaks_chosen_by_hand_are_followed_only_while_they_fit_the_title():
    title = "关于做好秋冬农业生产工作的通知"
    assert title_lines(title, "关于做好\n秋冬农业生产工作的通知") == (
        "关于做好",
        "秋冬农业生产工作的通知",
    )
    assert title_lines(title, "关于做好\n春耕工作的通知") == break_title(title)
    assert not fits_title(title, "")
    assert fits_title("关于做好 春耕", "关于\n做好春耕")


@given(st.text(st.sampled_from("关于咸宁市《》“”（）12a的和、通知请示 〔"), max_size=60))
def test_whatever_is_typed_has_ways_that_keep_every_character(title):
    for lines in title_ways(title):
        assert "".join(lines).replace(" ", "") == title.strip().replace(" ", "")
