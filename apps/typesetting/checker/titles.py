"""Facts of the title and of 主送机关 below it."""

import re
from collections.abc import Sequence

from apps.typesetting.checker.anatomy import Anatomy
from apps.typesetting.checker.faces import is_face
from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.checker.sheets import Row
from apps.typesetting.composer import BLANK_LEFT, BLANK_RIGHT
from apps.typesetting.grid import (
    CELL,
    CENTRE,
    LEFT,
    MM,
    ROW,
    TITLE,
    TWO_ROWS_LEAST,
    TWO_ROWS_MOST,
)  # fmt: skip
from apps.typesetting.titles import extent, has_shape, words_of

TITLE_MARKS = frozenset("《》、“”（）〈〉—·")
ALL_MARKS = frozenset("，。、；：？！（）《》“”‘’—…,.;:?!()")
KINDS = (
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示",
    "批复", "议案", "函", "纪要",
)  # fmt: skip
ENDING = re.compile(rf"({'|'.join(KINDS)})(（[^（）]+）)?")
TITLED = ("down", "level", "up", "letter")


def check_title(gauge: Gauge, found: Anatomy) -> None:
    """Measure the title; orders and minutes may do without."""
    rows = found.title
    if found.layout in TITLED:
        gauge.holds("title", bool(rows), "有" if rows else "", "有", rows[0] if rows else None)
    if not rows:
        _check_order_gap(gauge, found)
        return
    gauge.worst("title-size", [(row.size, row) for row in rows], TITLE)
    fonts = [glyph.font for row in rows for glyph in row.glyphs]
    wrong = next((f for f in fonts if not is_face(f, "小标宋") and "WenKai" not in f), "")
    gauge.holds("title-font", not wrong, wrong or "小标宋", "小标宋", rows[0])
    gauge.worst("title-centre", [(_centre(row), row) for row in rows], CENTRE)
    _check_lines(gauge, rows)
    if found.rules and found.layout != "letter":
        gap = rows[0].top - found.rules[0].foot
        gauge.near("title-gap", gap, TWO_ROWS_LEAST, rows[0])


def _centre(row: Row) -> float:
    """The middle; marks at the ends count in full or, where they may be halved, by their ink."""
    half = row.size * MM / 2
    first = half * (row.text[0] in BLANK_LEFT)
    last = half * (row.text[-1] in BLANK_RIGHT)
    return min((row.centre, row.centre + (first - last) / 2), key=lambda x: abs(x - CENTRE))


def _check_lines(gauge: Gauge, rows: Sequence[Row]) -> None:
    """Shape, marks and sense of a title's lines."""
    lines = [row.text for row in rows]
    lengths = [extent(line) for line in lines]
    shown = "、".join(f"{length:g}" for length in lengths)
    gauge.holds("title-shape", has_shape(lengths), f"各行{shown}字", "梯形或者菱形", rows[0])
    text = "".join(lines)
    marks = sorted(set(text) & ALL_MARKS - TITLE_MARKS)
    gauge.holds("title-marks", not marks, "".join(marks) or "无", "无", rows[0])
    if len(lines) > 1:
        broken = _broken(lines)
        gauge.holds("title-sense", not broken, broken or "完整", "词意完整", rows[0])
    kind = ENDING.search(text)
    ends = bool(kind and kind.end() == len(text))
    gauge.holds("title-kind", ends, text[-4:], "以文种结尾", rows[-1])


def _broken(lines: Sequence[str]) -> str:
    """Return the word or quoted title that a line end cuts, or nothing."""
    ends, length = set(), 0
    for line in lines[:-1]:
        length += len(line)
        ends.add(length)
    place = 0
    for word in words_of("".join(lines)):
        inside = [end for end in ends if place < end < place + len(word)]
        if inside:
            return word
        place += len(word)
    return ""


def _check_order_gap(gauge: Gauge, found: Anatomy) -> None:
    if found.layout == "order" and found.number:
        below = [r for r in found.first.text_rows if r.top > found.number.bottom]
        if below:
            gap = below[0].top - found.number.bottom
            gauge.within("order-text-gap", gap, TWO_ROWS_LEAST, TWO_ROWS_MOST, below[0])


def check_addressee(gauge: Gauge, found: Anatomy) -> None:
    """主送机关: flush left one row below the title, closed by a full-width colon."""
    if not found.addressee:
        return
    first, last = found.addressee[0], found.addressee[-1]
    gauge.near("addressee-left", first.x0, LEFT, first)
    gap = first.top - found.title[-1].bottom - (ROW - CELL) / 2
    gauge.near("addressee-gap", gap, ROW + (ROW - TITLE * MM) / 2, first)
    gauge.holds("addressee-colon", last.text.endswith("："), last.text[-1], "：", last)
