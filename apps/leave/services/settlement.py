"""The doors the kernel knocks at when a step of a leave is settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from apps.core.verdicts import Refused
from apps.core.versions import save
from apps.leave import transitions as t
from apps.leave.models import Leave
from apps.leave.services import absences, changing, routing
from apps.matters import flow, proofs, steps
from apps.matters.flow import Transition
from apps.matters.models import Step
from apps.organisation.authority import Hat
from apps.organisation.models import Person


@dataclass(frozen=True)
class Act:
    """The leave, the step, who settled it, under which hat, when, and through what channel."""

    leave: Leave
    step: Step
    steps: list[Step]
    by: Person
    hat: Hat
    at: dt.datetime
    channel: str

    @property
    def actor(self) -> dict[str, Any]:
        """The keyword arguments that name actor, capacity, time and channel."""
        return {"by": self.by, "hat": self.hat, "at": self.at, "channel": self.channel}

    def enter(self, transition: Transition, write: Callable[..., Any] | None = None) -> Leave:
        """Walk one transition in the name of whoever settled the step."""
        opinion = self.step.opinion
        done: Leave = flow.enter(transition, self.leave, opinion=opinion, write=write, **self.actor)
        return done

    def call_off(self, leave: Leave, reason: str) -> None:
        """Take back everything that still waits."""
        waiting = leave.steps.filter(state=Step.State.WAITING)
        steps.withdraw(matter=leave, steps=waiting, reason=reason, **self.actor)


def settled(
    *,
    matter: Leave,
    step: Step,
    steps: list[Step],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str,
    payload: dict[str, Any],
) -> None:
    """Go on after a group of steps; a missing handler is a programming error."""
    HANDLERS[step.purpose, step.outcome](Act(matter, step, steps, by, hat, at, channel))


def agreed(act: Act) -> None:
    """Somebody agreed: the next stage opens, or the leave is approved."""
    if any(one.outcome in ("refuse", "return") for one in act.steps):
        return
    routing.go_on(act.leave, **act.actor)


def refused(act: Act) -> None:
    """Somebody did not agree: the request is over, with his reason."""
    leave = act.enter(t.REFUSE)
    act.call_off(leave, "未批准")
    text = f"{leave.title}未批准。{act.hat.post_name}意见：{act.step.opinion}"
    people = [leave.person, leave.entered_by]
    absences.tell(leave, people, "leave.refused", "未批准", text, at=act.at)


def sent_back(act: Act) -> None:
    """Somebody wants it written otherwise: back to whoever filled it in."""
    leave = act.enter(t.SEND_BACK)
    act.call_off(leave, "退回修改")
    steps.open_route(
        matter=leave,
        purpose="leave_revise",
        posts=[leave.entering_post],
        sentence=f"{act.hat.post_name}退回修改：{act.step.opinion}",
        **act.actor,
    )


def objected(act: Act) -> None:
    """The informed leader has another view: a leave that has not begun ends with it."""
    leave = act.leave
    begun = leave.has_begun(act.at)

    def write(fresh: Leave) -> dict[str, Any]:
        fresh.objection = act.step.opinion
        return {"objection": act.step.opinion}

    people = [leave.person, leave.entered_by, *_agreed(leave)]
    text = f"{act.hat.post_name}对{leave.title}提出不同意见：{act.step.opinion}"
    if begun or not leave.is_in_force:
        fresh: Leave = flow.lock(leave)
        write(fresh)
        save(fresh, by=act.by, at=act.at)
    else:
        absences.end(leave, ended_at=leave.from_at, by=act.by, at=act.at)
        leave = act.enter(t.OBJECT, write)
        act.call_off(leave, "不同意外出")
        absences.book_days(leave, by=act.by, at=act.at)
    absences.tell(leave, people, "leave.objected", "不同意见", text, at=act.at)


def _agreed(leave: Leave) -> list[Person]:
    rows = leave.steps.filter(purpose="leave_approve", state=Step.State.SETTLED, outcome="agree")
    return [step.acted_by for step in rows.select_related("acted_by") if step.acted_by]


def filed(act: Act) -> None:
    """Everything is filed: the leave is complete, and ends where the return is reported."""
    missing = proofs.missing(act.leave, "close")
    if missing:
        raise Refused(*missing)
    leave: Leave = flow.lock(act.leave)
    if leave.filed_at is None:
        leave.filed_at = act.at
        save(leave, by=act.by, at=act.at)
    if leave.state == Leave.State.RETURNED:
        flow.enter(t.END, leave, **act.actor)


def nothing(act: Act) -> None:
    """Reading and revising set nothing off by themselves."""


def change_agreed(act: Act) -> None:
    """The new period holds from now on."""
    changing.carry_out(act.leave, t.CHANGE, opinion=act.step.opinion, **act.actor)


def change_refused(act: Act) -> None:
    """The approved period holds on."""
    leave = act.enter(t.CHANGE_REFUSED, changing.forget)
    act.call_off(leave, "不同意变更")
    text = f"{leave.title}的变更未批准，仍按原批准的时间执行。{act.step.opinion}"
    people = [leave.person, leave.entered_by]
    absences.tell(leave, people, "leave.change_refused", "变更未批准", text, at=act.at)


HANDLERS: dict[tuple[str, str], Callable[[Act], None]] = {
    ("leave_approve", "agree"): agreed,
    ("leave_approve", "refuse"): refused,
    ("leave_approve", "return"): sent_back,
    ("leave_change", "agree"): change_agreed,
    ("leave_change", "refuse"): change_refused,
    ("leave_report", "done"): agreed,
    ("leave_file", "done"): filed,
    ("leave_inform", "noted"): nothing,
    ("leave_inform", "object"): objected,
    ("leave_revise", "done"): nothing,
}
