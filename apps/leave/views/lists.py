"""The list of leave: one's own and what one may read, newest first, filters in the address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from apps.leave import periods, reports, rules
from apps.leave.models import Leave
from apps.matters import reading
from apps.organisation.acting import ActingRequest
from apps.rulebook import shelf
from apps.workdays.calendar import WorkCalendar
from apps.workdays.services import calendar

PAGE = 50
RELATED = ("unit", "person", "post")
SHOWN = (("", "全部"), ("mine", "本人的"), ("away", "在外"), ("unfiled", "报备未完备"),
         ("overdue", "逾期未销假"))  # fmt: skip


@login_required
def index(request: ActingRequest) -> HttpResponse:
    """Show the newest readable requests, or those that the filters name."""
    chosen = _filters(request)
    before = reading.cursor_of(request.GET.get("before", ""))
    rows = _rows(request, chosen, before)
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    older = f"{rows[-1].latest_at.isoformat()},{rows[-1].pk}" if more else ""
    book = shelf.in_force(timezone.localdate(request.at))
    days = calendar()
    names = {entry.code: entry.name for entry in rules.kinds(book)}
    return render(
        request,
        "leave/leave_list.html",
        {
            "rows": [_row(row, names, days) for row in rows],
            "chosen": chosen,
            "shown": _chips(chosen),
            "older": older,
            "paged": before is not None,
            "states": Leave.State.choices,
            "query": urlencode({k: v for k, v in chosen.items() if v}),
            "can_ask": any(hat.is_own for hat in request.hats),
        },
    )


def _row(leave: Leave, names: dict[str, str], days: WorkCalendar) -> dict[str, Any]:
    worked = periods.workdays(leave.from_at, leave.to_at, days)
    return {
        "leave": leave,
        "kind": names.get(leave.leave_kind, leave.leave_kind),
        "words": periods.words(leave.from_at, leave.to_at),
        "worked": periods.number(worked),
        "unfiled": leave.is_in_force and leave.filed_at is None,
    }


def _filters(request: ActingRequest) -> dict[str, str]:
    get = request.GET
    state, show = get.get("state", ""), get.get("show", "")
    return {
        "state": state if state in Leave.State.values else "",
        "show": show if show in dict(SHOWN) else "",
        "q": get.get("q", "").replace("\x00", "").strip()[:60],
    }


def _chips(chosen: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": f"?show={key}" if key else "?",
            "current": chosen["show"] == key,
        }
        for key, label in SHOWN
    ]


def _rows(
    request: ActingRequest, chosen: dict[str, str], before: tuple[dt.datetime, int] | None
) -> list[Leave]:
    if not any(chosen.values()):
        found: list[Leave] = reading.newest(
            Leave, hats=request.hats, kind="leave", limit=PAGE + 1, before=before, related=RELATED
        )
        return found
    rows = Leave.objects.visible_to(request.hats)
    if chosen["state"]:
        rows = rows.filter(state=chosen["state"])
    if chosen["show"] == "mine":
        rows = rows.filter(person=request.user)
    elif chosen["show"] == "away":
        rows = rows.filter(state__in=Leave.IN_FORCE, from_at__lte=request.at, to_at__gt=request.at)
    elif chosen["show"] == "unfiled":
        rows = rows.unfiled()
    elif chosen["show"] == "overdue":
        late = reports.overdue(request.hats, request.at)
        rows = rows.filter(pk__in=[one.leave.pk for one in late])
    if chosen["q"]:
        word = chosen["q"]
        rows = rows.filter(Q(title__icontains=word) | Q(destination__icontains=word))
    if before:
        rows = rows.filter(Q(latest_at__lt=before[0]) | Q(latest_at=before[0], pk__lt=before[1]))
    return list(rows.select_related(*RELATED).order_by("-latest_at", "-pk")[: PAGE + 1])
