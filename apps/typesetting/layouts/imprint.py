"""版记: at the foot of the last page, which is even, a fourth one in a booklet, or simply the last.

A blank page before it carries no number, nor does its own page then.
"""

import math

from apps.typesetting.composer import Measure, compose
from apps.typesetting.grid import HALF, MM, ROW, ROWS, SMALL, THICK, THIN, WIDTH
from apps.typesetting.layouts.flow import Flow
from apps.typesetting.markup import bar, plain, run
from apps.typesetting.metrics import metrics
from apps.typesetting.model import Gongwen, chinese_date
from apps.typesetting.stylesheet import IMPRINT_ROW

EDGE = 0.02  # keeps the last bar inside its page by rounding
SHEET = {"duplex": 2, "single": 1, "booklet": 4}  # sides that one sheet of paper carries


def set_imprint(flow: Flow, gongwen: Gongwen) -> None:
    """Set 版记, on blank pages behind the text where the printing asks for them."""
    letter = gongwen.layout == "letter"
    to, copies = _names("主送：", _below(gongwen)), _names("抄送：", gongwen.cc)
    printed = bool(gongwen.printed_by or gongwen.printed_on) and not letter
    if not to and not copies and not printed:
        _fill_booklet(flow, gongwen)
        return
    rows = len(to) + len(copies) + printed
    height = rows * IMPRINT_ROW + (0 if letter else 2 * THICK + THIN)
    fits = flow.page.free >= math.ceil(height / ROW)
    _go_to_last_page(flow, 1 if letter else SHEET[gongwen.sides], fits=fits)
    flow.page.overlays += _drawn(gongwen, [*to, *copies], printed, rules=not letter)


def _below(gongwen: Gongwen) -> str:
    return gongwen.addressees.rstrip("：:。") if gongwen.addressees_below else ""


def _go_to_last_page(flow: Flow, sheet: int, *, fits: bool) -> None:
    """Open pages until the last one closes a sheet and has room for 版记."""
    text = len(flow.pages)
    if not fits:
        flow.open_page()
    while len(flow.pages) % sheet:
        flow.open_page()
    blanks = flow.pages[text:-1]
    for page in (*blanks, *(flow.pages[-1:] if blanks else ())):
        page.numbered = False


def _fill_booklet(flow: Flow, gongwen: Gongwen) -> None:
    """Without 版记 only a booklet needs its blank pages."""
    while gongwen.sides == "booklet" and len(flow.pages) % SHEET["booklet"]:
        flow.open_page().numbered = False


def _names(label: str, names: str) -> list[str]:
    """主送 or 抄送 in 四号, a character in at both ends, the turnover under the first name."""
    if not names:
        return []
    text = label + names.rstrip("。") + "。"
    room = WIDTH / MM - 2 * SMALL
    measure = Measure(size=SMALL, width=room, first=0, rest=3 * SMALL, tracking=0)
    return [
        f'<span style="padding-left:{line.indent:.3f}pt;letter-spacing:{line.tracking:.4f}pt">'
        f"{run(line.characters, metrics())}</span>"
        for line in compose(text, metrics(), measure)
    ]


def _drawn(gongwen: Gongwen, names: list[str], printed: bool, rules: bool) -> list[str]:
    """Drawn upwards from the lower edge of the type area; returns the pieces top to bottom."""
    y = ROWS * ROW - HALF - EDGE
    out: list[str] = []

    def rule(height: float) -> None:
        nonlocal y
        if rules:
            y -= height
            out.append(bar(0, y, WIDTH, height, "black"))

    def row(left: str, right: str = "") -> None:
        nonlocal y
        y -= IMPRINT_ROW
        for side, text in (("right", right), ("left", left)):
            style = f"{side}:{SMALL}pt;top:{y:.4f}mm"
            out.append(f'<div class="imprint" style="{style}">{text}</div>' if text else "")

    rule(THICK)
    if printed:
        day = chinese_date(gongwen.printed_on) + "印发" if gongwen.printed_on else ""
        row(plain(gongwen.printed_by), plain(day))
        if names:
            rule(THIN)
    for line in reversed(names):
        row(line)
    rule(THICK)
    return out[::-1]
