"""Guesses which layout a page has, for files that nobody describes."""

import re
from collections.abc import Sequence

from apps.typesetting.checker.sheets import Sheet

LETTER_BAR = 160.0  # mm; the bars of a letter are longer than the type area is wide


def layout_of(sheets: Sequence[Sheet]) -> str:
    """Return the layout that the first page looks like; "down" where nothing speaks for another."""
    first = sheets[0]
    text = "".join(row.text for row in first.text_rows)
    mark = "".join(row.text for row in first.mark)
    if sum(bar.red and bar.width > LETTER_BAR for bar in first.bars) >= 2:
        return "letter"
    if mark.endswith("纪要"):
        return "minutes"
    if mark.endswith("令") or (not mark and re.match(r"[一-龥]+令第\d+号", text)):
        return "order"
    return "up" if "签发人" in text.split("关于")[0] else "down"
