"""The line of days at the grass roots over a year, as geometry for an inline drawing.

Owns where things stand on the drawing. Refuses to count: days and what is owed are given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from apps.activity.facts import Period, counted

LEFT, RIGHT, TOP, BOTTOM = 40, 704, 20, 176
WIDTH, HEIGHT = 720, 208


@dataclass(frozen=True, slots=True)
class Mark:
    """A label on an axis, where it stands."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Pace:
    """What the drawing shows; ``target`` is empty where the book sets no number."""

    line: str
    target: str
    months: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    today: int | None
    label: str
    width: int = WIDTH
    height: int = HEIGHT


def draw(
    days: Mapping[dt.date, int],
    year: Period,
    *,
    today: dt.date,
    least: int | None,
    since: dt.date | None,
    label: str,
    half_counts_whole: bool = True,
) -> Pace:
    """Return the geometry: the days so far, and the even pace from the first day on."""
    until = min(today, year.last)
    top = _top(max(least or 0, len(days)))
    start = max(year.first, since) if since else year.first

    def x(day: dt.date) -> int:
        return LEFT + round(
            (RIGHT - LEFT) * (day - year.first).days / (year.last - year.first).days
        )

    def y(number: float) -> int:
        return BOTTOM - round((BOTTOM - TOP) * number / top)

    points, seen, last = [(x(start), y(0))], {}, 0
    for day in sorted(days):
        seen[day] = days[day]
        number = counted(seen, half_counts_whole=half_counts_whole)
        points += [(x(day), y(last)), (x(day), y(number))]
        last = number
    if until >= start:
        points.append((x(until), y(last)))
    target = [(x(start), y(0)), (x(year.last), y(least))] if least else []
    return Pace(
        line=_path(points),
        target=_path(target),
        months=tuple(
            Mark(x(dt.date(year.first.year, month, 1)), f"{month}月")
            for month in (1, 3, 5, 7, 9, 11)
        ),
        levels=tuple(Mark(y(n), str(n)) for n in range(0, top + 1, max(1, top // 4))),
        today=x(today) if year.holds(today) else None,
        label=label,
    )


def _top(number: int) -> int:
    """Return a round number that holds the highest point: a multiple of twenty."""
    return max(20, -(-number // 20) * 20)


def _path(points: list[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
