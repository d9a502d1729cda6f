"""工作台: what waits for me by due date, who is away and who acts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.core.verdicts import Cite
from apps.desk.absences import away_this_week
from apps.desk.clock import days_left
from apps.matters import reading
from apps.matters.models import Step
from apps.matters.policies import hat_for
from apps.matters.purposes import kind_of, purpose_of
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat
from apps.workdays.calendar import WorkCalendar
from apps.workdays.services import calendar

LIMIT = 50
GROUPS = (
    ("overdue", "已超期", "red"),
    ("today", "今天到期", "amber"),
    ("week", "本周", ""),
    ("later", "下周及以后", ""),
    ("none", "不限时", ""),
)


@login_required
def home(request: ActingRequest) -> HttpResponse:
    """Show the waiting steps by due date and the panel of absences."""
    hats = tuple(request.hats)
    today = timezone.localdate(request.at)
    who = request.GET.get("who", "")
    chosen = {
        "own": [h for h in hats if h.is_own],
        "acting": [h for h in hats if not h.is_own],
    }.get(who, list(hats))
    clock = calendar()
    rows = [_row(s, hats, today, clock) for s in reading.inbox(hats=chosen, limit=LIMIT + 1)]
    more = len(rows) > LIMIT
    rows = rows[:LIMIT]
    return render(
        request,
        "desk/home.html",
        {
            "groups": _groups(rows),
            "total": len(rows),
            "more": more,
            "who": who,
            "has_acting": any(not h.is_own for h in hats),
            "today": today,
            "away": away_this_week(request.at),
        },
    )


def _row(step: Step, hats: tuple[Hat, ...], today: dt.date, clock: WorkCalendar) -> dict[str, Any]:
    hat = hat_for(hats, step)
    left = days_left(step.due_at, today, clock)
    return {
        "step": step,
        "label": purpose_of(step.matter.kind, step.purpose).label,
        "url": kind_of(step.matter.kind).url(step.matter_id),
        "hat_label": hat.label if hat and not hat.is_own else "",
        "left": left,
        "cite": Cite(**step.cites[0]) if step.cites else None,
        "group": _group(step.due_at, today),
    }


def _group(due_at: dt.datetime | None, today: dt.date) -> str:
    if due_at is None:
        return "none"
    due = timezone.localdate(due_at)
    if due <= today:
        return "today" if due == today else "overdue"
    sunday = today + dt.timedelta(days=6 - today.weekday())
    return "week" if due <= sunday else "later"


def _groups(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for key, label, light in GROUPS:
        members = [row for row in rows if row["group"] == key]
        if members:
            found.append({"label": label, "light": light, "rows": members})
    return found
