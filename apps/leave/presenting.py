"""What the page of a leave shows, as plain values: its path and its words.

Decides no permission and writes nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from apps.leave import periods, rules
from apps.leave.models import Leave
from apps.trail.models import Event
from apps.workdays.services import calendar

S = Leave.State
STATIONS = (
    ("拟写", {S.DRAFTING}),
    ("审批", {S.ASKING}),
    ("批准", {S.APPROVED, S.CHANGING}),
    ("销假", {S.RETURNED}),
    ("办结", {S.ENDED}),
)
OTHERWISE = {S.REFUSED: "未批准", S.CANCELLED: "已取消", S.WITHDRAWN: "已撤销"}
# Events that a reader of the trail wants beside the settled steps.
SHOWN = {
    "leave.created": "填写",
    "leave.edited": "修改",
    "leave.submitted": "报送",
    "leave.taken_back": "取回",
    "leave.approved": "请假生效",
    "leave.change_asked": "申请变更时间",
    "leave.change_taken_back": "取回变更申请",
    "leave.changed": "时间变更",
    "leave.shortened": "提前返回",
    "leave.cancelled": "取消请假",
    "leave.returned": "销假",
    "leave.withdrawn": "撤销",
    "leave.finding": "报备",
    "leave.filing_drafted": "起草报备公文",
    "leave.step_passed": "办理人变更",
    "leave.step_urged": "催办",
    "leave.attached": "添加附件",
    "leave.attachment_removed": "移除附件",
}
# What an auditor reads for the ledger of annual leave.
LEDGER_VERBS = {
    "leave.service_entered": "登记参加工作时间",
    "leave.ledger_adjusted": "调整年休假台账",
}


def stations(leave: Leave, events: list[Event]) -> list[dict[str, Any]]:
    """Return the path with the day each station was last reached and where it stands now."""
    reached: dict[str, dt.datetime] = {}
    for event in events:
        target = event.payload.get("to")
        if target:
            reached[target] = max(event.at, reached.get(target, event.at))
    path = list(STATIONS)
    other = OTHERWISE.get(S(leave.state))
    if other:
        path = [path[0], *([path[1]] if S.ASKING in reached else []), (other, {S(leave.state)})]
    now = next(n for n, (_, states) in enumerate(path) if leave.state in states)
    over = leave.phase in ("closed", "withdrawn")
    shown = []
    for number, (label, states) in enumerate(path):
        days = [reached[s] for s in states if s in reached]
        day = max(days) if days else (leave.opened_at if number == 0 else None)
        state = "done" if number < now or (over and number == now) else "later"
        if number == now and not over:
            state = "current"
        shown.append({"label": label, "state": state, "at": day if number <= now else None})
    return shown


def period(leave: Leave) -> dict[str, Any]:
    """Return the period in words and in numbers."""
    worked = periods.workdays(leave.from_at, leave.to_at, calendar())
    return {
        "words": periods.words(leave.from_at, leave.to_at),
        "total": periods.calendar_days(leave.from_at, leave.to_at),
        "worked": periods.number(worked),
        "wished": periods.words(leave.new_from_at, leave.new_to_at)
        if leave.new_from_at and leave.new_to_at
        else "",
    }


def kind_name(leave: Leave) -> str:
    """Return what the book calls the kind of the leave."""
    return rules.kind_name(rules.book_of(leave), leave.leave_kind)
