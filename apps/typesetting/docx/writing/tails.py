"""附件说明, signature and date, 附注, attendance."""

import math
from collections.abc import Sequence
from itertools import zip_longest

from apps.typesetting.docx.writing.markup import TAB, blank, paragraph, run
from apps.typesetting.docx.writing.measures import CELL, ROW, WIDTH, twips, width
from apps.typesetting.layouts.seals import DIAMETER, GAP
from apps.typesetting.layouts.signatures import PER_ROW
from apps.typesetting.model import Gongwen, chinese_date

SEALED_ROWS, PLAIN_ROWS = 2, 1
UNDATED = 6 * CELL  # room for the date of a draft
INDENT = f'w:firstLine="{2 * CELL}"'


def annex_list(gongwen: Gongwen, *, held: bool) -> str:
    """Return the names of the annexes a row below the text; a turnover hangs on the name."""
    names = gongwen.annex_names
    out = [blank(keep=True)] if names else []
    for place, name in enumerate(names, start=1):
        number = f"{place}." if len(names) > 1 else ""
        label = "附件：" if place == 1 else ""
        left = 5 * CELL + width(number)
        text = label + number + name.rstrip("。；;，")
        indent = f'w:left="{left}" w:hanging="{width(label + number)}"'
        last = held and place == len(names)
        out.append(paragraph(run(text), indent=indent, keep=last))
    return "".join(out)


def signature(gongwen: Gongwen) -> str:
    """Return 署名 and 成文日期; minutes carry them in the head."""
    if gongwen.layout == "minutes" or not (gongwen.signatories or gongwen.date):
        return ""
    day = chinese_date(gongwen.date) if gongwen.date else ""
    if gongwen.layout == "order" or gongwen.stamped:
        return _stamped(gongwen, day)
    if not gongwen.sealed:
        return _unsealed(gongwen.signatories, day)
    if len(gongwen.signatories) > 1:
        return _joint(gongwen, day)
    return _sealed("".join(gongwen.signatories), day)


def _right(text: str, edge: int, *, keep: bool = False) -> str:
    """Return a line that ends ``edge`` twips before the right edge."""
    return paragraph(text, align="right", indent=f'w:right="{max(0, edge)}"', keep=keep)


def _sealed(name: str, day: str) -> str:
    """The date four characters from the edge, the name centred above it, room for the seal."""
    edge = 4 * CELL
    above = edge + (width(day) - width(name)) // 2
    return (
        blank(SEALED_ROWS, keep=True)
        + (_right(run(name), above, keep=True) if name else "")
        + (_right(run(day), edge) if day else "")
    )


def _joint(gongwen: Gongwen, day: str) -> str:
    """Names in rows, the sponsor first, the last one above the date; room for a seal on each."""
    names = gongwen.signatories
    largest = twips(max((*gongwen.seal_diameters, DIAMETER)))
    widest = max(map(width, names))
    pitch, half = max(largest + twips(GAP), widest + CELL), max(widest, largest) // 2
    last = WIDTH - 4 * CELL - (width(day) if day else UNDATED) // 2
    columns = next((n for n in PER_ROW if last - (n - 1) * pitch - half >= 0), 1)
    rows = [names[first : first + columns] for first in range(0, len(names), columns)]
    deep = math.ceil((largest + twips(GAP)) / ROW)
    out = [blank(SEALED_ROWS, keep=True)]
    for place, row in enumerate(rows):
        stops = [last - (len(row) - 1 - column) * pitch for column in range(len(row))]
        tabs = "".join(f'<w:tab w:val="center" w:pos="{stop}"/>' for stop in stops)
        out.append(blank(deep - 1, keep=True) if place else "")
        line = "".join(TAB + run(name) for name in row)
        out.append(paragraph(line, align="left", tabs=tabs, keep=bool(day) or row is not rows[-1]))
    return "".join(out) + (_right(run(day), 4 * CELL) if day else "")


def _unsealed(names: Sequence[str], day: str) -> str:
    """Names two characters from the edge, the date two characters in from them."""
    edge = 2 * CELL
    left = WIDTH - edge - max(map(width, names), default=0)
    start = left + edge
    if start + width(day) > WIDTH - edge:
        start = WIDTH - edge - width(day)
        left = start - edge
    lines = [*((name, left) for name in names), *([(day, start)] if day else [])]
    return blank(PLAIN_ROWS, keep=True) + "".join(
        paragraph(run(text), align="left", indent=f'w:left="{max(0, at)}"', keep=place < len(lines))
        for place, (text, at) in enumerate(lines, start=1)
    )


def _stamped(gongwen: Gongwen, day: str) -> str:
    """Office and name of each signer on one row, room for his stamp; the date a row below."""
    pairs = list(zip_longest(gongwen.signatories, gongwen.signers or ("　　　",), fillvalue=""))
    signed = [
        blank(SEALED_ROWS, keep=True)
        + _right(
            run(f"{office}　　") + run(signer, "kai"),
            4 * CELL,
            keep=bool(day) or place < len(pairs),
        )
        for place, (office, signer) in enumerate(pairs, start=1)
    ]
    return "".join(signed) + (blank(keep=True) + _right(run(day), 4 * CELL) if day else "")


def notes(gongwen: Gongwen) -> str:
    """Return 附注 in full-width brackets."""
    text = gongwen.notes.strip("（）()")
    return paragraph(run(f"（{text}）"), indent=INDENT) if text else ""


def attendance(gongwen: Gongwen) -> str:
    """Return who was there: label in 黑体, the turnover hangs on the colon."""
    lines = [
        paragraph(
            run(group.label, "hei") + run(f"：{group.names}"),
            indent=f'w:left="{(3 + len(group.label)) * CELL}" '
            f'w:hanging="{(1 + len(group.label)) * CELL}"',
        )
        for group in gongwen.attendance
    ]
    return blank() + "".join(lines) if lines else ""
