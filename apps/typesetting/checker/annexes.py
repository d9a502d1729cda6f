"""Facts of 附件说明 below the text and of the annex pages, and whether both say the same."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from apps.typesetting.checker.anatomy import Anatomy, AnnexPage
from apps.typesetting.checker.faces import is_face
from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.checker.sheets import Row
from apps.typesetting.grid import CELL, CENTRE, HEIGHT, INDENT, LEFT, ROW, TOP

TURNED_CENTRE = LEFT + HEIGHT / 2  # the middle of a landscape page
ITEM = re.compile(r"(?:附件[：:])?(?:(\d+)[.．、])?(.*)")


def check_annex_list(gauge: Gauge, found: Anatomy) -> None:
    """附件说明: a row below the text, two cells in, turnover on the name, no mark at the end."""
    rows = found.annex_list
    if not rows:
        return
    first = rows[0]
    gauge.near("annex-list-left", first.x0, INDENT, first)
    form = re.match(r"附件：(?!\d+[、．]|[一二三四五六七八九十]+[、.．])", first.text) is not None
    gauge.holds("annex-list-form", form, first.text[:6], "附件：1.", first)
    ends = [row for row, below in zip_longest(rows, rows[1:]) if not below or _is_item(below)]
    ended = next((row for row in ends if row.text[-1] in "。；，、;,."), None)
    gauge.holds(
        "annex-list-end", ended is None, ended.text[-1] if ended else "无标点", "无标点", ended
    )
    page = found.sheets[first.page - 1].text_rows
    above = [row for row in page if row.baseline < first.baseline]
    if above and above[-1].is_body:  # below a table the text returns to the grid first
        gauge.near("annex-list-gap", first.baseline - above[-1].baseline, 2 * ROW, first)
    _check_hang(gauge, rows)


def _is_item(row: Row) -> bool:
    """Say whether a row begins a name and does not go on with one."""
    return re.match(r"附件[：:]|\d+[.．、]", row.text) is not None


def _check_hang(gauge: Gauge, rows: Sequence[Row]) -> None:
    """A row without a number hangs on the first character of its name."""
    offs = []
    start = rows[0]
    for row in rows:
        if _is_item(row):
            start = row
        else:
            name = re.match(r"(?:附件[：:])?(?:\d+\.)?", start.text)
            place = name.end() if name else 0
            offs.append((row.x0 - start.glyphs[place].x0, row))
    gauge.worst("annex-list-hang", offs, 0.0)


def check_annexes(gauge: Gauge, found: Anatomy) -> None:
    """Annex pages: label in row 1, title centred in row 3, both as 附件说明 has them."""
    if not found.annexes:
        return
    labels = [(page, _label_fault(page)) for page in found.annexes]
    page, fault = next(((p, f) for p, f in labels if f), (found.annexes[0], ""))
    got = fault or "左上角顶格，黑体"
    gauge.holds("annex-label", not fault, got, "首行左上角顶格，黑体", page.label)
    offs = [
        (_title_off(page), page.title[0] if page.title else page.label) for page in found.annexes
    ]
    gauge.worst("annex-title", offs, 0.0)
    if found.annex_list:
        listed, printed = _listed(found.annex_list), [_printed(p) for p in found.annexes]
        missing = [item for item in printed if item not in listed]
        got = f"“{missing[0][0]}　{missing[0][1]}”" if missing else "一致"
        gauge.holds("annex-names", not missing, got, "一致", found.annexes[0].label)


def _label_fault(page: AnnexPage) -> str:
    label = page.label
    placed = abs(label.x0 - LEFT) <= 0.5 and abs(label.top - TOP) <= 0.5
    if placed and is_face(label.glyphs[0].font, "黑体"):
        return ""
    return f"左{label.x0:.1f}，上{label.top:.1f}，{label.glyphs[0].font}"


def _title_off(page: AnnexPage) -> float:
    """How far the title stands from the middle of row 3; a page without one is far off."""
    if not page.title:
        return 99.0
    title = page.title[0]
    middle = TURNED_CENTRE if page.sheet.turned else CENTRE
    return max(abs(title.middle - (TOP + 2 * ROW + CELL / 2)), abs(title.centre - middle))


def _listed(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """(number, name) of every annex in the list."""
    items: list[list[str]] = []
    for row in rows:
        if re.match(r"附件[：:]|\d+\.", row.text) or not items:
            found = ITEM.fullmatch(row.text)
            items.append([(found.group(1) or "") if found else "", found.group(2) if found else ""])
        else:
            items[-1][1] += row.text
    return [(number, name) for number, name in items]


def _printed(page: AnnexPage) -> tuple[str, str]:
    return page.label.text.removeprefix("附件"), "".join(row.text for row in page.title)
