"""After approval: another period, an earlier return, calling it off, and reporting back (销假).

Each changes the absence of the organisation, and with it the hats, in the same transaction: what
waits goes back to its owner with the notes written so far, what was decided stands.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from apps.core.verdicts import Refused, Verdict
from apps.core.versions import save
from apps.leave import periods, rules, transitions
from apps.leave.models import Leave
from apps.leave.services import absences, routing
from apps.matters import decision_links, flow, proofs, steps
from apps.matters.models import Step
from apps.organisation import policies as seats
from apps.organisation.authority import Hat
from apps.organisation.models import Person


def change(
    *,
    leave: Leave,
    from_at: dt.datetime,
    to_at: dt.datetime,
    reason: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str = "web",
) -> Leave:
    """Ask for another period; coming back earlier needs nobody's consent.

    Once begun, only the end may move. Where the book asks nobody to agree, it holds at once.
    """
    if not reason.strip():
        raise Refused(Verdict.deny("请写明变更原因", field="reason"))
    actor: dict[str, Any] = {"by": by, "hat": hat, "at": at, "channel": channel}
    with transaction.atomic():
        fresh: Leave = flow.lock(leave)
        _refuse_periods(fresh, from_at, to_at, at)
        earlier = from_at == fresh.from_at and to_at < fresh.to_at

        def write(row: Leave) -> dict[str, Any]:
            row.new_from_at, row.new_to_at, row.change_reason = from_at, to_at, reason.strip()
            row.content_version += 1
            return {"from_at": from_at.isoformat(), "to_at": to_at.isoformat(), "reason": reason}

        if earlier:
            fresh = flow.enter(transitions.SHORTEN, fresh, write=write, **actor)
            return _move(fresh, **actor)
        fresh = flow.enter(transitions.ASK_CHANGE, fresh, write=write, **actor)
        stages = routing.approvers(fresh)
        if not stages:
            return carry_out(fresh, transitions.CHANGE, **actor)
        decision_links.content_changed(matter=fresh, at=at)
        routing.open_stage(fresh, stages[-1], purpose="leave_change", **actor)
        return fresh


def _refuse_periods(
    leave: Leave, from_at: dt.datetime, to_at: dt.datetime, at: dt.datetime
) -> None:
    if (from_at, to_at) == (leave.from_at, leave.to_at):
        raise Refused(Verdict.deny("时间没有变化", field="to_at"))
    if leave.has_begun(at) and from_at != leave.from_at:
        raise Refused(Verdict.deny("已经外出，只能变更返回时间", field="from_at"))
    if to_at <= at:
        raise Refused(Verdict.deny("返回时间已过，请直接销假", field="to_at"))
    verdict = seats.may_record_absence(leave.person, from_at, to_at, exclude=leave.absence_id)
    refused = [v for v in rules.balanced(leave, from_at, to_at) if not v.soft]
    if not verdict or refused:
        raise Refused(*([] if verdict else [verdict]), *refused)


def forget(leave: Leave) -> dict[str, Any]:
    """Drop the period that was asked for; what it was stands in the trail."""
    leave.new_from_at = leave.new_to_at = None
    leave.change_reason = ""
    return {}


def carry_out(leave: Leave, transition: Any, *, opinion: str = "", **actor: Any) -> Leave:
    """Let the asked-for period hold from now on."""
    fresh: Leave = flow.enter(transition, leave, opinion=opinion, **actor)
    return _move(fresh, **actor)


def _move(leave: Leave, *, by: Person, hat: Hat, at: dt.datetime, channel: str) -> Leave:
    # The change was asked for: a constraint says so.
    assert leave.new_from_at is not None
    assert leave.new_to_at is not None
    # Agreed to only when the old period was over: he stayed away without it.
    leave.after_the_fact = leave.after_the_fact or leave.to_at <= at < leave.new_to_at
    leave.from_at, leave.to_at = leave.new_from_at, leave.new_to_at
    forget(leave)
    leave.title = rules.title_of(leave)
    leave.content_version += 1
    save(leave, by=by, at=at)
    absences.move(leave, by=by, at=at)
    absences.book_days(leave, by=by, at=at)
    _tell_office(leave, by=by, hat=hat, at=at, channel=channel)
    text = f"请假时间已变更为{periods.words(leave.from_at, leave.to_at)}。"
    people = [leave.person, leave.entered_by]
    absences.tell(leave, people, "leave.changed", "时间变更", text, at=at)
    return leave


def _tell_office(leave: Leave, **actor: Any) -> None:
    """The office that has told others of the old period learns of the new one."""
    told = [s for s in routing.stages_of(leave) if s.purpose in ("report", "file")]
    posts = routing.office_posts()
    waits = leave.steps.filter(purpose="leave_report", state=Step.State.WAITING).exists()
    if not told or not posts or waits:
        return
    steps.open_route(
        matter=leave,
        purpose="leave_report",
        posts=posts,
        need=Step.Need.ANY,
        cites=told[0].cites,
        sentence=f"外出时间变更为{periods.words(leave.from_at, leave.to_at)}，已报备的请补充报备",
        **actor,
    )


def take_change_back(
    *, leave: Leave, by: Person, hat: Hat, at: dt.datetime, channel: str = "web"
) -> Leave:
    """Take the wish for another period back while it waits."""
    actor: dict[str, Any] = {"by": by, "hat": hat, "at": at, "channel": channel}
    with transaction.atomic():
        fresh: Leave = flow.enter(transitions.TAKE_CHANGE_BACK, leave, write=forget, **actor)
        _call_off(fresh, ("leave_change",), "已取回", **actor)
        return fresh


def cancel(
    *,
    leave: Leave,
    reason: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str = "web",
) -> Leave:
    """Call an approved leave off before it has begun."""
    if not reason.strip():
        raise Refused(Verdict.deny("请写明取消原因", field="reason"))
    actor: dict[str, Any] = {"by": by, "hat": hat, "at": at, "channel": channel}
    with transaction.atomic():
        fresh: Leave = flow.lock(leave)
        if fresh.is_in_force and fresh.has_begun(at):
            raise Refused(Verdict.deny("已经外出，不能取消，请销假", field="reason"))
        begins = fresh.from_at
        fresh = flow.enter(transitions.CANCEL, fresh, opinion=reason, write=forget, **actor)
        absences.end(fresh, ended_at=begins, by=by, at=at)
        absences.book_days(fresh, by=by, at=at)
        _call_off(fresh, None, "已取消", **actor)
        text = f"{fresh.title}已取消：{reason.strip()}"
        people = [fresh.person, fresh.entered_by]
        absences.tell(fresh, people, "leave.cancelled", "已取消", text, at=at)
        return fresh


def report_back(
    *,
    leave: Leave,
    returned_at: dt.datetime,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    note: str = "",
    channel: str = "web",
) -> Leave:
    """Report the return (销假): the substitute's hat ends now, or has ended by then."""
    actor: dict[str, Any] = {"by": by, "hat": hat, "at": at, "channel": channel}
    if returned_at > at:
        raise Refused(Verdict.deny("返回时间不能晚于现在", field="returned_at"))
    with transaction.atomic():
        fresh: Leave = flow.lock(leave)
        if returned_at < fresh.from_at:
            words = "尚未外出，不能销假；不再外出的请取消请假"
            raise Refused(Verdict.deny(words, field="returned_at"))
        # Nobody takes back by a date what a substitute has decided: hats end no earlier than now,
        # unless the leave is over anyway.
        ends = returned_at if returned_at >= fresh.to_at else min(at, fresh.to_at)

        def write(row: Leave) -> dict[str, Any]:
            row.returned_at = returned_at
            row.new_from_at = row.new_to_at = None
            return {"returned_at": returned_at.isoformat(), "note": note.strip()}

        fresh = flow.enter(transitions.RETURN, fresh, opinion=note, write=write, **actor)
        absences.end(fresh, ended_at=ends, by=by, at=at)
        _restore(fresh, returned_at, by=by, at=at)
        told = ("leave_change", "leave_inform", "leave_report")
        _call_off(fresh, told, "已销假", **actor)
        if fresh.filed_at or not proofs.missing(fresh, "close"):
            fresh = flow.enter(transitions.END, fresh, **actor)
        return fresh


def _restore(leave: Leave, returned_at: dt.datetime, *, by: Person, at: dt.datetime) -> None:
    """Give back the days of annual leave that were not taken."""
    if returned_at >= leave.to_at:
        return
    planned, leave.to_at = leave.to_at, max(returned_at, leave.from_at + dt.timedelta(minutes=1))
    absences.book_days(leave, by=by, at=at)
    leave.to_at = planned


def _call_off(leave: Leave, purposes: tuple[str, ...] | None, reason: str, **actor: Any) -> None:
    waiting = leave.steps.filter(state=Step.State.WAITING)
    if purposes is not None:
        waiting = waiting.filter(purpose__in=purposes)
    steps.withdraw(matter=leave, steps=waiting, reason=reason, **actor)
