"""What the pages of the ledger show, as plain values: lights, facts of a record, its trail.

Decides no permission and writes nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from apps.activity import facts, pace, rules
from apps.activity.ledger import LeaderYear, Q
from apps.activity.models import Activity, ContactPoint, Reception, Record
from apps.core.verdicts import Cite
from apps.matters.purposes import purpose_of
from apps.rulebook.answers import Tally
from apps.trail.models import Event
from apps.trail.verbs import verb_name

LIGHTS = {"met": "green", "behind": "amber", "short": "amber", "over": "amber", "none": "none"}
WORDS = {"met": "正常", "behind": "落后进度", "short": "不足", "over": "超过", "none": "不作要求"}
TRAIL_LIMIT = 100
# Acts of the kernel that a reader of a letter or a topic wants beside this room's own.
KERNEL = ("step_urged", "attached", "circulated")


def light(tally: Tally) -> dict[str, Any]:
    """Return a number with its light, its word, and the book's sentence with its clauses."""
    return {
        "count": tally.count,
        "least": tally.least,
        "share": tally.share,
        "light": LIGHTS[tally.state],
        "word": WORDS[tally.state],
        "sentence": tally.sentence,
        "cites": tally.cites,
    }


def row(year: LeaderYear) -> dict[str, Any]:
    """Return one leader's line of the overview."""
    return {
        "post": year.post,
        "person": year.person,
        "research": light(year.research()),
        "days": light(year.grassroots()),
        "contacts": light(year.contacts()),
        "points": len(year.points),
        "receptions": len(year.receptions),
        "unfinished": sum(r.is_late(year.until) for r in year.receptions),
        "letters": len(year.letters),
        "unread": len(year.unread()),
    }


def whole(year: LeaderYear) -> dict[str, Any]:
    """Return everything the page of one leader's year shows."""
    spans, ways = year.reception_table()
    kinds = dict(rules.choices(Q.KINDS, year.book))
    names = dict(rules.choices(Q.RECEPTIONS, year.book))
    for way in ways:
        way["light"] = light(way["tally"])
    crowded = dict((a.pk, light(t)) for a, t in year.crowded())
    return {
        **row(year),
        "since": year.since,
        "pace": _pace(year),
        "months": _months(year),
        "topics": [{"topic": t, "late": t.is_late(year.until)} for t in year.topics],
        "visits": [{"point": p, "count": n, "last": last} for p, n, last in year.last_visits()],
        "spans": [_span(p) for p in spans],
        "ways": ways,
        "activities": [
            {"row": a, "kind": kinds.get(a.kind, a.kind), "crowded": crowded.get(a.pk)}
            for a in year.activities
        ],
        "received": [
            {"row": r, "way": names.get(r.way, r.way), "late": r.is_late(year.until)}
            for r in year.receptions
        ],
        "letter_rows": year.letters,
    }


def _span(period: facts.Period) -> str:
    months = (period.last.month - period.first.month) + 1
    if months == 12:
        return "全年"
    if months == 3:
        return f"{'一二三四'[period.first.month // 3]}季度"
    return f"{period.first.month}月"


def _pace(year: LeaderYear) -> pace.Pace:
    tally = year.grassroots()
    said = [f"今年深入基层{tally.count}天"]
    if tally.share is not None:
        said.append(f"按均衡进度今天应为{tally.share}天")
    if tally.least is not None:
        said.append(f"全年应为{tally.least}天")
    return pace.draw(
        year.days(),
        year.year,
        today=year.today,
        least=tally.least,
        since=year.since,
        label="，".join(said),
        half_counts_whole=year.half_counts_whole,
    )


def _months(year: LeaderYear) -> list[dict[str, Any]]:
    """Return the drawing as a table: days of each month, days so far, days owed by its end."""
    days = year.days()
    found = []
    for month in facts.periods("month", year.year.first.year):
        if month.first > year.until:
            break
        inside = {d: halves for d, halves in days.items() if month.holds(d)}
        tally = year.grassroots(min(month.last, year.until))
        number = facts.counted(inside, half_counts_whole=year.half_counts_whole)
        owed = tally.least if tally.share is None else tally.share
        found.append(
            {"month": month.first.month, "days": number, "so_far": tally.count, "owed": owed}
        )
    return found


def facts_of(record: Record) -> list[dict[str, Any]]:
    """Return what a record says, label and text or days, empty ones left out."""
    shown = {Activity: _activity, Reception: _reception, ContactPoint: _point}[type(record)]
    return [fact for fact in shown(record) if fact["text"] or fact.get("days")]


def _said(label: str, text: Any) -> dict[str, Any]:
    return {"label": label, "text": str(text or "")}


def _days(label: str, first: dt.date | None, last: dt.date | None) -> dict[str, Any]:
    """Return a fact that is a day, or two; an open end is said in words."""
    return {"label": label, "text": "", "days": (first, last) if first else None}


def _named(label: str, code: str, day: dt.date, question: Any) -> dict[str, Any]:
    book = rules.book_on(day)
    return _said(label, dict(rules.choices(question, book) if book else ()).get(code, code))


def _activity(a: Any) -> list[dict[str, Any]]:
    return [
        _named("类别", a.kind, a.from_on, Q.KINDS),
        _days("日期", a.from_on, a.to_on),
        _said("时长", "半天" if a.half_day else f"{a.days}天"),
        _said("地点", a.place),
        _said("陪同人数", f"{a.companions}人"),
        _said("联系点", a.contact_point and a.contact_point.name),
        _said("调研课题", a.topic and a.topic.title),
        _said("举办单位", a.get_organiser_display()),
        _said("统一安排的文号", a.arrangement),
        _said("了解的情况和处理", a.findings),
    ]


def _reception(r: Any) -> list[dict[str, Any]]:
    return [
        _named("接待方式", r.way, r.on, Q.RECEPTIONS),
        _days("日期", r.on, r.on),
        _said("地点", r.place),
        _said("来访人", f"{r.visitors}（{r.visitor_count}人）"),
        _said("处理意见", r.outcome),
        _said("责任单位", r.unit and r.unit.name),
        _days("办理期限", r.due_on, r.due_on),
        _days("回访日期", r.followed_on, r.followed_on),
        _said("办理和回访情况", r.follow_up),
    ]


def _point(p: Any) -> list[dict[str, Any]]:
    return [
        _said("类型", p.sort),
        _said("所在地", p.place),
        _days("联系期", p.from_on, p.to_on),
    ]


def trail_of(*, subject: str = "", matter_id: int | None = None) -> list[dict[str, Any]]:
    """Return the trail of a record or of a matter, newest first."""
    events = Event.objects.filter(subject=subject) if subject else Event.objects.all()
    if matter_id is not None:
        events = events.filter(matter_id=matter_id)
    rows = [_event(e) for e in events.order_by("-seq")[:TRAIL_LIMIT]]
    return [r for r in rows if r]


def _event(event: Event) -> dict[str, Any] | None:
    kind, _, verb = event.verb.partition(".")
    label = verb_name(event.verb)
    if verb == "step_settled":
        spec = purpose_of(kind, event.payload["purpose"])
        outcome = spec.outcome(event.payload["outcome"])
        label = outcome.label if outcome else spec.label
    elif verb.startswith(("step_", "link_")) and verb not in KERNEL:
        return None
    elif "from" in event.payload and "to" in event.payload and "label" in event.payload:
        if kind == "public_letter" and verb != "withdrawn":
            return None  # the settled step says it
    hat = event.hat or {}
    return {
        "person": event.person_name,
        "post": hat.get("post_name", ""),
        "verb_label": label,
        "hat_label": hat.get("label", ""),
        "at": event.at,
        "opinion": str(event.payload.get("opinion") or event.payload.get("reason") or ""),
        "cites": [Cite(**c) for c in event.cites],
        "state": "done" if event.person_key else "auto",
        "channel": event.channel,
    }
