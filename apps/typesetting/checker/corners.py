"""Facts of 份号, 密级 and 紧急程度 in the upper left corner, and of 签发人 in a 上行文."""

import re
from collections.abc import Sequence

from apps.typesetting.checker.anatomy import Anatomy
from apps.typesetting.checker.faces import is_face
from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.checker.sheets import Row
from apps.typesetting.grid import (
    BODY,
    CELL,
    LEFT,
    LETTER_LEAD,
    PAGE_HEIGHT,
    RIGHT,
    ROW,
    TOP,
)  # fmt: skip

URGENCIES = ("特急", "加急", "特提", "平急")
SECRECY = r"(绝密|机密|秘密)(★(\d+(年|月)|长期))?"
LOOSE_SECRECY = r"(绝密|机密|秘密).{0,6}"


def check_corner(gauge: Gauge, found: Anatomy) -> None:
    """Measure 份号, 密级 and 紧急程度 where they are printed, and the rows they stand on."""
    title = next((r.top for r in found.first.text_rows if r.size > 20), PAGE_HEIGHT)
    if found.layout == "order" and found.number:
        title = min(title, found.number.top)  # an order has no title: its number ends the head
    marks: list[tuple[int, Row]] = []
    for row in found.first.text_rows:
        if row.top > title:
            break
        left = row.runs()[0]
        flush = abs(left.x0 - LEFT) <= 0.5 and abs(left.size - BODY) <= 0.3
        black = is_face(left.glyphs[0].font, "黑体")
        if re.fullmatch(r"\d{1,8}", left.text):
            fits = flush and len(left.text) == 6
            gauge.holds("copy-number", fits, left.text, "6位数字，左上角顶格", left)
            marks.append((0, left))
        elif re.fullmatch(LOOSE_SECRECY, left.text):
            fits = flush and black and re.fullmatch(SECRECY, left.text) is not None
            got = f"{left.text}，{left.glyphs[0].font}"
            gauge.holds("secrecy", fits, got, "三号黑体顶格，“★”后写期限", left)
            marks.append((1, left))
        elif left.text in URGENCIES:
            got = f"{left.text}，{left.glyphs[0].font}"
            gauge.holds("urgency", flush and black, got, "三号黑体顶格", left)
            marks.append((2, left))
    if marks:
        _check_order(gauge, marks, found)


def _check_order(gauge: Gauge, marks: Sequence[tuple[int, Row]], found: Anatomy) -> None:
    """Each on a row of its own from the first row on, 份号 before 密级 before 紧急程度."""
    ordered = [rank for rank, _ in marks] == sorted(rank for rank, _ in marks)
    shown = "、".join(row.text for _, row in marks)
    gauge.holds("corner-order", ordered, shown, "份号、密级、紧急程度", marks[0][1])
    rows = [row for _, row in marks]
    if found.layout == "letter":
        uppers = [bar for bar in found.rules if bar.top < rows[0].top]
        gap = rows[0].top - uppers[-1].foot if uppers else None
        gauge.near("letter-corner-gap", gap, LETTER_LEAD, rows[0])
        return
    offs = [(row.top - TOP - place * ROW, row) for place, row in enumerate(rows)]
    gauge.worst("corner-rows", offs, 0.0)


def check_signers(gauge: Gauge, found: Anatomy) -> None:
    """Measure 签发人 of a 上行文: two a row, right one cell in, names in 楷体 under each other."""
    if found.layout != "up":
        return
    if found.number:
        gauge.near("number-left", found.number.x0, LEFT + CELL, found.number)
    rule = found.rules[0].top if found.rules else PAGE_HEIGHT
    head = found.mark.bottom if found.mark else rule
    rows = [row for row in found.first.text_rows if head < row.top < rule]
    runs = [run for row in rows for run in row.runs()]
    label = next((run for run in runs if run.text.startswith("签发人")), None)
    right = max((run.x1 for run in runs), default=None)
    gauge.near("signer-right", right if label else None, RIGHT - CELL, label)
    names = [r for row in rows if (r := _names(row))]
    fonts = [glyph.font for row in names for glyph in row.glyphs]
    other = next((font for font in fonts if not is_face(font, "楷体")), "")
    got = other or ("楷体" if fonts else "")
    gauge.holds("signer-font", bool(fonts) and not other, got, "楷体", label)
    if label:
        worn = label.glyphs[0].font
        gauge.holds("signer-label", is_face(worn, "仿宋"), worn, "仿宋", label)
    off = found.number.baseline - names[-1].baseline if names and found.number else None
    gauge.near("signer-row", off, 0.0, found.number)
    firsts = [(row.x0 - names[0].x0, row) for row in names[1:]]
    gauge.worst("signer-columns", firsts, 0.0)
    counts = [(float(len(_people(row))), row) for row in names]
    most = max((count for count, _ in counts), default=0.0)
    gauge.holds(
        "signer-pairs", most <= 2, f"每行{most:g}个", "每行两个", names[0] if names else None
    )


def _names(row: Row) -> Row | None:
    """The signers' names of a row: what is neither the label nor the 文号."""
    glyphs = row.glyphs
    if "签发人" in row.text:
        start = row.text.index("签发人") + 3
        glyphs = glyphs[start + (row.text[start : start + 1] in "：:") :]
    kept = [g for run in Row(glyphs, row.page).runs() if "号" not in run.text for g in run.glyphs]
    return Row(tuple(kept), row.page) if glyphs and kept else None


def _people(row: Row) -> list[Row]:
    """Names of a row: a white of a cell parts two of them (王　明 holds one itself)."""
    parts = row.runs(0.8 * CELL)
    people: list[Row] = []
    for part in parts:
        before = people[-1] if people else None
        joins = before and len(part.text) == 1 and len(before.text) == 1
        if joins and before:
            people[-1] = Row((*before.glyphs, *part.glyphs), row.page)
        else:
            people.append(part)
    return people
