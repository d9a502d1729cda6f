"""Reaching a state through the services, the way the office would (the factory of leave)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from apps.leave import rules
from apps.leave.models import Leave
from apps.leave.services import asking, changing, filing
from apps.matters import steps
from apps.matters.models import Step
from apps.organisation import authority
from apps.organisation.authority import Hat
from tests.leave.office import NOW, Office
from tests.organisation import factories

S = Leave.State
FROM, TO = factories.at(6, 8, 0), factories.at(6, 13, 0)
TRIP = {
    "leave_kind": "business_trip",
    "leaves": True,
    "destination": "湖南省长沙市",
    "from_at": FROM,
    "to_at": TO,
    "reason": "参加农业博览会。",
    "contact": "13900000000",
}


class Case:
    """One leave on its way; a minute passes with each act."""

    def __init__(self, office: Office, start: dt.datetime = NOW) -> None:
        self.office, self.now = office, start
        self.leave: Leave = None  # type: ignore[assignment]

    def hat(self, login: str, post: str = "") -> Hat:
        """Return a person's hat of a post, or his first own one."""
        worn = authority.hats(self.office.people[login], self.now)
        return next(h for h in worn if (h.post_code == post if post else h.is_own))

    def actor(self, login: str, post: str = "") -> dict[str, Any]:
        """Return the keyword arguments that name who acts, as what and when."""
        self.now += dt.timedelta(minutes=1)
        return {"by": self.office.people[login], "hat": self.hat(login, post), "at": self.now}

    def write(self, login: str, *, for_post: str = "", **values: Any) -> Leave:
        """Let somebody write a request, for himself or for a post he serves."""
        post = self.office.posts[for_post] if for_post else None
        given = {**TRIP, **values}
        self.leave = asking.create(values=given, post=post, **self.actor(login))
        return self.leave

    def send(self, login: str, reason: str = "") -> Leave:
        """Send the request, passing soft refusals where a reason is given."""
        soft = [v for v in rules.submission(self.fresh(), self.now) if v.soft] if reason else []
        self.leave = asking.submit(
            leave=self.leave, overridden=soft, reason=reason, **self.actor(login)
        )
        return self.leave

    def fresh(self) -> Leave:
        """Read the leave again."""
        self.leave = Leave.objects.select_related("person", "post__unit").get(pk=self.leave.pk)
        return self.leave

    def waiting(self) -> list[tuple[str, str]]:
        """Return the purposes and posts that wait, in order."""
        rows = self.leave.steps.filter(state=Step.State.WAITING).order_by("group", "order")
        return list(rows.values_list("purpose", "post__code"))

    def step(self, purpose: str, login: str = "") -> Step:
        """Return the waiting step of a purpose; somebody's own one where there are several."""
        rows = self.leave.steps.filter(state=Step.State.WAITING, purpose=purpose)
        found = list(rows.select_related("post__unit", "matter").order_by("group", "order"))
        return next((step for step in found if step.post.code == login), found[0])

    def settle(self, login: str, purpose: str, outcome: str, opinion: str = "同意。") -> Leave:
        """Settle a step as one person, under the hat of the step's post."""
        step = self.step(purpose, login)
        actor = self.actor(login, step.post.code)
        steps.settle(step=step, outcome=outcome, opinion=opinion, **actor)
        return self.fresh()

    def file(self, key: str, login: str = "zb", **values: Any) -> Leave:
        """Enter that an office was told."""
        given = {
            "kind": "报备",
            "reference": "咸政办函〔2026〕8号",
            "on": self.now.date(),
            **values,
        }
        self.leave = filing.record(leave=self.leave, key=key, **given, **self.actor(login))
        return self.leave


def written(office: Office, login: str = "vm2", start: dt.datetime = NOW, **values: Any) -> Case:
    """Return a request that is not sent."""
    case = Case(office, start)
    case.write(login, **values)
    return case


def asked(office: Office, login: str = "vm2", start: dt.datetime = NOW, **values: Any) -> Case:
    """Return a request that waits for the first who must agree."""
    case = written(office, login, start, **values)
    case.send(login)
    return case


def approved(office: Office, login: str = "vm2", start: dt.datetime = NOW, **values: Any) -> Case:
    """Return an approved leave; by the mayor, or by whoever stands first."""
    case = asked(office, login, start, **values)
    while case.leave.state == S.ASKING:
        step = case.step("leave_approve")
        people = authority.acting(step.post, case.now).people
        case.settle(people[0][0].username, "leave_approve", "agree")
    return case


def away(office: Office, login: str = "vm2", **values: Any) -> Case:
    """Return an approved leave on its second day."""
    case = approved(office, login, **values)
    case.now = max(case.now, case.leave.from_at + dt.timedelta(hours=34))
    return case


def changing_case(office: Office) -> Case:
    """Return a leave for which a longer period waits for approval."""
    case = away(office)
    case.leave = changing.change(
        leave=case.leave,
        from_at=FROM,
        to_at=TO + dt.timedelta(days=2),
        reason="会期延长。",
        **case.actor("vm2"),
    )
    return case
