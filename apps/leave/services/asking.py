"""Asking for leave: write the request, send it, take it back, give it up."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from apps.core.verdicts import Refused, Verdict
from apps.core.versions import save
from apps.leave import facts, policies, rules, transitions
from apps.leave.models import Leave
from apps.leave.services import routing
from apps.matters import flow, steps
from apps.matters.models import Participation, Step
from apps.matters.participation import take_part
from apps.organisation.authority import Hat, local_day
from apps.organisation.models import Person, Post
from apps.rulebook import shelf

# What a form says; a decider reads these, so each change is a new version.
FIELDS = (
    "leave_kind",
    "leaves",
    "summoned",
    "destination",
    "from_at",
    "to_at",
    "reason",
    "approval_file",
    "companions",
    "cover",
    "contact",
)


def create(
    *,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    post: Post | None = None,
    form_key: uuid.UUID | None = None,
    channel: str = "web",
) -> Leave:
    """Write a request for oneself, or for the holder of a ``post`` that one serves.

    A second call with the same ``form_key`` returns the request that the first one made.
    """
    known = _made_by(form_key, by)
    if known is not None:
        return known
    seat, person = _seat(post, by, hat, at)
    with transaction.atomic():
        leave = Leave(
            kind="leave",
            unit=seat.unit,
            person=person,
            post=seat,
            drafted_by=person,
            entered_by=by,
            entering_post_id=hat.post_id,
            opened_at=at,
            latest_at=at,
            book=shelf.in_force(local_day(at)).name,
            standing="拟写",
            form_key=form_key,
        )
        _fill(leave, values)
        try:
            with transaction.atomic():
                save(leave, by=by, at=at)
        except IntegrityError:  # the same form at the same instant: the other one made it
            if (known := _made_by(form_key, by)) is None:
                raise
            return known
        posts = [seat.pk, hat.post_id]
        take_part(matter=leave, posts=posts, role=Participation.Role.DRAFTED, at=at)
        flow.note(
            leave, "created", by=by, hat=hat, at=at, channel=channel, payload=leave.snapshot()
        )
    return leave


def _made_by(form_key: uuid.UUID | None, by: Person) -> Leave | None:
    known = Leave.objects.filter(form_key=form_key).first() if form_key else None
    if known is not None and known.entered_by_id != by.pk:
        raise Refused(Verdict.deny("此表单已由他人提交，请重新打开请假页面"))
    return known


def _seat(post: Post | None, by: Person, hat: Hat, at: dt.datetime) -> tuple[Post, Person]:
    """Return the post and the person a request is for; Refused where one may not ask for him."""
    day = local_day(at)
    if not hat.is_own:
        raise Refused(Verdict.deny("请假单由本人或者为其服务的工作人员填写，不能以代行身份填写"))
    if post is None:
        own = facts.highest_seat(by, day)
        if own is None:
            raise Refused(Verdict.deny("您目前没有任职岗位，不能请假"))
        return own, by
    holder = facts.holder_of(post, day)
    if holder is not None and holder.pk == by.pk:
        return _seat(None, by, hat, at)
    if holder is None or post.pk not in {p.pk for p in policies.served_posts((hat,), at)}:
        raise Refused(Verdict.deny("您不能为这一岗位填写请假单", field="post"))
    highest = facts.highest_seat(holder, day)
    return highest or post, holder


def _fill(leave: Leave, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(leave, name, values[name])
    if leave.to_at <= leave.from_at:
        raise Refused(Verdict.deny("返回时间应晚于离开时间", field="to_at"))
    leave.title = rules.title_of(leave)


def edit(
    *,
    leave: Leave,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    version: int | None = None,
    channel: str = "web",
) -> Leave:
    """Change a request that is not sent; ``version`` is what the editor saw."""
    with transaction.atomic():
        fresh = flow.lock(leave)
        verdict = policies.can_edit(hat, fresh)
        if not verdict:
            raise Refused(verdict)
        if version is not None and version != fresh.content_version:
            raise Refused(Verdict.deny("本件已由他人修改，请核对后再保存"))
        _fill(fresh, values)
        fresh.content_version += 1
        save(fresh, by=by, at=at)
        flow.touch(matter=fresh, at=at)
        flow.note(fresh, "edited", by=by, hat=hat, at=at, channel=channel, payload=fresh.snapshot())
        return fresh


def submit(
    *,
    leave: Leave,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    overridden: Iterable[Verdict] = (),
    reason: str = "",
    channel: str = "web",
) -> Leave:
    """Send the request to whoever the book names first; nobody to ask: it is entered at once.

    Soft refusals (late, begun already) are passed with a recorded ``reason``: the request then
    says of itself what it is.
    """
    overridden = tuple(overridden)
    if overridden and not reason.strip():
        raise Refused(Verdict.deny("请写明原因", field="reason"))

    def write(fresh: Leave) -> dict[str, Any]:
        fresh.late = rules.is_late(fresh, at)
        fresh.after_the_fact = fresh.has_begun(at)
        fresh.given_reason = reason.strip() if overridden else ""
        fresh.stage = 0
        return {**fresh.snapshot(), "late": fresh.late, "after_the_fact": fresh.after_the_fact}

    actor: dict[str, Any] = {"by": by, "hat": hat, "at": at, "channel": channel}
    with transaction.atomic():
        fresh = flow.enter(
            transitions.SUBMIT,
            leave,
            opinion=reason,
            overridden=overridden,
            write=write,
            **actor,
        )
        _close_revision(fresh, by, hat, at)
        routing.go_on(fresh, **actor)
        return Leave.objects.get(pk=fresh.pk)


def _close_revision(leave: Leave, by: Person, hat: Hat, at: dt.datetime) -> None:
    waiting = leave.steps.filter(purpose="leave_revise", state=Step.State.WAITING)
    steps.withdraw(matter=leave, steps=waiting, reason="已重报", by=by, hat=hat, at=at)


def take_back(
    *, leave: Leave, by: Person, hat: Hat, at: dt.datetime, channel: str = "web"
) -> Leave:
    """Take a request back while it is being decided (取回)."""
    with transaction.atomic():
        fresh = flow.enter(transitions.TAKE_BACK, leave, by=by, hat=hat, at=at, channel=channel)
        waiting = fresh.steps.filter(state=Step.State.WAITING)
        steps.withdraw(
            matter=fresh, steps=waiting, reason="已取回", by=by, hat=hat, at=at, channel=channel
        )
        return fresh


def give_up(*, leave: Leave, by: Person, hat: Hat, at: dt.datetime, channel: str = "web") -> Leave:
    """Withdraw a request that was never sent; it stays in the record."""
    with transaction.atomic():
        fresh = flow.enter(transitions.WITHDRAW, leave, by=by, hat=hat, at=at, channel=channel)
        _close_revision(fresh, by, hat, at)
        return fresh
