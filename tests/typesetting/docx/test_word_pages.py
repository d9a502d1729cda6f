"""Word files as LibreOffice sets them: 22 rows a page, 28 characters a line, parts in place."""

from __future__ import annotations

import io
from collections import Counter

import pytest

from apps.typesetting.checker.ink import Box, Raster
from apps.typesetting.docx import write
from tests.typesetting.documents import SPECIMENS
from tests.typesetting.docx.office import converted

MM = 25.4 / 72


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Name -> pages of the rendered file: for each row its baseline in mm and its characters."""
    import pdfplumber

    files = {f"{name}.docx": write(gongwen) for name, gongwen in SPECIMENS.items()}
    pdfs = converted(files, "pdf", tmp_path_factory.mktemp("word"))
    found = {}
    for name, data in pdfs.items():
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            found[name] = (data, [_rows(page) for page in pdf.pages])
    return found


def _rows(page) -> dict[float, list[dict]]:
    rows: dict[float, list[dict]] = {}
    for character in page.chars:
        if character["text"].strip():
            baseline = round((float(page.height) - character["matrix"][5]) * MM, 1)
            rows.setdefault(baseline, []).append(character)
    return dict(sorted(rows.items()))


def text(rows, baseline: float) -> str:
    return "".join(c["text"] for c in sorted(rows[baseline], key=lambda c: c["x0"]))


def find(rows, start: str) -> tuple[float, list[dict]]:
    return next((b, rows[b]) for b in rows if text(rows, b).startswith(start))


def test_full_pages_have_22_rows_at_an_even_pitch(pages):
    _, sheets = pages["real"]
    body = sheets[2:-2]  # pages of running text: the rest begins or ends something
    assert len(body) >= 14
    for number, rows in enumerate(body, start=3):
        baselines = [b for b in rows if b < 263]
        assert len(baselines) == 22, f"第{number}页有{len(baselines)}行"
        steps = [b - a for a, b in zip(baselines, baselines[1:], strict=False)]
        assert max(steps) - min(steps) < 0.25


def test_full_lines_have_28_characters(pages):
    _, sheets = pages["real"]
    cells = Counter()
    for rows in sheets[2:-2]:
        for line in rows.values():
            left, right = min(c["x0"] for c in line) * MM, max(c["x1"] for c in line) * MM
            if left < 29.5 and right > 181:
                cells[sum(0.5 if c["text"].isascii() else 1 for c in line)] += 1
    assert cells.most_common(1)[0][0] == 28
    assert cells[28] / cells.total() > 0.85
    assert set(cells) <= {26, 26.5, 27, 27.5, 28, 28.5, 29}


TOPS = {"real": 72, "down": 72, "minutes": 72, "order": 57, "letter": 30}


@pytest.mark.parametrize(("name", "top"), TOPS.items())
def test_the_red_mark_begins_where_the_standard_wants_it(pages, name, top):
    raster = Raster(pages[name][0])
    ink = raster.ink(1, Box(20, 20, 190, 100), red=True)
    raster.close()
    assert ink is not None
    assert abs(ink.top - top) < 0.5


def test_the_red_rule_lies_four_millimetres_below_the_reference(pages):
    data, sheets = pages["real"]
    baseline, _ = find(sheets[0], "咸政发")
    em_bottom = baseline + 0.12 * 16 * MM
    raster = Raster(data)
    rule = raster.ink(1, Box(20, em_bottom + 1, 200, em_bottom + 9), red=True)
    raster.close()
    assert rule is not None
    assert abs(rule.top - em_bottom - 4) < 0.3
    assert abs(rule.left - 28) < 0.3
    assert abs(rule.right - 184) < 0.3
    title, _ = find(sheets[0], "市人民政府关于")
    assert abs(title - 0.88 * 22 * MM - rule.bottom - 20.9) < 1.5


def test_page_numbers_stand_at_the_outer_edge_seven_millimetres_down(pages):
    data, sheets = pages["real"]
    raster = Raster(data)
    for number, rows in enumerate(sheets[:4], start=1):
        line = rows[max(rows)]
        edges = min(c["x0"] for c in line) * MM, max(c["x1"] for c in line) * MM
        wanted, got = (179.06, edges[1]) if number % 2 else (32.94, edges[0])
        assert abs(got - wanted) < 0.5, number
        dash = raster.ink(number, Box(edges[0], 264, edges[0] + 4, 274))
        assert dash is not None
        assert abs(dash.middle - 269) < 0.5
    raster.close()
    assert not [b for b in pages["letter"][1][0] if b > 263], "首页不编页码"


@pytest.mark.parametrize("name", ["real", "down", "up", "minutes"])
def test_the_imprint_closes_the_last_even_page_at_the_lower_edge(pages, name):
    data, sheets = pages[name]
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        last = pdf.pages[-1]
        bars = [r["bottom"] * MM for r in [*last.rects, *last.lines] if r["width"] * MM > 150]
    assert abs(max(bars) - 262) < 0.6
    rows = sheets[-1]
    # LibreOffice does not leave a side blank for a section that begins on an even page.
    assert name == "real" or int(text(rows, max(rows)).strip("— ")) % 2 == 0
    assert any("印发" in text(rows, b) for b in rows)


def test_the_signature_is_not_alone_on_its_page_and_the_date_ends_four_characters_in(pages):
    rows = pages["up"][1][1]
    assert len([b for b in rows if b < 230]) > 3
    _, date = find(rows, "2023年6月7日")
    assert abs(max(c["x1"] for c in date) * MM - 161.71) < 0.5


def test_an_annex_begins_with_its_label_and_its_title_in_row_three(pages):
    rows = next(r for r in pages["down"][1] if text(r, min(r)) == "附件1")
    label, title = sorted(rows)[:2]
    assert abs(label - 45.2) < 0.3
    assert abs(title - label - 2 * 10.19) < 0.4
