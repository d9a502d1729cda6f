"""发文机关标志: the red name, measured by its ink; and where the rows below it may stand.

One name fills a line, condensed when long; several issuers stand in a stack, 文件 beside it.
"""

import html
import math
from collections.abc import Iterator
from dataclasses import dataclass

from apps.typesetting.grid import (
    CELL,
    EM_TOP,
    HALF,
    MM,
    ROW,
    RULE_GAP,
    RULE_HEIGHT,
    TITLE,
    TWO_ROWS_LEAST,
    TWO_ROWS_MOST,
    WIDTH,
)
from apps.typesetting.metrics import metrics
from apps.typesetting.refusals import CannotTypeset

LARGEST, SMALLEST = 17.0, 9.0  # em of a mark in millimetres
CONDENSE_BELOW = 13.0  # a long name is condensed sideways before it gets lower than this
SHRINK = 0.98
STACK_GAP = 0.2  # of an em between the names of a joint issue
SUFFIX_EM = 1.15  # 文件 beside a stack, in em of the names
LOWEST_TITLE = 16  # row of page 1 where a title may begin, so that text still stands below it
# What "two rows" above the title may be off, mm, and how much of its height a mark keeps for it:
# the place of the title comes first, until the mark would look small.
SLACKS = ((0.5, 0.85), (1.5, 0.0))


def title_rise() -> float:
    """Return how far above its row's cell the em box of a title line begins, in mm."""
    baseline = CELL / 2 + (metrics("biao").baseline - 0.5) * TITLE * MM
    return EM_TOP * TITLE * MM - baseline


@dataclass(frozen=True)
class Mark:
    """A drawn mark: its HTML and the lower edge of its ink, mm below the type area's upper edge."""

    html: str
    bottom: float


@dataclass(frozen=True)
class Seat:
    """Where what follows the mark stands: 文号 (mm) and the first row of the text below."""

    number: float
    row: int


def one_line(text: str, ink_top: float, largest: float = LARGEST) -> Mark:
    """Draw one name with its ink top at `ink_top`."""
    natural = WIDTH / len(text)
    size = min(largest, max(natural, min(largest, CONDENSE_BELOW)))
    scale = min(1.0, natural / size)
    return _run(text, size, ink_top, (WIDTH - size * len(text)) / 2, scale=scale)


def _run(
    text: str, size: float, ink_top: float, left: float, *, scale: float = 1.0, spread: float = 0.0
) -> Mark:
    font = metrics("biao")
    ink = font.ink(text)
    top = ink_top - (font.baseline - ink.top) * size + HALF
    width = size * len(text) + spread * max(0, len(text) - 1)
    style = (
        f"left:{left:.4f}mm;top:{top:.4f}mm;width:{width + 1:.4f}mm;"
        f"font-size:{size:.4f}mm;line-height:{size:.4f}mm;height:{size:.4f}mm;"
    )
    if scale < 1:
        style += f"transform:scaleX({scale:.5f});transform-origin:{width / 2:.4f}mm 50%;"
    if spread:
        style += f"letter-spacing:{spread:.4f}mm;"
    return Mark(
        f'<div class="mark biao" style="{style}">{html.escape(text)}</div>',
        ink_top + ink.height * size,
    )


def stack(names: tuple[str, ...], suffix: str, ink_top: float, size: float) -> Mark:
    """Draw the names of a joint issue one below another, spread to one width, suffix beside."""
    longest = max(len(name) for name in names)
    size = min(size, WIDTH / (longest + (len(suffix) * SUFFIX_EM + 0.3 if suffix else 0)))
    block, beside = longest * size, len(suffix) * size * SUFFIX_EM
    left = (WIDTH - block - beside - (0.3 * size if suffix else 0)) / 2
    pieces, top = [], ink_top
    for name in names:
        spread = (block - len(name) * size) / max(1, len(name) - 1)
        piece = _run(name, size, top, left, spread=spread)
        pieces.append(piece)
        top += size * (1 + STACK_GAP)
    bottom = pieces[-1].bottom
    out = "".join(piece.html for piece in pieces)
    if suffix:
        middle = (ink_top + bottom) / 2
        height = metrics("biao").ink(suffix).height * size * SUFFIX_EM
        x = left + block + 0.3 * size
        out += _run(suffix, size * SUFFIX_EM, middle - height / 2, x).html
    return Mark(out, bottom)


def _marks(names: tuple[str, ...], suffix: str, ink_top: float) -> Iterator[Mark]:
    """The same mark, each time a little smaller."""
    size = LARGEST if len(names) == 1 else min(LARGEST, 80.0 / (1.2 * len(names)))
    while size >= SMALLEST / 2:
        if len(names) == 1:
            yield one_line(names[0] + suffix, ink_top, size)
        else:
            yield stack(names, suffix, ink_top, size)
        size *= SHRINK


def seated(
    names: tuple[str, ...], suffix: str, ink_top: float, *, between: int = 0, rule: bool = True,
    rise: float,
) -> tuple[Mark, Seat]:  # fmt: skip
    """Draw a mark of such a size that 文号, red rule and text below all stand two rows apart.

    `between`: rows of text between the first row below the mark and the rule, beyond one; `rise`:
    how far the text's em box rises above its cell. CannotTypeset where the mark is too tall.
    """
    marks = tuple(_marks(names, suffix, ink_top))
    for slack, least in SLACKS:
        for mark in marks:
            if mark.bottom - ink_top < least * (marks[0].bottom - ink_top):
                break
            seat = _seat(mark.bottom, between, rule, rise, slack)
            if seat and seat.row <= LOWEST_TITLE:
                return mark, seat
    raise CannotTypeset("发文机关标志过高，首页放不下标题和正文，请减少联合发文机关或者改用简称。")


def _seat(bottom: float, between: int, rule: bool, rise: float, slack: float) -> Seat | None:
    """Rows stand on the grid, 文号 and rule between may float: find the row that allows both."""
    below = RULE_GAP + RULE_HEIGHT if rule else 0.0
    least = TWO_ROWS_LEAST - (slack if rule else 0.0)
    most = TWO_ROWS_LEAST + slack if rule else TWO_ROWS_MOST
    for row in range(math.ceil(bottom / ROW), 30):
        room = row * ROW - rise - bottom - between * ROW - CELL - below
        wanted = room - TWO_ROWS_LEAST if rule else room / 2
        above = min(max(wanted, TWO_ROWS_LEAST + 0.1), TWO_ROWS_MOST - 0.3)
        if least + 0.1 <= room - above <= most - 0.1:
            return Seat(bottom + above, row)
    return None
