"""版头 of the layouts: mark, 份号, urgency, 文号, signers, red rules; page 1 goes on below it."""

import math

from apps.typesetting.grid import (
    BODY,
    CELL,
    HALF,
    LETTER_FOOT,
    LETTER_LEAD,
    LETTER_RULE_WIDTH,
    LETTER_RULES,
    MARK_TOP,
    MM,
    PAGE_HEIGHT,
    ROW,
    RULE_GAP,
    RULE_HEIGHT,
    TOP,
    TWO_ROWS_LEAST,
    WIDTH,
)
from apps.typesetting.layouts.flow import Page
from apps.typesetting.layouts.marks import one_line, seated, title_rise
from apps.typesetting.markup import bar, centred, placed, spread
from apps.typesetting.metrics import metrics
from apps.typesetting.model import Gongwen, chinese_date
from apps.typesetting.refusals import CannotTypeset

SUFFIXES = {
    "down": "文件", "level": "文件", "up": "文件", "letter": "", "order": "令",
    "minutes": "会议纪要",
}  # fmt: skip
LETTER_MARK = 14.5  # em of a letter's mark in millimetres


def names_of(gongwen: Gongwen) -> tuple[tuple[str, ...], str]:
    """Return the names in the mark and what follows them; CannotTypeset where there are none."""
    if gongwen.head:
        return (gongwen.head,), ""
    if not gongwen.issuers:
        raise CannotTypeset("没有发文机关标志：请填写发文机关。")
    several = gongwen.layout in ("down", "level", "up")
    names = gongwen.issuers if several else gongwen.issuers[:1]
    return names, SUFFIXES[gongwen.layout]


def set_head(page: Page, gongwen: Gongwen) -> None:
    """Draw the head of the document's layout on page 1 and leave its rows used."""
    {
        "down": _file, "level": _file, "up": _upward, "letter": _letter, "order": _order,
        "minutes": _minutes,
    }[gongwen.layout](page, gongwen)  # fmt: skip


def _settle(page: Page, row: int) -> None:
    page.start, page.used = row * ROW, row


def _red_rule(top: float) -> str:
    return bar(0, top + HALF, WIDTH, RULE_HEIGHT, "red")


def _corner(gongwen: Gongwen, top: float = 0.0) -> list[str]:
    """份号 and urgency at the left edge, a row each."""
    marks = [(gongwen.copy_number, "", "fang"), (gongwen.urgency, "hei", "hei")]
    shown = [mark for mark in marks if mark[0]]
    return [placed(t, 0, top + row * ROW, css, role) for row, (t, css, role) in enumerate(shown)]


def _file(page: Page, gongwen: Gongwen) -> None:
    names, suffix = names_of(gongwen)
    mark, seat = seated(names, suffix, MARK_TOP["down"], rise=title_rise())
    page.head += [
        mark.html, centred(gongwen.reference, seat.number),
        _red_rule(seat.number + CELL + RULE_GAP), *_corner(gongwen),
    ]  # fmt: skip
    _settle(page, seat.row)


def _upward(page: Page, gongwen: Gongwen) -> None:
    """文号 at the left on the row of the last signer; signers two a row at the right."""
    names, suffix = names_of(gongwen)
    columns = _signer_columns(gongwen)
    more = max(0, math.ceil(len(gongwen.signers) / columns) - 1)
    mark, seat = seated(names, suffix, MARK_TOP["up"], between=more, rise=title_rise())
    last = seat.number + more * ROW
    page.head += [
        mark.html, placed(gongwen.reference, CELL, last),
        *_signers(gongwen.signers, seat.number, columns), _red_rule(last + CELL + RULE_GAP),
        *_corner(gongwen),
    ]  # fmt: skip
    _settle(page, seat.row)


def _signer_columns(gongwen: Gongwen) -> int:
    """Return two, or one where long names would run into 文号, which stands on the last row."""
    if len(gongwen.signers) < 2:
        return 1
    widest = max(metrics("kai").width(spread(name, 3)) for name in gongwen.signers)
    taken = metrics().width(gongwen.reference) + metrics().width("签发人：") + 2 * widest
    return 2 if taken + 4 * CELL <= WIDTH else 1


def _signers(signers: tuple[str, ...], top: float, columns: int) -> list[str]:
    if not signers:
        return []
    names = [spread(name, 3) for name in signers]
    font = metrics("kai")
    widths = [max(font.width(name) for name in names[c::columns]) for c in range(columns)]
    left = WIDTH - CELL - sum(widths) - (columns - 1) * CELL
    out = [placed("签发人：", left - metrics().width("签发人："), top)]
    for place, name in enumerate(names):
        row, column = divmod(place, columns)
        x = left + sum(widths[:column]) + column * CELL
        out.append(placed(name, x, top + row * ROW, "kai", "kai"))
    return out


def _letter(page: Page, gongwen: Gongwen) -> None:
    """Mark 30 mm below the sheet's edge, double rules 170 mm long, 文号 at the right below them."""
    names, suffix = names_of(gongwen)
    mark = one_line("".join(names) + suffix, MARK_TOP["letter"], LETTER_MARK)
    thick, white, thin = LETTER_RULES
    left, upper = (WIDTH - LETTER_RULE_WIDTH) / 2, mark.bottom + RULE_GAP
    lower = PAGE_HEIGHT - LETTER_FOOT - TOP
    first = upper + thick + white + thin + LETTER_LEAD
    font = metrics()
    number = WIDTH - font.width(gongwen.reference)
    corner = _corner(gongwen, first)
    rules = [(upper, thick), (upper + thick + white, thin)]
    rules += [(lower - thick - white - thin, thin), (lower - thick, thick)]
    page.head += [mark.html, placed(gongwen.reference, number, first), *corner]
    page.head += [bar(left, y + HALF, LETTER_RULE_WIDTH, h, "red") for y, h in rules]
    bottom = first + max(0, len(corner) - 1) * ROW + BODY * MM
    page.start = bottom + TWO_ROWS_LEAST + title_rise()
    page.used = math.ceil(page.start / ROW)
    page.numbered = False


def _order(page: Page, gongwen: Gongwen) -> None:
    """令: mark 20 mm below the type area's edge; 令号 two rows below, the text two rows on."""
    names, suffix = names_of(gongwen)
    mark, seat = seated(names, suffix, MARK_TOP["order"], rule=False, rise=0.0)
    page.head += [mark.html, centred(gongwen.reference, seat.number)]
    _settle(page, seat.row)


def _minutes(page: Page, gongwen: Gongwen) -> None:
    """纪要: number centred two rows below the mark, then office and date, red rule, text."""
    names, suffix = names_of(gongwen)
    line = bool(gongwen.signature_name or gongwen.date)
    rise = title_rise() if gongwen.title else 0.0
    mark, seat = seated(names, suffix, MARK_TOP["minutes"], between=int(line), rise=rise)
    last = seat.number + int(line) * ROW
    page.head += [mark.html, centred(gongwen.reference, seat.number)]
    if line:
        day = chinese_date(gongwen.date) if gongwen.date else ""
        page.head += [
            placed(gongwen.signature_name, CELL, last),
            placed(day, WIDTH - CELL - metrics().width(day), last),
        ]
    page.head.append(_red_rule(last + CELL + RULE_GAP))
    _settle(page, seat.row)
