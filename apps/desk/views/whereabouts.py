"""领导去向: where leaders are in a week or a month, who acts for them, what has to be arranged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.core.refusals import Forbidden
from apps.organisation.acting import ActingRequest
from apps.organisation.asked import asked_instant
from apps.organisation.authority import local_day
from apps.organisation.policies.whereabouts import can_see_whereabouts, reads_reasons
from apps.organisation.presence import Viewer
from apps.organisation.whereabouts import Day, Grid, Half, Row, State, grid

WEEK = 7


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring half days of one leader in which the same holds."""

    state: State
    width: int
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be said of one leader on one day; ``part`` where it is half of the day."""

    row: Row
    state: State
    part: str = ""


@require_safe
@login_required
def whereabouts(request: ActingRequest) -> HttpResponse:
    """Show the week, or with ``?view=month`` the month, in which ``?on=`` lies."""
    verdict = can_see_whereabouts(request.hats)
    if not verdict:
        raise Forbidden(verdict)
    at, problem = asked_instant(request)
    on, is_month = local_day(at), request.GET.get("view") == "month"
    first, last = month_of(on) if is_month else week_of(on)
    viewer = Viewer(request.user.pk, tuple(request.hats))
    found = grid(first, last, viewer=viewer)
    by_day = lines_of(found)
    context = {
        **_around(on, is_month),
        "is_month": is_month,
        "on": on,
        "first": first,
        "last": last,
        "today": timezone.localdate(request.at),
        "error": problem,
        "days": found.days,
        "by_day": [(day, by_day[day.on]) for day in found.days],
        "gaps": gaps_of(found),
        "reads_all": reads_reasons(request.hats),
        **({"weeks": weeks_of(found.days, by_day)} if is_month else {"rows": rows_of(found)}),
    }
    return render(request, "desk/whereabouts.html", context)


def week_of(on: date) -> tuple[date, date]:
    """Return Monday and Sunday of a day's week."""
    monday = on - timedelta(on.weekday())
    return monday, monday + timedelta(WEEK - 1)


def month_of(on: date) -> tuple[date, date]:
    """Return the first and the last day of a day's month."""
    first = on.replace(day=1)
    return first, (first + timedelta(31)).replace(day=1) - timedelta(1)


def _around(on: date, is_month: bool) -> dict[str, str]:
    """Return the addresses of the period before, the one after, today's and the other view."""
    first, last = month_of(on) if is_month else week_of(on)
    view = "month" if is_month else "week"
    before = first - timedelta(1) if is_month else on - timedelta(WEEK)
    after = last + timedelta(1) if is_month else on + timedelta(WEEK)
    page = reverse("desk:whereabouts")
    return {
        "before": f"{page}?view={view}&on={before:%Y-%m-%d}",
        "after": f"{page}?view={view}&on={after:%Y-%m-%d}",
        "now_url": f"{page}?view={view}",
        "week_url": f"{page}?view=week&on={on:%Y-%m-%d}",
        "month_url": f"{page}?view=month&on={on:%Y-%m-%d}",
    }


def rows_of(found: Grid) -> list[tuple[Row, list[Block]]]:
    """Return each leader with his blocks: equal neighbours joined, presence cut at each day."""
    off = {day.on for day in found.days if not day.works}
    return [(row, _blocks(row, found.halves, off)) for row in found.rows]


def _blocks(row: Row, halves: tuple[Half, ...], off: set[date]) -> list[Block]:
    pairs = zip(row.states, halves, strict=True)
    return [
        Block(state, len(list(group)), day in off)
        for (state, day), group in groupby(pairs, key=_joined)
    ]


def _joined(pair: tuple[State, Half]) -> tuple[State, date | None]:
    """Present halves are joined within a day only, so that the grid keeps its columns."""
    state, half = pair
    return state, half.day if state.is_plain else None


def lines_of(found: Grid) -> dict[date, list[Line]]:
    """Return for each day what there is to say, leader by leader; nothing of who is just there.

    Whom somebody acts for is said where the other is away.
    """
    said: dict[date, list[Line]] = {day.on: [] for day in found.days}
    for row in found.rows:
        for number, day in enumerate(found.days):
            morning, afternoon = row.states[2 * number], row.states[2 * number + 1]
            lines = [Line(row, morning, "上午"), Line(row, afternoon, "下午")]
            if morning == afternoon:
                lines = [Line(row, morning)]
            said[day.on] += [line for line in lines if _says_something(line.state)]
    return said


def _says_something(state: State) -> bool:
    return state.mark != "in" or bool(state.entries)


Cell = tuple[Day, list[Line]] | None


def weeks_of(days: tuple[Day, ...], by_day: dict[date, list[Line]]) -> list[list[Cell]]:
    """Return the month as weeks from Monday to Sunday; None stands for days of other months."""
    cells: list[Cell] = [None] * days[0].on.weekday()
    cells += [(day, by_day[day.on]) for day in days]
    cells += [None] * (-len(cells) % WEEK)
    return [cells[n : n + WEEK] for n in range(0, len(cells), WEEK)]


def gaps_of(found: Grid) -> list[dict[str, Any]]:
    """Return each gap once, with the days in which it is open."""
    gaps: dict[tuple[int, str], dict[str, Any]] = {}
    for row in found.rows:
        for state, half in zip(row.states, found.halves, strict=True):
            if state.mark == "gap":
                key = (row.post.pk, state.gap)
                gap = gaps.setdefault(key, {"row": row, "state": state, "first": half.day})
                gap["last"] = half.day
    return list(gaps.values())
