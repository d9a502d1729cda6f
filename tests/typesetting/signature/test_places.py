"""Where seals stand: over name and date, below the text, apart from one another, or refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apps.typesetting import Paragraph, render
from apps.typesetting.grid import BOTTOM, CELL, EM_BOTTOM, EM_TOP, LEFT, MM, RIGHT, ROW
from apps.typesetting.readback import Glyph, Run, Sheet, read_pages, rows
from apps.typesetting.signature import CannotSeal, find_spots
from tests.typesetting.documents import CITY, LETTER, OFFICE, REAL
from tests.typesetting.pages import page_of
from tests.typesetting.signature.kit import DATE

SIZE = 16 * MM


def printed(*lines: tuple[str, float, float], size: float = SIZE) -> Sheet:
    """Return a page of lines, each with its text, its middle and its baseline."""
    runs = []
    for text, middle, y in lines:
        left = middle - len(text) * CELL / 2
        glyphs = tuple(Glyph(0, c, left + place * CELL, y, CELL) for place, c in enumerate(text))
        runs.append(Run(None, size, (1, 0, 0, 1, 0, 0), (0, 0, 0), glyphs))  # type: ignore[arg-type]
    return Sheet(210, 297, tuple(runs), (), ())


TEXT = ("正文" * 14, LEFT + 78, 150.0)
FIRST = 150.0 + 3 * ROW  # the first row of names, two blank rows below the text


@pytest.mark.parametrize("name", ["real", "letter", "down", "up_single"])
@pytest.mark.parametrize("diameter", [38.0, 42.0, 45.0, 50.0])
def test_on_every_specimen_the_seal_stands_as_the_standard_wants(name, diameter):
    pdf = page_of(name).pdf
    issuer = OFFICE if name == "down" else CITY
    (spot,) = find_spots(read_pages(pdf), [(issuer, diameter)], DATE)
    sheet = list(read_pages(pdf))[spot.page - 1]
    lines = rows(sheet.runs)
    day = next(row for row in lines if row.text == DATE)
    name_row = next(r for r in lines if r.text == issuer and abs(day.y - r.y - ROW) < 0.1)
    middle = (day.glyphs[0].x + day.glyphs[-1].x + day.glyphs[-1].advance) / 2
    assert spot.x == pytest.approx(middle, abs=0.1), "centred over the date"
    pair = (name_row.y - EM_TOP * SIZE + day.y + EM_BOTTOM * SIZE) / 2
    assert 1.0 <= pair - spot.y <= 6.0, "name and date a little below the middle"
    assert spot.top < name_row.y - EM_TOP * SIZE < day.y + EM_BOTTOM * SIZE < spot.bottom
    above = max(r.y for r in lines if r.y < name_row.y - 1) + EM_BOTTOM * SIZE
    assert 0 < spot.top - above <= ROW, "within one row of the text above, not touching it"
    assert LEFT <= spot.left < spot.right <= RIGHT


def test_a_long_name_in_two_rows_counts_as_one():
    middle = 150.0
    page = printed(
        TEXT,
        ("咸宁市住房和城乡建设局", middle, FIRST - ROW),
        ("行政执法监督支队", middle, FIRST),
        (DATE, middle, FIRST + ROW),
    )
    (spot,) = find_spots([page], [("咸宁市住房和城乡建设局行政执法监督支队", 42.0)], DATE)
    assert spot.x == pytest.approx(middle, abs=0.01)


def test_seals_of_a_joint_issue_stand_in_rows_each_over_its_name():
    names = ["甲机关", "乙机关", "丙机关", "丁机关", "戊机关"]
    deep = 5 * ROW
    places = [(60, 0), (108, 0), (156, 0), (108, 1), (156, 1)]
    lines = [(n, x, FIRST + r * deep) for n, (x, r) in zip(names, places, strict=True)]
    page = printed(TEXT, *lines, (DATE, 156, FIRST + deep + ROW))
    spots = find_spots([page], [(name, 42.0) for name in names], DATE)
    assert [spot.x for spot in spots] == pytest.approx([60, 108, 156, 108, 156], abs=0.01)
    assert len({spot.y for spot in spots[:3]}) == len({spot.y for spot in spots[3:]}) == 1
    assert spots[3].y - spots[0].y == pytest.approx(deep, abs=0.01)


@pytest.mark.parametrize(
    ("diameter", "middles", "word"),
    [
        (42.0, (100, 130), "相交"),
        (42.0, (108, 172), "超出版心"),
        (75.0, (156,), "压住正文"),
        (10.0, (156,), "压不住"),
    ],
)
def test_a_place_that_breaks_the_standard_is_refused(diameter, middles, word):
    names = ["甲机关", "乙机关"][: len(middles)]
    lines = [(name, x, FIRST) for name, x in zip(names, middles, strict=True)]
    page = printed(TEXT, *lines, (DATE, middles[-1], FIRST + ROW))
    with pytest.raises(CannotSeal, match=word):
        find_spots([page], [(name, diameter) for name in names], DATE)


def test_four_seals_in_a_row_are_refused():
    names = ["甲机关", "乙机关", "丙机关", "丁机关"]
    lines = [(n, 47.2 + 38.8 * place, FIRST) for place, n in enumerate(names)]
    page = printed(TEXT, *lines, (DATE, lines[-1][1], FIRST + ROW))
    with pytest.raises(CannotSeal, match="每排"):
        find_spots([page], [(name, 38.0) for name in names], DATE)


@pytest.mark.parametrize(
    ("issuer", "date"), [("咸宁市教育局", DATE), (CITY, "2023年6月8日"), (CITY, "")]
)
def test_a_page_without_that_signature_is_refused(issuer, date):
    with pytest.raises(CannotSeal, match="找不到"):
        find_spots(read_pages(page_of("letter").pdf), [(issuer, 45.0)], date)


def test_the_same_words_in_the_text_are_not_taken_for_the_signature():
    page = printed(
        (CITY, 60, 60.0),  # a line of the text that happens to be the name
        (DATE, 160, 60.0 + ROW),  # and a date, not under it
        TEXT,
        (CITY, 145, FIRST),
        (DATE, 145, FIRST + ROW),
    )
    (spot,) = find_spots([page], [(CITY, 45.0)], DATE)
    assert spot.y > FIRST


def test_the_red_head_of_a_joint_issue_is_not_its_signature():
    head = printed(("甲机关", 105, 80.0), size=12.0)
    page = printed(TEXT, ("甲机关", 80, FIRST), ("乙机关", 150, FIRST), (DATE, 150, FIRST + ROW))
    page = replace(page, runs=head.runs + page.runs)
    first, _ = find_spots([page], [("甲机关", 42.0), ("乙机关", 42.0)], DATE)
    assert first.x == pytest.approx(80, abs=0.01)


@pytest.mark.parametrize("lines", range(1, 24))
def test_whatever_the_length_of_the_text_the_seal_is_on_the_page_of_the_date(lines):
    body = (Paragraph("国" * 26 + "国" * 28 * (lines - 1)),)
    pdf = render(replace(LETTER, body=body, cc="")).pdf
    (spot,) = find_spots(read_pages(pdf), [(CITY, 45.0)], DATE)
    sheet = list(read_pages(pdf))[spot.page - 1]
    assert DATE in [row.text for row in rows(sheet.runs)]
    assert spot.bottom <= BOTTOM + 2 * ROW


def test_a_document_of_many_pages_is_searched_to_its_signature():
    (spot,) = find_spots(read_pages(page_of("real").pdf), [(CITY, 45.0)], DATE)
    assert spot.page == 1
    assert REAL.signature_name == CITY
