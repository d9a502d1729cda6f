"""Breaks a paragraph into lines of 28 cells, because CSS cannot justify Chinese.

Rules: a run of digits or Latin letters and —— …… stay whole; no line begins with a closing mark or
ends with an opening one (避头尾); a closing mark at a line's end may be half a cell wide, inner
marks are halved only when a line needs it; what is still left over is spread evenly as tracking,
stretching being dearer to see than squeezing is not. The last line keeps its natural width.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from apps.typesetting.grid import BODY, FIT, MM, TRACKING, WIDTH
from apps.typesetting.metrics import Metrics

NO_START = frozenset("，。、；：？！）》」』】〕”’…—·％%℃‰)]}>,.;:?!～")
NO_END = frozenset("（《「『【〔“‘([{<")
BLANK_RIGHT = frozenset("，。、；：？！）》」』】〕”’")
BLANK_LEFT = frozenset("（《「『【〔“‘")
HALVABLE = BLANK_RIGHT | BLANK_LEFT
CLUSTER = re.compile(r"[0-9A-Za-z.%/+@_:-]{1,24}|——|……|.", re.DOTALL)

SQUEEZE_LIMIT = -0.45  # points per character; tighter lines look crowded
BACK, FORWARD = 3, 2  # how many clusters before and after the natural break are tried
SQUEEZE_COST, HALF_COST = 1.2, 0.12
SLACK = 0.3  # of a character: an excess this small is taken up by tracking, not by halving


class Line(NamedTuple):
    """A composed line: indent and tracking in points, characters with "is half a cell wide"."""

    indent: float
    tracking: float
    characters: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Measure:
    """How wide a paragraph is set: points throughout."""

    size: float = BODY
    width: float = WIDTH / MM
    first: float = 2 * FIT
    rest: float = 0.0
    tracking: float = TRACKING


class _Trial(NamedTuple):
    cost: float
    end: int
    line: Line


def compose(text: str, font: Metrics, measure: Measure | None = None) -> list[Line]:
    """Return the lines of one paragraph."""
    measure = measure or Measure()
    clusters = CLUSTER.findall(text)
    widths = [
        sum(font.advance(c) for c in k) * measure.size + len(k) * measure.tracking for k in clusters
    ]
    lines: list[Line] = []
    start, count = 0, len(clusters)
    while start < count:
        if lines and clusters[start] in "　 ":  # no blank at the start of a turnover line
            start += 1
            continue
        indent = measure.rest if lines else measure.first
        room = measure.width - indent
        natural = _natural_end(widths, start, room)
        if natural == count:
            whole = tuple((c, False) for k in clusters[start:] for c in k)
            lines.append(Line(indent, measure.tracking, whole))
            break
        start, line = _best_line(clusters, widths, (start, natural), indent, room, measure)
        lines.append(line)
    return lines


def _natural_end(widths: Sequence[float], start: int, room: float) -> int:
    end, filled = start, 0.0
    while end < len(widths) and filled + widths[end] <= room + 1e-6:
        filled += widths[end]
        end += 1
    return end


def _best_line(
    clusters: Sequence[str], widths: Sequence[float], span: tuple[int, int],
    indent: float, room: float, measure: Measure,
) -> tuple[int, Line]:  # fmt: skip
    start, natural = span
    best: _Trial | None = None
    for end in range(max(start + 1, natural - BACK), min(len(clusters), natural + FORWARD) + 1):
        if end < len(clusters) and clusters[end][0] in NO_START:
            continue
        if clusters[end - 1][-1] in NO_END:
            continue
        trial = _try(clusters, widths, (start, end), indent, room, measure)
        if trial and (best is None or trial.cost < best.cost):
            best = trial
    if best is None:  # nothing legal, as in a row of closing marks only
        end = max(natural, start + 1)
        characters = [c for k in clusters[start:end] for c in k]
        spare = (room - sum(widths[start:end])) / max(1, len(characters) - 1)
        tracking = measure.tracking + min(spare, 0.0)
        return end, Line(indent, tracking, tuple((c, False) for c in characters))
    return best.end, best.line


def _try(
    clusters: Sequence[str], widths: Sequence[float], span: tuple[int, int],
    indent: float, room: float, measure: Measure,
) -> _Trial | None:  # fmt: skip
    start, end = span
    characters = [c for k in clusters[start:end] for c in k]
    half = [False] * len(characters)
    total = sum(widths[start:end])
    if total > room + 1e-6:
        total = _halve(characters, half, total, room, measure.size)
    gaps = len(characters) - 1
    spare = (room - total) / gaps if gaps else 0.0
    if end >= len(clusters) and spare > 0:
        spare = 0.0
    if spare < SQUEEZE_LIMIT:
        return None
    cost = abs(spare) * (1.0 if spare > 0 else SQUEEZE_COST) + HALF_COST * sum(half[:-1])
    line = Line(indent, measure.tracking + spare, tuple(zip(characters, half, strict=True)))
    return _Trial(cost, end, line)


def _halve(
    characters: Sequence[str], half: list[bool], total: float, room: float, size: float
) -> float:
    """Halve marks until the line fits: at its end, then beside other marks, then anywhere."""
    last = len(characters) - 1
    while last > 0 and characters[last] in BLANK_RIGHT and total - room > 1e-6:
        half[last] = True
        total -= size / 2
        last -= 1
    beside = [
        p for p in range(len(characters) - 1)
        if characters[p] in BLANK_RIGHT and characters[p + 1] in HALVABLE
    ]  # fmt: skip
    anywhere = [p for p in range(len(characters) - 2, 0, -1) if characters[p] in HALVABLE]
    for place in (*beside, *anywhere):
        if total - room <= SLACK * size:
            break
        if not half[place]:
            half[place] = True
            total -= size / 2
    return total
