"""The ways in which a title may be broken into lines, for a drafter to choose from.

The page's own way comes first. Breaks stand between words, never inside a name, a quoted title or
a number; the lines are no longer than a page is wide and make 梯形 or 菱形.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from apps.typesetting.titles import (
    COMFORTABLE,
    MOST,
    WEAK_END,
    WEAK_START,
    break_title,
    has_shape,
)
from apps.typesetting.words import cut

WHOLE = re.compile(r"《[^《》]+》|“[^“”]+”|（[^（）]+）|〔\d+〕\d+号|[0-9A-Za-z.%+-]+")
LINES = (2, 3)
WAYS = 8
TRIED = 40  # places between words: a longer title is broken by the page's own way only


def title_lines(title: str, breaks: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the lines as the page sets them; breaks that do not fit the title are not followed."""
    chosen = breaks if fits_title(title, breaks) else title
    return break_title(chosen.strip(), tuple(names))


def fits_title(title: str, breaks: str) -> bool:
    """Say whether the lines chosen by hand are this very title."""
    return bool(breaks.strip()) and _bare(title) == _bare(breaks)


def title_ways(title: str, names: Iterable[str] = ()) -> tuple[tuple[str, ...], ...]:
    """Return up to eight ways to break a title, the page's own first; one for a short title."""
    title, names = title.strip(), tuple(names)
    own = break_title(title, names)
    if not title or "\n" in title:
        return (own,) if own else ()
    places = _places(title, names)
    found = [
        lines
        for count in LINES
        if len(places) <= TRIED
        for cuts in combinations(places, count - 1)
        if (lines := _cut_at(title, cuts)) != own and _may_stand(lines)
    ]
    return (own, *sorted(found, key=_unevenness)[: WAYS - 1])


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _places(title: str, names: tuple[str, ...]) -> list[int]:
    """Return the positions between words where a line may end."""
    wholes = [re.escape(name) for name in sorted(names, key=len, reverse=True) if name]
    closed = [m.span() for m in re.finditer("|".join([*wholes, WHOLE.pattern]), title)]
    position, out = 0, []
    for word in cut(title):
        position += len(word)
        before, after = title[:position], title[position:]
        inside = any(start < position < end for start, end in closed)
        if after and not inside and not WEAK_START.match(after) and not WEAK_END.search(before):
            out.append(position)
    return out


def _cut_at(title: str, cuts: Sequence[int]) -> tuple[str, ...]:
    edges = (0, *cuts, len(title))
    return tuple(title[a:b] for a, b in zip(edges, edges[1:], strict=False))


def _may_stand(lines: Sequence[str]) -> bool:
    """Lines fit, have a shape, and a third line only where two would be crowded."""
    lengths = [len(line) for line in lines]
    crowded = sum(lengths) > 2 * COMFORTABLE - 8
    return max(lengths) <= MOST and has_shape(lengths) and (len(lines) == 2 or crowded)


def _unevenness(lines: Sequence[str]) -> float:
    lengths = [len(line) for line in lines]
    return max(lengths) - min(lengths) + 3.0 * (len(lengths) - 2)
