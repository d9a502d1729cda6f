"""Facts of 署名 and 成文日期 in their three forms (sealed, unsealed, stamped), and of 附注."""

import datetime as dt
import re
from collections.abc import Sequence

from apps.typesetting.checker.anatomy import Anatomy
from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.checker.heads import stack
from apps.typesetting.checker.ink import Box, Raster
from apps.typesetting.checker.seals import check_seals
from apps.typesetting.checker.sheets import Row
from apps.typesetting.grid import CELL, INDENT, RIGHT, ROW, TWO_ROWS_LEAST, TWO_ROWS_MOST

DATE = r"([1-9]\d{3})年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日"
BETWEEN = 3.0  # mm of white between two names of a joint issue
STAMPED_ROWS = 1.6  # an order's name stands two rows above its date


def check_date(gauge: Gauge, found: Anatomy, raster: Raster) -> None:
    """Measure 成文日期 and what stands above it; minutes carry theirs in the head."""
    if found.layout == "minutes":
        return
    date = found.date
    gauge.holds("date", date is not None, date.text if date else "", "有", date)
    if not date:
        return
    gauge.holds("date-format", _is_day(date.text), date.text, "×年×月×日", date)
    seals = _seals(found, raster)
    if found.layout == "order" or _is_stamped(found, seals):
        _check_stamped(gauge, found, seals)
    elif not seals and found.names and _is_plain(found.names, date):
        _check_plain(gauge, found.names, date)
    else:
        _check_sealed(gauge, found, seals)
    company = [row for row in _page_rows(found) if row.baseline < date.baseline]
    alone = not any(row not in found.names for row in company)
    gauge.holds("signature-company", not alone, "单独成页" if alone else "是", "是", date)


def _is_day(text: str) -> bool:
    form = re.fullmatch(DATE, text)
    if not form:
        return False
    try:
        dt.date(*(int(part) for part in form.groups()))
    except ValueError:
        return False
    return True


def _page_rows(found: Anatomy) -> Sequence[Row]:
    return found.signature_page.text_rows if found.signature_page else []


def _seals(found: Anatomy, raster: Raster) -> list[Box]:
    page = found.date.page if found.date else 1
    return raster.red_spots(page, found.head_bottom if page == 1 else 0.0)


def _is_stamped(found: Anatomy, seals: Sequence[Box]) -> bool:
    """A stamp is wider than high; a name alone two rows above the date is a signer's."""
    if seals:
        return (
            len(seals) == 1 and seals[0].width > 1.4 * seals[0].height and not _touching(seals[0])
        )
    last = found.names[-1] if found.names else None
    far = last and found.date and found.date.baseline - last.baseline > STAMPED_ROWS * ROW
    return bool(far)


def _touching(box: Box) -> bool:
    """Two seals that touch make one spot, twice as wide as high and as high as a seal."""
    return box.height > 30.0


def _is_plain(names: Sequence[Row], date: Row) -> bool:
    """Both forms can look alike by chance: what fits the sealed form is taken for sealed."""
    sealed = abs(date.x1 - (RIGHT - 4 * CELL)) <= 0.5 and abs(names[-1].centre - date.centre) <= 0.5
    if sealed:
        return False
    right = max(names[-1].x1, date.x1)
    return abs(right - (RIGHT - 2 * CELL)) < 1.5 or abs(date.x0 - names[-1].x0 - 2 * CELL) < 0.6


def _check_sealed(gauge: Gauge, found: Anatomy, seals: Sequence[Box]) -> None:
    date = found.date
    if date is None:
        return
    gauge.near("date-right", date.x1, RIGHT - 4 * CELL, date)
    rows = [row for row in found.names if row.baseline < date.baseline]
    if rows:
        last = rows[-1].runs(BETWEEN)[-1]
        gauge.near("signature-centre", last.centre - date.centre, 0.0, last)
        gauge.near("date-below", date.baseline - rows[-1].baseline, ROW, date)
    names = [name for row in rows for name in row.runs(BETWEEN)]
    _check_order(gauge, found, [name.text for name in names])
    check_seals(gauge, found, names, seals)


def _check_order(gauge: Gauge, found: Anatomy, names: Sequence[str]) -> None:
    """Names sign in the order of the mark, the sponsor first."""
    mark = [row.text for row in stack(found.first.mark)[0]]
    if len(mark) > 1 and sorted(mark) == sorted(names):
        gauge.holds(
            "joint-order", mark == list(names), "、".join(names), "、".join(mark), found.date
        )


def _check_plain(gauge: Gauge, names: Sequence[Row], date: Row) -> None:
    gauge.near("plain-date-left", date.x0 - names[-1].x0, 2 * CELL, date)
    right = max(names[-1].x1, date.x1)
    gauge.near("plain-signature-right", right, RIGHT - 2 * CELL, names[-1])
    gauge.worst("plain-signature-left", [(row.x0 - names[0].x0, row) for row in names[1:]], 0.0)
    gauge.near("date-below", date.baseline - names[-1].baseline, ROW, date)


def _check_stamped(gauge: Gauge, found: Anatomy, stamps: Sequence[Box]) -> None:
    """职务 and 签名章 (or the signer's name) two rows below the text, the date a row below."""
    date = found.date
    if date is None:
        return
    right = RIGHT - 4 * CELL
    gauge.near("date-right", date.x1, right, date)
    row = found.names[-1] if found.names else None
    if row is None:
        gauge.near("stamp-office", None, 2 * CELL, date)
        return
    runs = row.runs()
    stamp = stamps[-1] if stamps else None
    signer, office = (stamp, runs[-1]) if stamp else (runs[-1], runs[0] if runs[1:] else None)
    edge, left = (stamp.right, stamp.left) if stamp else (runs[-1].x1, runs[-1].x0)
    gauge.near("stamp-right", edge, right, signer)
    gauge.near("stamp-office", left - office.x1 if office else None, 2 * CELL, office or date)
    if stamp:
        gauge.near("stamp-level", stamp.middle - row.middle, 0.0, stamp)
    gauge.near("stamp-date", date.baseline - row.baseline, 2 * ROW, date)
    above = [r for r in _page_rows(found) if r.baseline < found.names[0].baseline - 1]
    if above and above[-1].is_body:  # below a table the text returns to the grid first
        gap = found.names[0].top - above[-1].bottom
        gauge.within("stamp-gap", gap, TWO_ROWS_LEAST, TWO_ROWS_MOST, row)


def check_notes(gauge: Gauge, found: Anatomy) -> None:
    """附注: the row below the date, two cells in, in brackets."""
    date, row = found.date, found.notes
    if date and row:
        gauge.near("notes-left", row.x0, INDENT, row)
        gauge.near("notes-below", row.baseline - date.baseline, ROW, row)
        gauge.holds("notes-brackets", row.text.startswith("（"), row.text[:1], "（ ）", row)
