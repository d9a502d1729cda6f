"""Reading our own pages back: every character where the measuring reader sees it, too."""

from __future__ import annotations

import io

import pytest

from apps.typesetting import render
from apps.typesetting.checker.reading import read_sheets
from apps.typesetting.grid import MM
from apps.typesetting.readback import Unreadable, read_pages, rows
from tests.typesetting.documents import LETTER, SPECIMENS
from tests.typesetting.pages import page_of


@pytest.mark.parametrize("name", [n for n in SPECIMENS if n != "real"])
def test_text_and_places_agree_with_an_independent_reader(name):
    import pdfplumber

    pdf = page_of(name).pdf
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for sheet, page in zip(read_pages(pdf), document.pages, strict=True):
            ours = [(g.text, g.x, g.y, r.size) for r in sheet.runs for g in r.glyphs]
            theirs = [
                (
                    c["text"],
                    c["matrix"][4] * MM,
                    (float(page.height) - c["matrix"][5]) * MM,
                    c["size"] * MM,
                )
                for c in page.chars
            ]
            assert "".join(t for t, *_ in ours) == "".join(t for t, *_ in theirs)
            for (_, *mine), (_, *other) in zip(ours, theirs, strict=True):
                assert mine == pytest.approx(other, abs=0.005)


def test_bars_agree_with_the_measuring_reader():
    for name in ("letter", "minutes", "up_single"):
        for ours, theirs in zip(
            read_pages(page_of(name).pdf), read_sheets(page_of(name).pdf), strict=True
        ):
            boxes = sorted((round(s.box[1], 2), round(s.box[0], 2)) for s in ours.shapes)
            bars = sorted((round(bar.top, 2), round(bar.x, 2)) for bar in theirs.bars)
            assert set(bars) <= set(boxes), name


def test_rows_are_read_from_top_to_bottom_whatever_was_drawn_first():
    first = next(iter(read_pages(page_of("letter").pdf)))
    texts = [row.text for row in rows(first.runs)]
    assert texts[0] == "咸宁市人民政府"
    assert texts[1].endswith(LETTER.reference)
    assert [row.y for row in rows(first.runs)] == sorted(row.y for row in rows(first.runs))


def test_the_stamp_of_a_draft_is_read_as_shapes_and_not_as_text():
    plain = next(iter(read_pages(page_of("letter").pdf)))
    draft = next(iter(read_pages(render(LETTER, draft=True).pdf)))
    assert [run.text for run in plain.runs] == [run.text for run in draft.runs]
    grey = [s for s in draft.shapes if s.fill and len(set(s.fill)) == 1 and 0.5 < s.fill[0] < 1]
    assert len(grey) >= 4


def changed(orders: bytes) -> bytes:
    """Return a page with further orders at its end."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject, StreamObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(page_of("letter").pdf)))
    page = writer.pages[0]
    stream = StreamObject()
    stream.set_data(page.get_contents().get_data() + b"\n" + orders)
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("orders", [b"/Sh sh", b"0 0 0 1 k 0 0 9 9 re f", b"BT <0001> Tj ET"])
def test_an_order_that_is_not_known_is_refused_and_not_left_out(orders):
    with pytest.raises((Unreadable, KeyError)):
        list(read_pages(changed(orders)))


def test_turned_and_stretched_text_keeps_its_matrix():
    orders = b"q 0 1 -1 0 0 0 cm BT /%s 10 Tf 150 Tz 100 -100 Td <%s> Tj ET Q"
    first = next(iter(read_pages(page_of("letter").pdf)))
    from pypdf import PdfReader

    page = PdfReader(io.BytesIO(page_of("letter").pdf)).pages[0]
    name = next(iter(page["/Resources"]["/Font"])).lstrip("/").encode()
    code = b"%04x" % first.runs[0].glyphs[0].code
    run = next(iter(read_pages(changed(orders % (name, code))))).runs[-1]
    assert not run.upright
    a, b, c, d, _, _ = run.matrix
    assert (a**2 + b**2) ** 0.5 == pytest.approx(1.5)
    assert (c**2 + d**2) ** 0.5 == pytest.approx(1)
