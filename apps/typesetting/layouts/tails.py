"""What closes a document: 附件说明, signature and date, 附注, attendance, annexes, 版记."""

import math

from apps.typesetting.composer import Measure, compose
from apps.typesetting.grid import (
    CELL,
    FIT,
    HALF,
    MM,
    ROW,
    ROWS,
    SMALL,
    THICK,
    THIN,
    WIDTH,
)
from apps.typesetting.layouts.flow import Flow
from apps.typesetting.markup import bar, paragraph, placed, plain, run
from apps.typesetting.metrics import metrics
from apps.typesetting.model import Gongwen, chinese_date
from apps.typesetting.stylesheet import IMPRINT_ROW

SEALED_BLANK, PLAIN_BLANK = 2, 1
EDGE = 0.02  # keeps the last bar inside its page by rounding


def set_annex_list(flow: Flow, gongwen: Gongwen) -> None:
    """附件说明: a row below the text, two cells in; a turnover hangs on the name."""
    names = gongwen.annex_names
    if not names:
        return
    flow.blank()
    for place, name in enumerate(names, start=1):
        number = f"{place}." if len(names) > 1 else ""
        hang = 5 * FIT + metrics().width(number) / MM
        first = 2 * FIT if place == 1 else 5 * FIT
        text = ("附件：" if place == 1 else "") + number + name.rstrip("。；;，")
        flow.lines(paragraph(text, Measure(first=first, rest=hang)))


def set_signature(flow: Flow, gongwen: Gongwen) -> None:
    """署名 and 成文日期, with or without a seal; an order has office, name and date."""
    if gongwen.layout == "minutes" or not (gongwen.signature_name or gongwen.date):
        return
    day = chinese_date(gongwen.date) if gongwen.date else ""
    draw = _order if gongwen.layout == "order" else _sealed if gongwen.sealed else _unsealed
    flow.closing(*draw(gongwen, day))


def _closing(inner: str, rows: int) -> tuple[str, int]:
    return f'<div style="position:relative;height:{rows * ROW:.4f}mm">{inner}</div>', rows


def _sealed(gongwen: Gongwen, day: str) -> tuple[str, int]:
    """Date four cells from the right edge, the name centred above it, room for the seal."""
    font, right = metrics(), WIDTH - 4 * CELL
    date_width, name_width = font.width(day), font.width(gongwen.signature_name)
    left = min(right - date_width / 2 - name_width / 2, WIDTH - name_width)
    inner = placed(gongwen.signature_name, left, SEALED_BLANK * ROW)
    inner += placed(day, right - date_width, (SEALED_BLANK + 1) * ROW)
    return _closing(inner, SEALED_BLANK + 2)


def _unsealed(gongwen: Gongwen, day: str) -> tuple[str, int]:
    """Name two cells from the right edge, the date two cells in from it; a long date rules."""
    font, edge = metrics(), WIDTH - 2 * CELL
    date_width = font.width(day)
    left = edge - font.width(gongwen.signature_name)
    start = left + 2 * CELL
    if start + date_width > edge:
        start = edge - date_width
        left = start - 2 * CELL
    inner = placed(gongwen.signature_name, left, PLAIN_BLANK * ROW)
    inner += placed(day, start, (PLAIN_BLANK + 1) * ROW)
    return _closing(inner, PLAIN_BLANK + 2)


def _order(gongwen: Gongwen, day: str) -> tuple[str, int]:
    """Office two cells left of the signer, both two rows below the text; the date a row below."""
    font, right = metrics(), WIDTH - 4 * CELL
    signer = gongwen.signers[0] if gongwen.signers else "　　　"
    left = right - metrics("kai").width(signer)
    office = left - 2 * CELL - font.width(gongwen.signature_name)
    inner = placed(gongwen.signature_name, office, 2 * ROW)
    inner += placed(signer, left, 2 * ROW, "kai", "kai")
    inner += placed(day, right - font.width(day), 4 * ROW)
    return _closing(inner, 5)


def set_notes(flow: Flow, gongwen: Gongwen) -> None:
    """附注 in full-width brackets, two cells in, the row below the date."""
    if gongwen.notes:
        flow.lines(paragraph(f"（{gongwen.notes.strip('（）()')}）"))


def set_attendance(flow: Flow, gongwen: Gongwen) -> None:
    """出席, 请假, 列席: label in 黑体, the turnover hangs on the colon."""
    for place, group in enumerate(gongwen.attendance):
        if not place:
            flow.blank()
        hang = (3 + len(group.label)) * FIT
        text = f"{group.label}：{group.names}"
        measure = Measure(rest=hang)
        flow.lines(paragraph(text, measure, lead=len(group.label), face="hei"))


def set_imprint(flow: Flow, gongwen: Gongwen) -> None:
    """版记 at the foot of the last, even page; a blank page before it carries no number."""
    letter = gongwen.layout == "letter"
    copies = _copies(gongwen.cc)
    printed = bool(gongwen.printed_by or gongwen.printed_on) and not letter
    if not copies and not printed:
        return
    height = (len(copies) + printed) * IMPRINT_ROW + (0 if letter else 2 * THICK + THIN)
    if flow.page.left < math.ceil(height / ROW):
        flow.open_page()
    if len(flow.pages) % 2 and not letter:
        pushed = not flow.page.items and len(flow.pages) > 1
        flow.open_page()
        if pushed:
            flow.pages[-1].numbered = flow.pages[-2].numbered = False
    flow.page.overlays += _imprint(gongwen, copies, printed, rules=not letter)


def _copies(cc: str) -> list[str]:
    """抄送 in 四号, a character in at both ends, the turnover under the first name."""
    if not cc:
        return []
    text = "抄送：" + cc.rstrip("。") + "。"
    room = WIDTH / MM - 2 * SMALL
    measure = Measure(size=SMALL, width=room, first=0, rest=3 * SMALL, tracking=0)
    return [
        f'<span style="padding-left:{line.indent:.3f}pt;letter-spacing:{line.tracking:.4f}pt">'
        f"{run(line.characters, metrics())}</span>"
        for line in compose(text, metrics(), measure)
    ]


def _imprint(gongwen: Gongwen, copies: list[str], printed: bool, rules: bool) -> list[str]:
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
        if copies:
            rule(THIN)
    for line in reversed(copies):
        row(line)
    rule(THICK)
    return out[::-1]
