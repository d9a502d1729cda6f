"""Facts of the head of page 1: the mark, the 文号, the red rule."""

import re
from collections.abc import Sequence

from apps.typesetting.checker.anatomy import Anatomy
from apps.typesetting.checker.faces import is_face
from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.checker.ink import Box, Raster
from apps.typesetting.checker.sheets import Glyph, Row
from apps.typesetting.grid import (
    CENTRE,
    LEFT,
    MARK_TOP,
    MM,
    RULE_GAP,
    TOP,
    TWO_ROWS_LEAST,
    TWO_ROWS_MOST,
    WIDTH,
)  # fmt: skip

NUMBER = r"[一-龥]+〔\d{4}〕[1-9]\d*号"
ORDER_NUMBER = r"第[1-9]\d*号"
SESSION = r"第[1-9]\d*次|〔\d{4}〕[1-9]\d*号?|第[1-9]\d*期"
STRICT = {"order": ORDER_NUMBER, "minutes": SESSION}
SHAPES = {"order": "第×号", "minutes": "第×次"}
MARK_WORDS = {
    "down": (r".+", "发文机关名称，或者加“文件”"), "level": (r".+", "发文机关名称，或者加“文件”"),
    "up": (r".+", "发文机关名称，或者加“文件”"), "letter": (r".*(?<!文件)", "发文机关名称"),
    "order": (r".+(命令|令)", "发文机关名称加“命令”或者“令”"), "minutes": (r".+纪要", "“×××纪要”"),
}  # fmt: skip


def check_head(gauge: Gauge, found: Anatomy, raster: Raster) -> None:
    """Measure what the heads of all layouts share, and the red rule of those that have one."""
    _check_mark(gauge, found, raster)
    shape = SHAPES.get(found.layout, "机关代字〔年份〕×号")
    number = found.number
    gauge.holds("number", number is not None, number.text if number else "", shape)
    if number:
        pattern = STRICT.get(found.layout, NUMBER)
        fits = re.fullmatch(pattern, number.text) is not None
        gauge.holds("number-format", fits, number.text, shape, number)
        if found.layout not in ("up", "letter"):
            gauge.near("number-centre", number.centre, CENTRE, number)
    if found.layout != "letter":
        _check_gap(gauge, found)
    if found.layout not in ("letter", "order"):
        _check_rule(gauge, found)


def _check_mark(gauge: Gauge, found: Anatomy, raster: Raster) -> None:
    mark, rows = found.mark, found.first.mark
    gauge.holds("mark", mark is not None, "有" if mark else "", "有", mark)
    if not mark:
        return
    gauge.near("mark-centre", mark.centre, CENTRE, mark)
    gauge.near("mark-top", mark.top, TOP + MARK_TOP[found.layout], mark)
    gauge.within("mark-width", mark.width, 0, WIDTH, mark)
    if not rows:
        gauge.unread.append(
            "发文机关标志不是文字（图片或者图形），只量了位置，没有核对字体和内容。"
        )
        return
    fonts = [glyph.font for row in rows for glyph in row.glyphs]
    wrong = next((font for font in fonts if not is_face(font, "小标宋") and not _is_rare(font)), "")
    gauge.holds("mark-font", not wrong, wrong or "小标宋", "小标宋", mark)
    names, suffix = stack(rows)
    pattern, wanted = MARK_WORDS[found.layout]
    text = "".join(row.text for row in names) + ("文件" if suffix else "")
    gauge.holds("mark-text", re.fullmatch(pattern, text) is not None, text, wanted, mark)
    if suffix and len(names) > 1:
        _check_suffix(gauge, names, suffix, raster)


def _is_rare(font: str) -> bool:
    return "WenKai" in font


def stack(rows: Sequence[Row]) -> tuple[list[Row], tuple[Glyph, ...]]:
    """Return the names of a mark and the 文件 beside or behind them."""
    if not rows:
        return [], ()
    glyphs = sorted((g for row in rows for g in row.glyphs), key=lambda glyph: glyph.x0)
    pair = tuple(glyphs[-2:])
    if [glyph.text for glyph in pair] != ["文", "件"]:
        return list(rows), ()
    names = [Row(tuple(g for g in row.glyphs if g not in pair), row.page) for row in rows
             if any(g not in pair for g in row.glyphs)]  # fmt: skip
    return names, pair


def _check_suffix(
    gauge: Gauge, names: Sequence[Row], suffix: Sequence[Glyph], raster: Raster
) -> None:
    """文件 stands at half the height of the stack of names."""
    stack = _ink(raster, [glyph for row in names for glyph in row.glyphs])
    beside = _ink(raster, suffix)
    off = beside.middle - stack.middle if beside and stack else None
    gauge.near("mark-suffix", off, 0.0, beside)


def _ink(raster: Raster, glyphs: Sequence[Glyph]) -> Box | None:
    top = min(glyph.baseline - 0.95 * glyph.size * MM for glyph in glyphs)
    bottom = max(glyph.baseline + 0.13 * glyph.size * MM for glyph in glyphs)
    box = Box(min(g.x0 for g in glyphs), top, max(g.x1 for g in glyphs), bottom)
    return raster.ink(1, box, red=True)


def _check_gap(gauge: Gauge, found: Anatomy) -> None:
    """From the mark's ink to the first row below it: of 上行文 that is the first signer's."""
    first = found.number
    if found.layout == "up" and found.mark:
        below = [row for row in found.first.text_rows if row.top > found.mark.bottom]
        first = below[0] if below else None
    if first and found.mark:
        gap = first.top - found.mark.bottom
        gauge.within("number-gap", gap, TWO_ROWS_LEAST, TWO_ROWS_MOST, first)


def _check_rule(gauge: Gauge, found: Anatomy) -> None:
    rule = found.rules[0] if found.rules else None
    gauge.holds("rule", rule is not None, "有" if rule else "", "有", rule)
    if rule:
        gauge.near("rule-left", rule.x, LEFT, rule)
        gauge.near("rule-width", rule.width, WIDTH, rule)
        gauge.within("rule-height", rule.height, 0.35, 1.0, rule)
        above = [row for row in found.first.text_rows if row.baseline < rule.top]
        last = above[-1] if above else found.number
        gauge.near("rule-gap", rule.top - last.bottom if last else None, RULE_GAP, rule)
