"""Facts of 信函: double red rules, the number at the right, no page number on page 1."""

from apps.typesetting.checker.anatomy import Anatomy
from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.grid import (
    CENTRE,
    LETTER_FOOT,
    LETTER_LEAD,
    LETTER_RULE_WIDTH,
    PAGE_HEIGHT,
    RIGHT,
    RULE_GAP,
    TWO_ROWS_LEAST,
)  # fmt: skip


def check_letter(gauge: Gauge, found: Anatomy) -> None:
    """Measure the head and the rules of a letter."""
    if found.layout != "letter":
        return
    rules, mark = found.rules, found.mark
    if len(rules) < 4 or not mark:
        wanted = "上下各一条双线"
        gauge.holds("letter-rule-order", False, f"红线{len(rules)}条", wanted, found.first)
        return
    upper, lower = rules[:2], rules[-2:]
    gauge.near("letter-upper-rule", upper[0].top - mark.bottom, RULE_GAP, upper[0])
    gauge.near("letter-lower-rule", PAGE_HEIGHT - lower[1].foot, LETTER_FOOT, lower[1])
    gauge.worst("letter-rule-width", [(rule.width, rule) for rule in rules], LETTER_RULE_WIDTH)
    middles = [(rule.x + rule.width / 2, rule) for rule in rules]
    gauge.worst("letter-rule-centre", middles, CENTRE)
    right = upper[0].height > upper[1].height and lower[0].height < lower[1].height
    gauge.holds("letter-rule-order", right, "是" if right else "否", "是", upper[0])
    if number := found.number:
        gauge.near("letter-number-right", number.x1, RIGHT, number)
        gauge.near("letter-number-gap", number.top - upper[1].foot, LETTER_LEAD, number)
    if found.title:
        above = [r for r in found.first.text_rows if upper[1].foot < r.top < found.title[0].top]
        if above:
            gap = found.title[0].top - above[-1].bottom
            gauge.near("letter-title-gap", gap, TWO_ROWS_LEAST, found.title[0])
