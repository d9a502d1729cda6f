"""The charts of a report as numbers for SVG attributes: bars by kind, columns over time.

Everything is drawn on the server; whole numbers and tenths, no style, no script.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from apps.leave import periods
from apps.leave.reports import Line, Report

# The columns stand between these hundredths of the width; heights are in pixels.
LEFT, TOP, BOTTOM = Decimal(6), 16, 170
LEVELS = 4
# A label under each column up to so many, then under each fifth.
MOST_LABELS = 16
SHADES = 6  # as many colours as the style sheet has; more kinds begin again


@dataclass(frozen=True, slots=True)
class Piece:
    """One kind's part of a bar, in hundredths of the widest bar."""

    x: str
    width: str
    shade: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A unit with its parts, and the same in words for whoever does not see them."""

    line: Line
    pieces: tuple[Piece, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Column:
    """A day or a month: its place, its label where there is room, its name and its number."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    label: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The chart over time with its axis."""

    columns: tuple[Column, ...]
    levels: tuple[tuple[str, str], ...]
    title: str
    unit: str


def legend(found: Report) -> list[tuple[int, str]]:
    """Return each kind with its shade."""
    return [(n % SHADES, name) for n, (_, name) in enumerate(found.kinds)]


def bars(found: Report) -> list[Bar]:
    """Return the units with the days of each kind, the longest as wide as the chart."""
    return [_bar(line, found) for line in found.units]


def _bar(line: Line, found: Report) -> Bar:
    pieces, said, x = [], [], Decimal(0)
    for n, (code, name) in enumerate(found.kinds):
        days = line.days.get(code)
        if not days:
            continue
        width = days * 100 / found.most
        pieces.append(Piece(f"{x:.1f}", f"{width:.1f}", n % SHADES))
        said.append(f"{name}{periods.number(days)}天")
        x += width
    return Bar(line, tuple(pieces), "，".join(said) or "0天")


def columns(found: Report) -> Columns:
    """Return who was away over time: people on each day, or days of work in each month."""
    top = _top(days for _, days in found.columns)
    place = (100 - LEFT) / max(1, len(found.columns))
    step = 1 if len(found.columns) <= MOST_LABELS else 5
    drawn = tuple(
        _column(n, on, days, found, top, place, labelled=n % step == 0)
        for n, (on, days) in enumerate(found.columns)
    )
    high = Decimal(BOTTOM - TOP)
    levels = tuple(
        (
            f"{BOTTOM - high * n / LEVELS:.1f}",
            periods.number(Decimal(top) * n / LEVELS or Decimal(0)),
        )
        for n in range(LEVELS + 1)
    )
    title = "各月离岗人天" if found.by_month else "每日离岗人数"
    return Columns(drawn, levels, title, "人天" if found.by_month else "人")


def _top(numbers: Iterable[Decimal]) -> int:
    """Return the number at the top of the axis: the first multiple of four that holds all."""
    most = max(numbers, default=Decimal(0))
    return max(1, ceil(most / LEVELS)) * LEVELS


def _column(
    n: int, on: dt.date, days: Decimal, found: Report, top: int, place: Decimal, *, labelled: bool
) -> Column:
    x = LEFT + place * n
    high = (BOTTOM - TOP) * days / top
    name = f"{on.month}月" if found.by_month else f"{on.day}日"
    return Column(
        x=f"{x + place / 8:.1f}",
        y=f"{BOTTOM - high:.1f}",
        width=f"{place * 3 / 4:.1f}",
        height=f"{high:.1f}",
        middle=f"{x + place / 2:.1f}",
        label=name if labelled else "",
        name=f"{on.year}年{name}" if found.by_month else f"{on.month}月{name}",
        words=periods.number(days) if days else "0",
    )
