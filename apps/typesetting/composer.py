"""Breaks a paragraph into lines of 28 cells, because CSS cannot justify Chinese.

Rules: a run of digits or Latin letters, a person's name and —— …… stay whole; no line begins with a
closing mark or ends with an opening one (避头尾); a closing mark at a line's end may be half a cell
wide, inner marks are halved only when a line needs it; what is still left over is spread evenly as
tracking, stretching being dearer to see than squeezing is not. The last line keeps its natural
width, and is not left with a single character where that can be helped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from apps.typesetting.grid import BODY, FIT, MM, TRACKING, WIDTH
from apps.typesetting.metrics import Metrics

NO_START = frozenset("，。、；：？！）》」』】〕”’…—·％%℃‰)]}>,.;:?!～")
NO_END = frozenset("（《「『【〔“‘([{<")
BLANK_RIGHT = frozenset("，。、；：？！）》」』】〕”’")
BLANK_LEFT = frozenset("（《「『【〔“‘")
HALVABLE = BLANK_RIGHT | BLANK_LEFT
BLANKS = frozenset("　 ")
WORD = r"[0-9A-Za-z.%/+@_:-]{1,24}"
# 李　明: a name of two characters over three cells.
APART = r"(?<![一-龥])[一-龥]　[一-龥](?![一-龥])"
CUTTABLE = re.compile(r"[!-~]{8,}")  # a Latin word so long may be cut where nothing else helps
SEAM = re.compile(r".*[./_:@+-]")

SQUEEZE_LIMIT = -0.45  # points per character; tighter lines look crowded
LOOSE = 1.6  # points per character; a line looser than this would rather cut a long Latin word
BACK, FORWARD = 3, 2  # how many clusters before and after the natural break are tried
SQUEEZE_COST, HALF_COST, LONELY_COST = 1.2, 0.35, 2.0
SLACK = 0.5  # of a character: an excess this small is taken up by tracking, not by halving


class Line(NamedTuple):
    """A composed line: indent and tracking in points, characters with "is half a cell wide"."""

    indent: float
    tracking: float
    characters: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Measure:
    """How wide a paragraph is set: points throughout; `kept`: characters that are never halved."""

    size: float = BODY
    width: float = WIDTH / MM
    first: float = 2 * FIT
    rest: float = 0.0
    tracking: float = TRACKING
    kept: int = 0


class _Trial(NamedTuple):
    cost: float
    end: int
    spare: float
    line: Line


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    wholes = [re.escape(name) for name in sorted(names, key=len, reverse=True) if name]
    return re.compile("|".join((*wholes, APART, WORD, "——|……|.")), re.DOTALL)


def compose(
    text: str, font: Metrics, measure: Measure | None = None, names: Sequence[str] = ()
) -> list[Line]:
    """Return the lines of one paragraph; `names` are never cut."""
    present = tuple(name for name in names if name in text)
    paragraph = _Paragraph(_pattern(present).findall(text), font, measure or Measure())
    return paragraph.lines()


class _Paragraph:
    """One paragraph while it is broken: its clusters, and how wide each is in points."""

    def __init__(self, clusters: list[str], font: Metrics, measure: Measure) -> None:
        self.clusters, self.font, self.measure = clusters, font, measure
        self.widths = [self._width(cluster) for cluster in clusters]

    def _width(self, cluster: str) -> float:
        size, tracking = self.measure.size, self.measure.tracking
        return sum(self.font.advance(c) * size + tracking for c in cluster)

    def lines(self) -> list[Line]:
        made: list[Line] = []
        start = 0
        while start < len(self.clusters):
            if made and self.clusters[start] in BLANKS:  # none at the start of a turnover line
                start += 1
                continue
            start, line = self._line(start, first=not made)
            made.append(line)
        return made

    def _line(self, start: int, *, first: bool) -> tuple[int, Line]:
        indent = self.measure.first if first else self.measure.rest
        room = self.measure.width - indent
        kept = self.measure.kept if first else 0
        natural = self._natural_end(start, room)
        if natural == len(self.clusters):
            whole = tuple((c, False) for k in self.clusters[start:] for c in k)
            return natural, Line(indent, self.measure.tracking, whole)
        best = self._best(start, natural, indent, kept)
        if (best is None or best.spare > LOOSE) and self._cut(start, natural, room):
            best = self._best(start, natural + 1, indent, kept)
        if best:
            return best.end, best.line
        return self._forced(start, natural, indent)

    def _natural_end(self, start: int, room: float) -> int:
        end, filled = start, 0.0
        while end < len(self.widths) and filled + self.widths[end] <= room + 1e-6:
            filled += self.widths[end]
            end += 1
        return end

    def _cut(self, start: int, natural: int, room: float) -> bool:
        """Cut the long Latin word that did not fit, after a / or . if one is near; say whether."""
        word = self.clusters[natural]
        if not CUTTABLE.fullmatch(word) or word.isdigit():
            return False
        filled = sum(self.widths[start:natural])
        fits = 0
        while filled + self._width(word[: fits + 1]) <= room:
            fits += 1
        seam = SEAM.match(word[:fits])
        if seam and fits - seam.end() <= 6:
            fits = seam.end()
        if not 2 <= fits <= len(word) - 2 or word[fits] in NO_START:
            return False
        self.clusters[natural : natural + 1] = parts = [word[:fits], word[fits:]]
        self.widths[natural : natural + 1] = [self._width(part) for part in parts]
        return True

    def _best(self, start: int, natural: int, indent: float, kept: int) -> _Trial | None:
        best: _Trial | None = None
        count = len(self.clusters)
        for end in range(max(start + 1, natural - BACK), min(count, natural + FORWARD) + 1):
            if end < count and self.clusters[end][0] in NO_START:
                continue
            if self.clusters[end - 1][-1] in NO_END:
                continue
            trial = self._try(start, end, indent, kept)
            if trial and (best is None or trial.cost < best.cost):
                best = trial
        return best

    def _try(self, start: int, end: int, indent: float, kept: int) -> _Trial | None:
        last = end
        while last > start + 1 and self.clusters[last - 1] in BLANKS:
            last -= 1  # blanks at a line's end hang over its edge
        room = self.measure.width - indent
        characters = [c for k in self.clusters[start:last] for c in k]
        half = [False] * len(characters)
        total = sum(self.widths[start:last])
        if total > room + 1e-6:
            total = _halve(characters, half, total, room, self.measure.size, kept)
        gaps = len(characters) - 1
        spare = (room - total) / gaps if gaps else 0.0
        if end >= len(self.clusters) and spare > 0:
            spare = 0.0
        if spare < SQUEEZE_LIMIT or (not gaps and total > room + 1e-6):
            return None
        cost = abs(spare) * (1.0 if spare > 0 else SQUEEZE_COST) + HALF_COST * sum(half[:-1])
        cost += LONELY_COST * self._is_lonely(end)
        tracking = self.measure.tracking + spare
        line = Line(indent, tracking, tuple(zip(characters, half, strict=True)))
        return _Trial(cost, end, spare, line)

    def _is_lonely(self, end: int) -> bool:
        """Say whether a break would leave a single character for the last line."""
        rest = self.clusters[end : end + 4]
        if not rest or len(self.clusters) - end > 3:
            return False
        return sum(c not in NO_START for k in rest for c in k) <= 1

    def _forced(self, start: int, natural: int, indent: float) -> tuple[int, Line]:
        """Nothing legal, as in a row of closing marks only: as many as fit."""
        end = max(natural, start + 1)
        characters = [c for k in self.clusters[start:end] for c in k]
        spare = self.measure.width - indent - sum(self.widths[start:end])
        tracking = self.measure.tracking + min(spare / max(1, len(characters) - 1), 0.0)
        return end, Line(indent, tracking, tuple((c, False) for c in characters))


def _halve(
    characters: Sequence[str], half: list[bool], total: float, room: float, size: float, kept: int
) -> float:
    """Halve marks until the line fits: at its end, then beside other marks, then anywhere."""
    last = len(characters) - 1
    while last > kept and characters[last] in BLANK_RIGHT and total - room > 1e-6:
        half[last] = True
        total -= size / 2
        last -= 1
    beside = [
        p for p in range(kept, len(characters) - 1)
        if characters[p] in BLANK_RIGHT and characters[p + 1] in HALVABLE
    ]  # fmt: skip
    inner = range(len(characters) - 2, max(kept, 1) - 1, -1)
    for place in (*beside, *(p for p in inner if characters[p] in HALVABLE)):
        if total - room <= SLACK * size:
            break
        if not half[place]:
            half[place] = True
            total -= size / 2
    return total
