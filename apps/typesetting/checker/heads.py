"""Facts of the first page's head: mark, 文号, signers, red rules, for each layout."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from apps.typesetting.checker.faces import is_face
from apps.typesetting.checker.ink import Box, Raster
from apps.typesetting.checker.results import Gauge
from apps.typesetting.checker.sheets import Bar, Row, Sheet
from apps.typesetting.grid import (
    BODY,
    CELL,
    CENTRE,
    LEFT,
    LETTER_FOOT,
    LETTER_LEAD,
    LETTER_RULE_WIDTH,
    MARK_TOP,
    MM,
    PAGE_HEIGHT,
    RIGHT,
    RULE_GAP,
    TOP,
    TWO_ROWS_LEAST,
    TWO_ROWS_MOST,
    WIDTH,
)  # fmt: skip

NUMBER = r"[一-龥]+〔\d{4}〕[1-9]\d*号"
LOOSE_NUMBER = r"[一-龥]{1,12}[〔\[［【（(]?\d{4}[〕\]］】）)]?第?\d+号"
ORDER_NUMBER = r"第[1-9]\d*号"
SESSION = r"第[1-9]\d*次|〔\d{4}〕[1-9]\d*号?|第[1-9]\d*期"
LOOSE = {"order": r"第?\d+号", "minutes": r"第?\d+[次期号]|〔\d{4}〕\d+号?"}
STRICT = {"order": ORDER_NUMBER, "minutes": SESSION}
SHAPES = {"order": "第×号", "minutes": "第×次"}
URGENCIES = ("特急", "加急", "特提", "平急")


@dataclass(frozen=True)
class Head:
    """What was found at the head of page 1."""

    mark: Box | None
    number: Row | None
    rules: tuple[Bar, ...]
    last: Row | None  # the lowest row above the red rule


def find_head(sheet: Sheet, raster: Raster, layout: str) -> Head:
    """Find mark, 文号 and red rules on the first page."""
    rules = tuple(bar for bar in sheet.bars if bar.red)
    number = _number(sheet, layout)
    last = number
    if rules and layout in ("down", "up", "minutes"):
        above = [row for row in sheet.text_rows if row.baseline < rules[0].top]
        last = above[-1] if above else number
    return Head(_mark_ink(sheet, raster), number, rules, last)


def _number(sheet: Sheet, layout: str) -> Row | None:
    pattern = LOOSE.get(layout, LOOSE_NUMBER)
    mark = max((row.baseline for row in sheet.mark), default=0.0)
    for row in sheet.text_rows:
        if row.baseline > mark:
            for run in row.runs():
                if re.fullmatch(pattern, run.text):
                    return run
    return None


def _mark_ink(sheet: Sheet, raster: Raster) -> Box | None:
    rows = sheet.mark
    if not rows:
        return None
    top = min(row.baseline - 0.95 * row.size * MM for row in rows)
    bottom = max(row.baseline + 0.13 * row.size * MM for row in rows)
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    return raster.ink(1, Box(left - 2, top, right + 2, bottom), red=True)


def check_head(gauge: Gauge, sheet: Sheet, head: Head, layout: str) -> None:
    """Measure what the heads of all layouts share, then what is the layout's own."""
    gauge.holds("mark", head.mark is not None, "有" if head.mark else "", "有")
    if head.mark:
        centre = (head.mark.left + head.mark.right) / 2
        gauge.near("mark-centre", centre, CENTRE)
        gauge.near("mark-top", head.mark.top, TOP + MARK_TOP[layout])
        gauge.within("mark-width", head.mark.right - head.mark.left, 0, WIDTH)
    shape = SHAPES.get(layout, "机关代字〔年份〕×号")
    number = head.number
    gauge.holds("number", number is not None, number.text if number else "", shape)
    if number:
        pattern = STRICT.get(layout, NUMBER)
        fits = re.fullmatch(pattern, number.text) is not None
        gauge.holds("number-format", fits, number.text, shape)
        if layout in ("down", "order", "minutes"):
            gauge.near("number-centre", number.centre, CENTRE)
    if layout == "letter":
        _check_letter(gauge, head)
        return
    _check_gap(gauge, sheet, head, layout)
    if layout != "order":
        _check_rule(gauge, head)
    if layout == "up":
        _check_upward(gauge, sheet, head)


def _check_gap(gauge: Gauge, sheet: Sheet, head: Head, layout: str) -> None:
    """From the mark's ink to the first row below it: of 上行文 that is the first signer's."""
    first = head.number
    if layout == "up" and head.mark:
        below = [row for row in sheet.text_rows if row.top > head.mark.bottom]
        first = below[0] if below else None
    if first and head.mark:
        gauge.within("number-gap", first.top - head.mark.bottom, TWO_ROWS_LEAST, TWO_ROWS_MOST)


def _check_rule(gauge: Gauge, head: Head) -> None:
    rule = head.rules[0] if head.rules else None
    gauge.holds("rule", rule is not None, "有" if rule else "", "有")
    if rule:
        gauge.near("rule-left", rule.x, LEFT)
        gauge.near("rule-width", rule.width, WIDTH)
        gauge.within("rule-height", rule.height, 0.35, 1.0)
        gauge.near("rule-gap", rule.top - head.last.bottom if head.last else None, RULE_GAP)


def _check_upward(gauge: Gauge, sheet: Sheet, head: Head) -> None:
    if head.number:
        gauge.near("number-left", head.number.x0, LEFT + CELL)
    rule = head.rules[0].top if head.rules else PAGE_HEIGHT
    rows = [row for row in sheet.text_rows if head.mark and head.mark.bottom < row.top < rule]
    kai = [row for row in rows if any(is_face(glyph.font, "楷体") for glyph in row.glyphs)]
    runs = [run for row in rows for run in row.runs()]
    names = [r for r in runs if not r.text.startswith("签发人") and "号" not in r.text]
    signer = next((run for run in runs if run.text.startswith("签发人")), None)
    right = max((run.x1 for run in runs), default=None)
    gauge.near("signer-right", right if signer else None, RIGHT - CELL)
    faced = [g.font for run in names for g in run.glyphs]
    faced += [g.font for g in signer.glyphs[4:]] if signer else []
    other = next((font for font in faced if not is_face(font, "楷体")), "")
    got = other or ("楷体" if faced else "")
    gauge.holds("signer-font", bool(faced) and not other, got, "楷体")
    last = kai[-1].baseline if kai else None
    off = None if last is None or not head.number else head.number.baseline - last
    gauge.near("signer-row", off, 0.0)


def _check_letter(gauge: Gauge, head: Head) -> None:
    rules = head.rules
    if len(rules) < 4 or not head.mark:
        gauge.holds("letter-rule-order", False, f"红线{len(rules)}条", "上下各一条双线")
        return
    upper, lower = rules[:2], rules[-2:]
    gauge.near("letter-upper-rule", upper[0].top - head.mark.bottom, RULE_GAP)
    gauge.near("letter-lower-rule", PAGE_HEIGHT - lower[1].foot, LETTER_FOOT)
    gauge.worst("letter-rule-width", [(rule.width, 1) for rule in rules], LETTER_RULE_WIDTH)
    right = upper[0].height > upper[1].height and lower[0].height < lower[1].height
    gauge.holds("letter-rule-order", right, "是" if right else "否", "是")
    if head.number:
        gauge.near("letter-number-right", head.number.x1, RIGHT)
        gauge.near("letter-number-gap", head.number.top - upper[1].foot, LETTER_LEAD)


def check_corner(gauge: Gauge, sheets: Sequence[Sheet]) -> None:
    """Measure 份号 and urgency where they are printed."""
    title = next((r.top for r in sheets[0].text_rows if r.size > 20), PAGE_HEIGHT)
    for row in sheets[0].text_rows:
        if row.top > title:
            return
        left = row.runs()[0]
        flush = abs(left.x0 - LEFT) <= 0.5 and abs(left.size - BODY) <= 0.3
        if re.fullmatch(r"\d{1,8}", left.text):
            fits = flush and len(left.text) == 6
            gauge.holds("copy-number", fits, left.text, "6位数字，左上角顶格")
        elif left.text in URGENCIES:
            fits = flush and is_face(left.glyphs[0].font, "黑体")
            gauge.holds("urgency", fits, f"{left.text}，{left.glyphs[0].font}", "三号黑体顶格")
