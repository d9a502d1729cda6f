"""Reads a PDF into sheets, whoever made it, and says what in it could not be read.

Positions come from the text matrix (baselines), since the boxes that PDF libraries report depend on
what each font says of itself.
"""

import io
from collections.abc import Iterator
from typing import Any

from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.checker.sheets import Bar, Glyph, Row, Sheet, is_red
from apps.typesetting.grid import BOTTOM, LEFT, MM, TOP

SAME_ROW = 0.3  # mm between baselines of one row (mixed fonts)
BAR_LENGTH, BAR_HEIGHT = 50.0, 3.0
FLAT = 1e-3


def read(pdf: bytes, gauge: Gauge) -> list[Sheet]:
    """Return the pages; what cannot be read is put down in the gauge."""
    try:
        sheets = read_sheets(pdf)
    except Exception as error:  # readers raise many kinds for damaged or locked files
        gauge.unread.append(f"文件不是可读的PDF（{type(error).__name__}），未作检查。")
        return []
    for sheet in sheets:
        rows = (*sheet.rows, *sheet.turned)
        if sheet.has_images and not rows:
            gauge.unread.append(f"第{sheet.number}页没有文字，可能是扫描件，未作检查。")
        if any("(cid:" in glyph.text for row in rows for glyph in row.glyphs):
            gauge.unread.append(f"第{sheet.number}页有文字没有编码，无法辨认。")
    return sheets


def read_sheets(pdf: bytes) -> list[Sheet]:
    """Return the pages of a PDF; raises whatever the reader raises where it is none."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [_sheet(number, page) for number, page in enumerate(document.pages, start=1)]


def _sheet(number: int, page: Any) -> Sheet:
    height = float(page.height)
    upright, turned, tilt = [], [], ""
    for char in page.chars:
        if not char["text"].strip():
            continue
        a, b, c, d = char["matrix"][:4]
        if abs(b) < FLAT and abs(c) < FLAT:
            upright.append(_glyph(char, height))
        elif abs(a) < FLAT and abs(d) < FLAT and b > 0:
            turned.append(_turned(char, height))
        else:
            right = abs(a) < FLAT and abs(d) < FLAT
            tilt = tilt or ("有向右转的文字" if right else "有倾斜的文字")
    sheet = Sheet(
        number, float(page.width) * MM, height * MM, tuple(_rows(upright, number)),
        tuple(_bars(page, number)), tuple(_rows(turned, number)), tilt, tuple(_pictures(page)),
    )  # fmt: skip
    page.close()
    return sheet


def _glyph(char: dict[str, Any], height: float) -> Glyph:
    return Glyph(
        char["text"], char["x0"] * MM, char["x1"] * MM, (height - char["matrix"][5]) * MM,
        char["size"], _font(char), _colour(char),
    )  # fmt: skip


def _turned(char: dict[str, Any], height: float) -> Glyph:
    """A character turned to the left, as it stands when the head of its table is upwards."""
    matrix = char["matrix"]
    x = LEFT + BOTTOM - (height - matrix[5]) * MM
    wide = (char["bottom"] - char["top"]) * MM
    size = char["x1"] - char["x0"]
    return Glyph(
        char["text"], x, x + wide, TOP + matrix[4] * MM - LEFT, size, _font(char), _colour(char)
    )


def _font(char: dict[str, Any]) -> str:
    name: str = char["fontname"]
    return name.split("+")[-1]


def _colour(shape: dict[str, Any]) -> tuple[float, ...]:
    colour = shape.get("non_stroking_color")
    values = colour if isinstance(colour, tuple | list) else (colour,)
    return tuple(float(value) for value in values if isinstance(value, int | float))


def _rows(glyphs: list[Glyph], page: int) -> Iterator[Row]:
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if row and glyph.baseline - row[0].baseline > SAME_ROW:
            yield Row(tuple(sorted(row, key=lambda glyph: glyph.x0)), page)
            row = []
        row.append(glyph)
    if row:
        yield Row(tuple(sorted(row, key=lambda glyph: glyph.x0)), page)


def _bars(page: Any, number: int) -> list[Bar]:
    out = []
    for shape in (*page.rects, *page.curves, *page.lines):
        width, height = (shape["x1"] - shape["x0"]) * MM, (shape["bottom"] - shape["top"]) * MM
        stroked = shape["object_type"] == "line"
        if stroked:  # a line is as thick as its pen, half to each side
            height = float(shape.get("linewidth") or 0) * MM
        if width > BAR_LENGTH and height < BAR_HEIGHT:
            top = shape["top"] * MM - (height / 2 if stroked else 0.0)
            colour = _line_colour(shape) if stroked else _colour(shape)
            out.append(Bar(shape["x0"] * MM, top, width, height, is_red(colour), number))
    return sorted(out, key=lambda bar: bar.top)


def _line_colour(shape: dict[str, Any]) -> tuple[float, ...]:
    return _colour({"non_stroking_color": shape.get("stroking_color")})


def _pictures(page: Any) -> Iterator[tuple[float, float, float, float]]:
    for image in page.images:
        yield (image["x0"] * MM, image["top"] * MM, image["x1"] * MM, image["bottom"] * MM)
