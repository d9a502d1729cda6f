"""What follows the text: 附件说明, 附注, attendance."""

import re

from apps.typesetting.composer import Measure
from apps.typesetting.grid import FIT, MM, ROWS
from apps.typesetting.layouts.flow import Flow
from apps.typesetting.markup import Lines, Style, paragraph, plain
from apps.typesetting.metrics import metrics
from apps.typesetting.model import Attendance, Gongwen

BETWEEN_NAMES = re.compile(r"[　，、；：。\s]+")
LONGEST_NAME = 4  # of a person, in an attendance list; longer words there are offices


def set_annex_list(flow: Flow, gongwen: Gongwen) -> None:
    """附件说明: a row below the text, two cells in; a turnover hangs on the name.

    A page does not begin with the rest of a name.
    """
    names = gongwen.annex_names
    if not names:
        return
    flow.blank()
    for place, name in enumerate(names, start=1):
        number = f"{place}." if len(names) > 1 else ""
        hang = 5 * FIT + metrics().width(number) / MM
        first = 2 * FIT if place == 1 else 5 * FIT
        label = plain(("附件：" if place == 1 else "") + number)
        text = name.strip("　 ").rstrip("。；;，")
        made = _hanging((first, label), text, hang, Style(kind="list"))
        if flow.page.left < len(made.rows) <= ROWS:
            flow.open_page()
        flow.lines(made)


def _hanging(label: tuple[float, str], text: str, hang: float, style: Style) -> Lines:
    """Return a text that hangs at one edge behind its label (its indent in points, its HTML).

    The label keeps its natural width, however much its row is stretched or squeezed.
    """
    made = paragraph(text, Measure(first=hang, rest=hang), style)
    indent, html = label
    first = made.rows[0][1] if made.rows else ""
    made.rows = [(indent, html + first), *made.rows[1:]]
    return made


def set_notes(flow: Flow, gongwen: Gongwen) -> None:
    """附注 in full-width brackets, two cells in, the row below the date."""
    if gongwen.notes:
        text = f"（{gongwen.notes.strip('（）() 　')}）"
        flow.lines(paragraph(text, style=Style(names=gongwen.names)))


def set_attendance(flow: Flow, gongwen: Gongwen) -> None:
    """出席, 请假, 列席: label in 黑体, the turnover hangs on the colon."""
    for place, group in enumerate(gongwen.attendance):
        if not place:
            flow.blank()
        hang = (3 + len(group.label)) * FIT
        label = f'<span class="hei">{plain(group.label, "hei")}</span>{plain("：")}'
        style = Style(names=people(group))
        flow.lines(_hanging((2 * FIT, label), group.names.strip("　 "), hang, style))


def people(group: Attendance) -> tuple[str, ...]:
    """Return the names of people in a line of attendance."""
    words = BETWEEN_NAMES.split(group.names)
    return tuple(word for word in words if 1 < len(word) <= LONGEST_NAME)
