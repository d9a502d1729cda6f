"""What a decider reads of a leave: the canonical content that mail links are bound to."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from apps.leave import periods, rules
from apps.leave.models import Leave
from apps.workdays.services import calendar


def content(matter: Leave) -> dict[str, Any]:
    """Return everything shown to whoever decides; any difference makes old links stale."""
    return {
        "title": matter.title,
        "kind_label": "请假单",
        "sender": f"{matter.person.name}　{matter.post.name}",
        "body_text": "\n".join(lines(matter)),
        "version": matter.content_version,
    }


def lines(leave: Leave) -> list[str]:
    """Return the request in lines of words, as a decider reads it by mail."""
    kind = rules.kind_name(rules.book_of(leave), leave.leave_kind)
    worked = periods.workdays(leave.from_at, leave.to_at, calendar())
    total = periods.calendar_days(leave.from_at, leave.to_at)
    said = [
        f"类别：{kind}",
        f"时间：{periods.words(leave.from_at, leave.to_at)}，共{total}天，"
        f"其中工作日{periods.number(worked)}天",
        f"前往地点：{leave.destination or '未离开本地'}",
        f"事由：{leave.reason}",
    ]
    optional = (
        ("批件文号", leave.approval_file),
        ("同行人员", leave.companions),
        ("外出期间主持工作", leave.cover.name if leave.cover else ""),
        ("联系电话", leave.contact),
        ("未按规定报送的原因", leave.given_reason),
    )
    said += [f"{label}：{value}" for label, value in optional if value]
    if leave.after_the_fact:
        said.append("本件为事后补假")
    if leave.late:
        said.append("本件逾期报告")
    if leave.state == Leave.State.CHANGING and leave.new_from_at and leave.new_to_at:
        said.append(f"申请变更为：{periods.words(leave.new_from_at, leave.new_to_at)}")
        said.append(f"变更原因：{leave.change_reason}")
    return said


def url(pk: int) -> str:
    """Return the page of a leave."""
    return reverse("leave:detail", args=[pk])
