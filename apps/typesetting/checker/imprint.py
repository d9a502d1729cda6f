"""Facts of 版记: bars, 主送 and 抄送, 印发, its page."""

import re
from collections.abc import Sequence

from apps.typesetting.checker.anatomy import Anatomy, Imprint
from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.checker.sheets import Row
from apps.typesetting.grid import BOTTOM, LEFT, MM, RIGHT, SMALL, THICK, THIN, WIDTH

DATE = r"[1-9]\d{3}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日"
EDGE = SMALL * MM  # one 四号 character
HANG = LEFT + EDGE + 3 * EDGE  # below the first name after 抄送：
LABEL = re.compile(r"(主送|抄送)[：:]")


def check_imprint(gauge: Gauge, found: Anatomy, sides: str) -> None:
    """Measure 版记 on the last page, where there is one."""
    imprint = found.imprint
    if found.layout == "letter":
        _check_letter(gauge, found)
    elif imprint and imprint.bars:
        _check_bars(gauge, imprint)
        sheet = {"single": 1, "booklet": 4}.get(sides, 2)
        pages = len(found.sheets)
        wanted = "偶数页" if sheet == 2 else f"{sheet}的倍数"
        if sheet > 1:
            gauge.holds("even-pages", pages % sheet == 0, f"共{pages}页", wanted, imprint.sheet)
    if not imprint:
        return
    rows = imprint.rows
    gauge.worst("imprint-size", [(row.size, row) for row in rows], SMALL)
    printed = next((row for row in rows if "印发" in row.text), None)
    _check_names(gauge, [row for row in rows if row is not printed])
    if printed and found.layout != "letter":
        _check_printed(gauge, printed)


def _check_letter(gauge: Gauge, found: Anatomy) -> None:
    """A letter's 版记 has neither bars nor the line of 印发."""
    last = found.sheets[-1]
    bars = [bar for bar in last.bars if not bar.red and bar.height >= 0.24]
    gauge.holds("letter-imprint", not bars, f"{len(bars)}条", "无分隔线", bars[0] if bars else last)
    rows = found.imprint.rows if found.imprint else []
    printed = next((row for row in rows if row.text.endswith("印发")), None)
    got = printed.text if printed else "无"
    gauge.holds("letter-printed", printed is None, got, "无印发机关和印发日期", printed)


def _check_bars(gauge: Gauge, imprint: Imprint) -> None:
    bars = imprint.bars
    gauge.near("imprint-foot", bars[-1].foot, BOTTOM, bars[-1])
    gauge.worst("imprint-thick", [(bar.height, bar) for bar in (bars[0], bars[-1])], THICK)
    gauge.worst("imprint-thin", [(bar.height, bar) for bar in bars[1:-1]], THIN)
    gauge.worst("imprint-width", [(bar.width, bar) for bar in bars], WIDTH)
    gauge.worst("imprint-left", [(bar.x, bar) for bar in bars], LEFT)
    _check_parted(gauge, imprint)


def _check_parted(gauge: Gauge, imprint: Imprint) -> None:
    """One bar between the names and 印发, none among the names: 主送 stands right above 抄送."""
    rows, bars = imprint.rows, imprint.bars
    printed = next((row for row in rows if "印发" in row.text), None)
    names = [row for row in rows if row is not printed]
    wanted = 3 if printed and names else 2
    among = [bar for bar in bars[1:-1] if names and names[0].top < bar.top < names[-1].top]
    fits = len(bars) == wanted and not among
    gauge.holds("imprint-bars", fits, f"{len(bars)}条", f"{wanted}条", bars[0])
    if printed and names:
        below = printed.baseline > names[-1].baseline
        gauge.holds("imprint-order", below, "是" if below else "否", "印发在抄送之下", printed)


def _check_names(gauge: Gauge, names: Sequence[Row]) -> None:
    labels = [row for row in names if LABEL.match(row.text)]
    if not labels:
        return
    gauge.worst("copies-left", [(row.x0, row) for row in labels], LEFT + EDGE)
    ends = [row for row, below in zip(names, [*names[1:], None], strict=True)
            if below is None or below in labels]  # fmt: skip
    wrong = next((row for row in ends if not row.text.endswith("。")), ends[-1])
    gauge.holds("copies-end", wrong.text.endswith("。"), wrong.text[-1], "。", wrong)
    hanging = [(row.x0, row) for row in names if row not in labels]
    gauge.worst("copies-hang", hanging, HANG)
    over = [(max(0.0, _right(row) - (RIGHT - EDGE)), row) for row in names]
    gauge.worst("copies-right", over, 0.0)
    if len(labels) > 1:
        shown = "、".join(row.text[:2] for row in labels)
        gauge.holds("imprint-to", shown == "主送、抄送", shown, "主送在抄送之上", labels[0])


def _right(row: Row) -> float:
    """The right edge; a halved mark at the end is taken at its left half."""
    last = row.glyphs[-1]
    return (last.x0 + last.x1) / 2 if last.text in "，。、；" else last.x1


def _check_printed(gauge: Gauge, printed: Row) -> None:
    gauge.near("printed-right", printed.x1, RIGHT - EDGE, printed)
    fits = re.search(DATE + "印发$", printed.text) is not None
    gauge.holds("printed-format", fits, printed.runs()[-1].text, "×年×月×日印发", printed)
    if len(printed.runs()) > 1:
        gauge.near("printer-left", printed.x0, LEFT + EDGE, printed)
