"""工作台: what waits for me by due date, who is away and who acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils import timezone

from apps.desk.absences import away_this_week
from apps.documents.models import Document
from apps.documents.policies import drafting_hat
from apps.matters import reading
from apps.matters.models import Matter, Step
from apps.matters.policies import hat_for
from apps.matters.purposes import purpose_of, url_of
from apps.matters.reading import Waiting
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat
from apps.organisation.policies.whereabouts import can_see_whereabouts
from apps.workdays.calendar import WorkCalendar
from apps.workdays.services import calendar

LIMIT = 50
SENT = 6
WHO = (("", "全部"), ("own", "本人"), ("acting", "代行"))
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
    hat_of = _wearer(hats)
    found = reading.inbox(hats=hats, limit=LIMIT + 1)
    more = len(found) > LIMIT
    # Only a list that is whole can be counted by capacity; a longer one is asked for again.
    counts = {} if more else _counts(found, hat_of)
    chosen = _chosen(found, who, hats, hat_of, more=more)
    more = len(chosen) > LIMIT
    clock = calendar() if chosen else NO_CALENDAR
    rows = [_row(one, hat_of(one), today, clock) for one in chosen[:LIMIT]]
    return render(
        request,
        "desk/home.html",
        {
            "groups": _groups(rows),
            "total": len(rows),
            "more": more,
            "chips": _chips(who, counts) if any(not h.is_own for h in hats) else [],
            "today": today,
            "away": away_this_week(request.at),
            "sees_whereabouts": bool(can_see_whereabouts(request.hats)),
            # Whoever has nothing to do sees what he is waiting for.
            "sent": [] if found else _sent(request, hats),
        },
    )


def _is_acting(row: Waiting, hat_of: Callable[[Waiting], Hat | None]) -> bool:
    hat = hat_of(row)
    return hat is not None and not hat.is_own


def _counts(found: list[Waiting], hat_of: Callable[[Waiting], Hat | None]) -> dict[str, int]:
    acting = sum(_is_acting(row, hat_of) for row in found)
    return {"": len(found), "own": len(found) - acting, "acting": acting}


def _chosen(
    found: list[Waiting],
    who: str,
    hats: tuple[Hat, ...],
    hat_of: Callable[[Waiting], Hat | None],
    *,
    more: bool,
) -> list[Waiting]:
    """Return what the chosen capacity has to do, "" for all."""
    if who not in ("own", "acting"):
        return found
    if more:
        mine = [h for h in hats if h.is_own == (who == "own")]
        return reading.inbox(hats=mine, limit=LIMIT + 1)
    return [row for row in found if _is_acting(row, hat_of) == (who == "acting")]


def _chips(who: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": f"?who={key}" if key else "?",
            "current": key == who or (not key and who not in ("own", "acting")),
            "count": counts.get(key),
        }
        for key, label in WHO
    ]


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
        "url": url_of(row.kind, row.matter_id),
        # Written, not looked up: a list draws hundreds.
        "why": f"{get_script_prefix()}matters/{row.matter_id}/why/",
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
