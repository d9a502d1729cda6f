"""A dozen requests around a day, in every state that a visitor would want to see.

Everything is done by the services, by the people whose turn it is. Refuses to add anything where
requests stand already.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from apps.leave import facts, periods, rules
from apps.leave.models import Leave
from apps.leave.services import asking, changing, filing, ledger
from apps.matters import steps
from apps.matters.models import Step
from apps.organisation import authority
from apps.organisation.authority import Hat, local_day
from apps.organisation.models import Person, Post
from apps.rulebook import shelf

# login, kind, days from today: first and last; where to; why; how far it has come
ENTRIES: tuple[tuple[str, str, int, int, str, str, str], ...] = (
    ("vm4", "vacation", 12, 16, "湖南省张家界市", "年休假，陪同家人。", "asked"),
    ("jtj.head", "business_trip", 6, 8, "武汉市", "参加全省交通运输工作会议。", "approved"),
    ("jyj.head", "business_trip", 9, 10, "北京市", "赴教育部汇报工作。", "asked"),
    ("czj.head", "vacation", -12, -9, "云南省昆明市", "年休假。", "ended"),
    ("wlj.head", "business_trip", -2, -1, "湖南省长沙市", "考察文旅项目。", "away"),
    ("xa.head", "business_trip", 2, 3, "浙江省杭州市", "招商洽谈。", "late"),
    ("cb.head", "business_trip", 5, 7, "上海市", "参加产业对接会。", "asked"),
    ("nyj.clerk", "personal_leave", 1, 1, "", "家中有事。", "asked"),
    ("nyj.head", "study", 20, 24, "武汉市", "参加省委党校专题班。", "drafting"),
    ("mayor", "official_visit_abroad", 30, 35, "国外", "率团开展经贸交流。", "mayor"),
    ("vm5", "business_trip", 22, 23, "广东省深圳市", "参加招商推介会。", "approved"),
    ("zjj.head", "sick_leave", 3, 4, "武汉市", "复诊。", "refused"),
)
SERVICE = (("vm4", 1994), ("czj.head", 1996), ("nyj.clerk", 2015), ("vm5", 2000))


class Walk:
    """One request on its way; a few minutes pass with each act."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def tick(self) -> dt.datetime:
        """Return the next instant."""
        self.now += dt.timedelta(minutes=7)
        return self.now

    def actor(self, person: Person, post: str = "") -> dict[str, Any]:
        """Return the keyword arguments that name who acts, as what and when."""
        at = self.tick()
        return {"by": person, "hat": self._hat(person, post, at), "at": at}

    def _hat(self, person: Person, post: str, at: dt.datetime) -> Hat:
        worn = authority.hats(person, at)
        return next(h for h in worn if (h.post_code == post if post else h.is_own))

    def settle(self, leave: Leave, purpose: str, outcome: str, opinion: str = "") -> None:
        """Let whoever acts for the first waiting post settle a step."""
        rows = leave.steps.filter(purpose=purpose, state=Step.State.WAITING)
        step = rows.select_related("post__unit", "matter").order_by("group", "order").first()
        if step is None:
            return
        people = authority.acting(step.post, self.now).people
        if people:
            actor = self.actor(people[0][0], step.post.code)
            steps.settle(step=step, outcome=outcome, opinion=opinion, **actor)


@transaction.atomic
def load(*, at: dt.datetime) -> int:
    """Build the requests unless some stand; returns how many there are."""
    if Leave.objects.exists():
        return Leave.objects.count()
    for login, year in SERVICE:
        person = Person.objects.filter(username=login).first()
        if person is not None:
            ledger.enter_service(person=person, started_on=dt.date(year, 7, 1), by=None, at=at)
    for entry in ENTRIES:
        _build(entry, at)
    return Leave.objects.count()


def _build(entry: tuple[str, str, int, int, str, str, str], at: dt.datetime) -> None:
    login, kind, first, last, place, why, how = entry
    person = Person.objects.filter(username=login).first()
    today = local_day(at)
    post = facts.highest_seat(person, today) if person else None
    if person is None or post is None:
        return
    days_before = min(first, 0) - 3 if first < 0 else -1
    walk = Walk(at + dt.timedelta(days=days_before))
    # Rules that tell fewer kinds apart have the rest under their last one.
    known = [entry.code for entry in rules.kinds(shelf.in_force(today))]
    values = {
        "leave_kind": kind if kind in known else known[-1],
        "leaves": bool(place),
        "destination": place,
        "from_at": periods.instant(today + dt.timedelta(days=first)),
        "to_at": periods.instant(today + dt.timedelta(days=last + 1)),
        "reason": why,
        "contact": person.mobile or "0715-8126000",
        "approval_file": "鄂外字〔2026〕15号" if kind == "official_visit_abroad" else "",
    }
    leave = asking.create(values=values, **walk.actor(person, post.code))
    if how == "drafting":
        return
    soft = [v for v in rules.submission(leave, walk.now) if v.soft]
    reason = "临时接到通知。" if soft else ""
    leave = asking.submit(
        leave=leave, overridden=soft, reason=reason, **walk.actor(person, post.code)
    )
    _carry(leave, person, post, how, walk, at)


def _carry(leave: Leave, person: Person, post: Post, how: str, walk: Walk, at: dt.datetime) -> None:
    """Bring a request as far as it shall come."""
    if how == "mayor":
        _file(leave, walk, "superior_party_office", "咸政办文〔2026〕31号")
        return
    if how in ("asked", "late"):
        return
    if how == "refused":
        walk.settle(leave, "leave_approve", "refuse", "近期工程验收，请另行安排。")
        return
    walk.settle(leave, "leave_approve", "agree", "同意。")
    walk.settle(leave, "leave_report", "done")
    if how == "ended":
        walk.settle(leave, "leave_inform", "noted", "已阅。")
        walk.now = leave.to_at - dt.timedelta(hours=5)
        fresh = Leave.objects.get(pk=leave.pk)
        back = walk.now
        changing.report_back(leave=fresh, returned_at=back, **walk.actor(person, post.code))


def _file(leave: Leave, walk: Walk, key: str, reference: str) -> None:
    step = leave.steps.filter(purpose="leave_file", state=Step.State.WAITING).first()
    if step is None:
        return
    people = authority.acting(step.post, walk.now).people
    if people:
        filing.record(
            leave=leave,
            key=key,
            kind="报批",
            reference=reference,
            on=local_day(walk.now),
            **walk.actor(people[0][0], step.post.code),
        )
