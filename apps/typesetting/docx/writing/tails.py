"""附件说明, signature and date, 附注, attendance."""

from apps.typesetting.docx.writing.markup import blank, paragraph, run
from apps.typesetting.docx.writing.measures import CELL, WIDTH, width
from apps.typesetting.model import Gongwen, chinese_date

SEALED_ROWS, PLAIN_ROWS = 2, 1
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
    if gongwen.layout == "minutes" or not (gongwen.signature_name or gongwen.date):
        return ""
    day = chinese_date(gongwen.date) if gongwen.date else ""
    if gongwen.layout == "order":
        return _order(gongwen, day)
    return _sealed(gongwen, day) if gongwen.sealed else _unsealed(gongwen, day)


def _right(text: str, edge: int, *, keep: bool = False) -> str:
    """Return a line that ends ``edge`` twips before the right edge."""
    return paragraph(text, align="right", indent=f'w:right="{max(0, edge)}"', keep=keep)


def _sealed(gongwen: Gongwen, day: str) -> str:
    """The date four characters from the edge, the name centred above it, room for the seal."""
    edge = 4 * CELL
    above = edge + (width(day) - width(gongwen.signature_name)) // 2
    return (
        blank(SEALED_ROWS, keep=True)
        + (_right(run(gongwen.signature_name), above, keep=True) if gongwen.signature_name else "")
        + (_right(run(day), edge) if day else "")
    )


def _unsealed(gongwen: Gongwen, day: str) -> str:
    """The name two characters from the edge, the date two characters in from it."""
    edge = 2 * CELL
    name = WIDTH - edge - width(gongwen.signature_name)
    start = name + edge
    if start + width(day) > WIDTH - edge:
        start = WIDTH - edge - width(day)
        name = start - edge
    return blank(PLAIN_ROWS, keep=True) + "".join(
        paragraph(run(text), align="left", indent=f'w:left="{max(0, left)}"', keep=keep)
        for text, left, keep in ((gongwen.signature_name, name, True), (day, start, False))
        if text
    )


def _order(gongwen: Gongwen, day: str) -> str:
    """Office and name of the signer on one row, room for his stamp; the date a row below."""
    signer = gongwen.signers[0] if gongwen.signers else "　　　"
    line = run(f"{gongwen.signature_name}　　") + run(signer, "kai")
    dated = blank(keep=True) + _right(run(day), 4 * CELL) if day else ""
    return blank(SEALED_ROWS, keep=True) + _right(line, 4 * CELL, keep=bool(day)) + dated


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
