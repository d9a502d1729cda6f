"""处理笺 as a page: A4 in a frame, opinions by rank, long ones over pages without losing a name."""

from functools import cache
from itertools import pairwise

import pytest

from apps.typesetting.archive import archive_faults
from apps.typesetting.checker.reading import read_sheets
from apps.typesetting.kit import render_slip
from apps.typesetting.kit.form import BOTTOM, LABEL, LEFT, RIGHT
from tests.typesetting.specimens.slips import LONG_TEXT, SLIPS, USUAL

EDGE = LEFT + LABEL
NAMES = ("李　明", "王镕喆", "张玥珺", "欧阳建国", "王建国")


@cache
def sheets_of(name):
    return read_sheets(render_slip(SLIPS[name]).pdf)


def column(sheet, *, labels=False):
    """The text right of the labels, or the labels, row by row as one text."""
    rows = [[g for g in row.glyphs if (g.x0 < EDGE) is labels] for row in sheet.rows]
    return ["".join(glyph.text for glyph in row) for row in rows if row]


def text_of(name, *, labels=False):
    return "".join("".join(column(sheet, labels=labels)) for sheet in sheets_of(name))


def plain(text):
    return "".join(text.split())


@pytest.mark.parametrize("name", SLIPS)
def test_everything_stands_inside_the_frame_of_an_a4_page(name):
    for sheet in sheets_of(name):
        assert (round(sheet.width), round(sheet.height)) == (210, 297)
        assert all(LEFT < row.x0 and row.x1 < RIGHT for row in sheet.rows if row.size < 20)
        assert all(row.baseline < BOTTOM for row in sheet.rows)


@pytest.mark.parametrize("name", SLIPS)
def test_it_is_an_archive_file(name):
    assert archive_faults(render_slip(SLIPS[name]).pdf) == ()


def test_the_usual_one_is_a_page_with_the_highest_rank_first():
    assert len(sheets_of("usual")) == 1
    labels = text_of("usual", labels=True)
    places = [labels.index(f"{rank.label}批示") for rank in USUAL.ranks]
    assert places == sorted(places)
    assert plain(USUAL.title) in text_of("usual")


def test_nothing_of_a_long_one_is_lost():
    text, labels = text_of("long"), text_of("long", labels=True)
    for words in ("拟办意见（续）", "副市长批示（续）", "会签意见", "办理结果"):
        assert words in labels, words
    assert text.count(LONG_TEXT) == 9 + 4 + 8 + 1
    assert sum(text.count(f"{plain(name)}2023年6月7日") for name in NAMES) == 3 + 1 + 4 + 1


def test_no_page_begins_with_a_name_whose_words_are_on_the_one_before():
    for sheet in sheets_of("long")[1:]:
        assert "2023年6月7日" not in column(sheet)[0]


def test_the_label_of_a_field_that_goes_on_is_not_spread():
    for sheet in sheets_of("long"):
        for row in sheet.rows:
            label = [glyph for glyph in row.glyphs if glyph.x0 < EDGE]
            for before, after in pairwise(label):
                assert after.x0 - before.x1 < 0.5
