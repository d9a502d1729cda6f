"""Facts of seals: over name and date, within a row of the text, in rows, apart, inside the margins.

Seals are found as red ink, whether they are drawn, pictures or signature fields.
"""

from collections.abc import Sequence
from itertools import combinations

from apps.typesetting.checker.anatomy import Anatomy
from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.checker.ink import Box
from apps.typesetting.checker.sheets import Row
from apps.typesetting.grid import LEFT, RIGHT, ROW

PER_ROW = 3
LEAST_GAP, MOST_GAP = 0.3, 200.0  # mm of white between two seals
LOWEST = 0.35  # of a seal: how far below its middle its text may sit
SAME_HEIGHT = 5.0  # mm between the middles of seals of one row


def check_seals(gauge: Gauge, found: Anatomy, names: Sequence[Row], seals: Sequence[Box]) -> None:
    """Measure the seals of a signature page against its names and its date."""
    date = found.date
    if date is None:
        return
    if not seals:
        _check_colour(gauge, found)
        return
    rows = _in_rows(seals)
    merged = next((box for box in seals if box.width > 1.4 * box.height), None)
    if merged:  # two that touch are one spot: nothing else can be said of them
        gauge.within("seal-apart", 0.0, LEAST_GAP, MOST_GAP, merged)
        return
    last = rows[-1][-1]
    gauge.near("seal-centre", last.centre - date.centre, 0.0, last)
    covers = last.top < date.top and last.bottom > date.bottom
    gauge.holds("seal-covers", covers, "是" if covers else "没有压住日期", "骑年盖月", last)
    if len(names) == len(seals):
        ordered = [box for row in rows for box in row]
        pairs = list(zip(ordered, names, strict=True))[:-1]  # the last is measured by its date
        gauge.worst("seal-name", [(box.centre - name.centre, box) for box, name in pairs], 0.0)
    _check_height(gauge, found, names, rows)
    _check_places(gauge, rows, len(names))


def _in_rows(seals: Sequence[Box]) -> list[list[Box]]:
    rows: list[list[Box]] = []
    for box in sorted(seals, key=lambda box: box.middle):
        if rows and box.middle - rows[-1][0].middle < SAME_HEIGHT:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda box: box.left) for row in rows]


def _check_height(
    gauge: Gauge, found: Anatomy, names: Sequence[Row], rows: Sequence[Sequence[Box]]
) -> None:
    """The first row begins within one row of the text; the last has its text a little low."""
    date, sheet = found.date, found.signature_page
    if date is None or sheet is None:
        return
    first, last = rows[0][0], rows[-1][-1]
    lowest = names[0].baseline if names else date.baseline
    above = [r for r in sheet.text_rows if r.baseline < lowest - 1]
    if above and above[-1].is_body:  # below a table the text returns to the grid first
        gauge.within("seal-top", first.top - above[-1].bottom, 0.0, ROW, first)
    if names:
        middle = (names[-1].middle + date.middle) / 2
        gauge.within("seal-low", middle - last.middle, 0.0, LOWEST * last.height, last)


def _check_places(gauge: Gauge, rows: Sequence[Sequence[Box]], wanted: int) -> None:
    """Apart from each other, inside the type area, at most three a row, one for each name."""
    seals = [box for row in rows for box in row]
    gaps = [(min(_gap(a, b), MOST_GAP), a) for a, b in combinations(seals, 2)]
    if gaps:
        least, box = min(gaps, key=lambda gap: gap[0])
        gauge.within("seal-apart", least, LEAST_GAP, MOST_GAP, box)
    over = [max(LEFT - box.left, box.right - RIGHT, 0.0) for box in seals]
    worst = max(range(len(seals)), key=lambda n: over[n])
    gauge.near("seal-inside", over[worst], 0.0, seals[worst])
    most = max(len(row) for row in rows)
    gauge.holds("seal-row", most <= PER_ROW, f"每排{most}枚", "每排不超过3枚", rows[0][0])
    if wanted > 1:
        gauge.holds(
            "seal-count", len(seals) == wanted, f"{len(seals)}枚", f"{wanted}枚", rows[0][0]
        )


def _gap(a: Box, b: Box) -> float:
    """White between two round seals."""
    distance = ((a.centre - b.centre) ** 2 + (a.middle - b.middle) ** 2) ** 0.5
    return distance - (a.height + b.height) / 2


def _check_colour(gauge: Gauge, found: Anatomy) -> None:
    """A picture over the date that holds no red ink is a seal in the wrong colour."""
    date, sheet = found.date, found.signature_page
    if date is None or sheet is None:
        return
    for left, top, right, bottom in sheet.pictures:
        if left < date.centre < right and top < date.middle < bottom and right - left < 70.0:
            box = Box(left, top, right, bottom, sheet.number)
            gauge.holds("seal-red", False, "不是红色", "红色", box)
            return
