"""A portfolio plan before it takes effect: which matters would go to whom, by replay.

Owns the read model of the page. Shows of each matter only what the reader may read; whoever
maintains plans without reading any document gets numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from apps.matters import replay
from apps.matters.models import Matter
from apps.matters.querysets import visible_q
from apps.organisation import authority
from apps.organisation.authority import directory
from apps.organisation.authority.directory import Lines, Loaded
from apps.organisation.authority.hat import Hat
from apps.organisation.authority.periods import midnight
from apps.organisation.models import PortfolioPlan, Unit

QUARTER = dt.timedelta(days=91)
SHOWN = 200  # lines of one list; the numbers above it count all
NOBODY = "没有分管领导"


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit that changes hands."""

    unit: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Part:
    """One list of the page: how many were asked about, between whom, and the lines to show."""

    asked: int
    differing: int
    moves: list[tuple[str, str, int]]
    lines: list[dict[str, Any]]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that a plan would change."""

    effective_at: dt.datetime
    units: list[Moved]
    open: Part
    quarter: Part
    since: dt.datetime
    kinds: list[str]


def preview(plan: PortfolioPlan, hats: Iterable[Hat], at: dt.datetime, *, titles: bool) -> Preview:
    """Return what a plan would change; the number of queries does not grow with the matters."""
    hats = tuple(hats)
    now = directory.load()
    lines = directory.lines_of(plan)
    tried = replace(now, tried=lines)
    start = max(at, midnight(plan.effective_from))
    rows = Matter.objects.filter(visible_q(hats)) if titles else Matter.objects.all()
    quarter = (at - QUARTER, at)
    return Preview(
        start,
        _units(lines, now, start),
        _part(replay.of_open(rows, now, tried, start), now, start, titles),
        _part(replay.of_quarter(rows, now, tried, quarter), now, start, titles),
        quarter[0],
        [kind.label for kind in replay.replaying()],
    )


def _units(lines: Lines, now: Loaded, at: dt.datetime) -> list[Moved]:
    moved = []
    for unit in Unit.objects.filter(abolished_on__isnull=True).order_by("position", "pk"):
        before, after = now.leader_of(unit, at), lines.get(unit.pk)
        if after is None or before == after:
            continue
        moved.append(
            Moved(
                unit.short_name,
                now.called(before, at) if before else NOBODY,
                now.called(after, at),
            )
        )
    return moved


def _part(answer: replay.Answer, now: Loaded, at: dt.datetime, titles: bool) -> Part:
    names = {post.code: now.called(post, at) for post in now.posts}

    def called(codes: tuple[str, ...]) -> str:
        return "、".join(names.get(code, NOBODY) for code in codes) or NOBODY

    return Part(
        answer.asked,
        len(answer.differences),
        [(called(before), called(after), n) for before, after, n in answer.moves],
        [
            {
                "matter": d.matter,
                "kind": d.kind.label,
                "url": d.kind.url(d.matter.pk),
                "at": d.at,
                "before": called(d.before),
                "after": called(d.after),
                "cites": d.cites,
                "waits": d.waits,
            }
            for d in answer.differences[:SHOWN]
        ]
        if titles
        else [],
        answer.is_cut,
    )


def may_preview(user: Any, hats: Iterable[Hat]) -> tuple[bool, bool]:
    """Return (may open the page, may see titles): readers of all or of the office; maintainers."""
    standing = authority.standing(tuple(hats))
    reads = standing.reads_all or standing.office
    return reads or user.has_perm("organisation.change_portfolioplan"), reads
