"""工作台: what waits for me by due date, who is away and who acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.desk.absences import away_this_week
from apps.documents.models import Document
from apps.documents.policies import drafting_hat
from apps.matters import reading
from apps.matters.models import Matter, Step
from apps.matters.policies import hat_for
from apps.matters.purposes import kind_of, purpose_of
from apps.matters.reading import Waiting
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat
from apps.workdays.calendar import WorkCalendar
from apps.workdays.services import calendar

LIMIT = 50
SENT = 6
NO_CALENDAR = WorkCalendar({}, frozenset())
URGENCIES = {u.value: str(u.label) for u in Matter.Urgency if u != Matter.Urgency.NORMAL}
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
    hat_of = _wearer(hats)
    found = reading.inbox(hats=chosen, limit=LIMIT + 1)
    clock = calendar() if found else NO_CALENDAR
    rows = [_row(one, hat_of(one), today, clock) for one in found]
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
            # Whoever has nothing to do sees what he is waiting for.
            "sent": [] if found else _sent(request, hats),
        },
    )


def _sent(request: ActingRequest, hats: tuple[Hat, ...]) -> list[Document]:
    """Return what somebody who drafts has under way, newest first."""
    if drafting_hat(hats) is None:
        return []
    mine = Document.objects.filter(drafted_by=request.user, phase__in=["draft", "in_hand"])
    return list(mine.order_by("-latest_at", "-pk")[:SENT])


def _row(row: Waiting, hat: Hat | None, today: dt.date, clock: WorkCalendar) -> dict[str, Any]:
    """Return what the list shows of one step: plain words, nothing left to be looked up."""
    due = timezone.localtime(row.due_at).replace(tzinfo=None) if row.due_at else None
    return {
        "title": row.title,
        "url": kind_of(row.kind).url(row.matter_id),
        "label": purpose_of(row.kind, row.purpose).label,
        "hat_label": hat.label if hat and not hat.is_own else "",
        "urgency": URGENCIES.get(row.urgency, ""),
        "unit": row.unit_name,
        "cite": row.cites[0] if row.cites else None,
        "urged": row.urged_count,
        "due": due,
        "left": clock.workdays_between(today, due.date()) if due else None,
        "provisional": row.due_provisional,
        "group": _group(due.date() if due else None, today),
    }


def _wearer(hats: tuple[Hat, ...]) -> Callable[[Waiting], Hat | None]:
    """Return the question "under which hat", asked of the policy once for rows alike."""
    known: dict[tuple[Any, ...], Hat | None] = {}

    def ask(row: Waiting) -> Hat | None:
        key = row.post_id, row.kind, row.purpose, row.personal
        if key not in known:
            like = Step(
                post_id=row.post_id,
                purpose=row.purpose,
                personal=row.personal,
                matter=Matter(kind=row.kind),
            )
            known[key] = hat_for(hats, like)
        return known[key]

    return ask


def _group(due: dt.date | None, today: dt.date) -> str:
    if due is None:
        return "none"
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
