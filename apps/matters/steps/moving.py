"""A waiting step goes elsewhere, gets company, comes back, or is urged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from apps.core.jobs import enqueue
from apps.core.verdicts import Cite, Refused, Verdict
from apps.matters import flow, policies
from apps.matters.models import Step
from apps.matters.purposes import kind_of
from apps.matters.steps.commit import still_worn
from apps.matters.steps.ending import close_links, named, take_back
from apps.matters.steps.opening import open_route
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post


def hand_over(
    *,
    step: Step,
    to: Post,
    reason: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str = "web",
    transfer: int | None = None,
) -> Step:
    """Hand a waiting step to another post (转办) with a reason; returns the new step.

    ``transfer`` is the record of a hand-over of work (工作移交): then it is not its own post's
    act, and ``policies.can_transfer`` says who may.
    """
    if not reason.strip():
        raise Refused(Verdict.deny("请写明转办原因", field="reason"))
    word = "转办" if transfer is None else "移交"

    def may_move(hats: Iterable[Hat], step: Step) -> Verdict:
        return policies.can_transfer(hats, step, at)

    may = policies.can_hand_over if transfer is None else may_move
    with transaction.atomic():
        matter = flow.lock(step.matter)
        step = Step.objects.select_related("post", "matter").get(pk=step.pk)
        verdict = may((hat,), step)
        if not verdict:
            raise Refused(verdict)
        if to.pk == step.post_id:
            raise Refused(Verdict.deny("此环节已在该岗位", field="to"))
        if matter.steps.filter(purpose=step.purpose, post=to, state=Step.State.WAITING).exists():
            raise Refused(Verdict.deny("所选岗位已在办理本件", field="to"))
        hat = still_worn(step, hat, at, may=may)
        changed = Step.objects.filter(
            pk=step.pk, state=Step.State.WAITING, version=step.version
        ).update(state=Step.State.HANDED_OVER, version=F("version") + 1)
        if changed != 1:
            raise Refused(Verdict.deny("此环节已办理，无需转办"))
        close_links(step, "handed_over", at)
        flow.touch(matter=matter, at=at)
        payload = {**named([step]), "to_name": to.name, "reason": reason.strip()}
        if transfer is not None:
            payload["handover"] = transfer
        flow.note(
            matter, "step_handed_over", by=by, hat=hat, at=at, channel=channel, payload=payload
        )
        return open_route(
            matter=matter,
            purpose=step.purpose,
            posts=[to],
            by=by,
            hat=hat,
            at=at,
            need=step.need,
            due_at=step.due_at,
            due_provisional=step.due_provisional,
            sentence=f"{hat.post_name}{word}：{reason.strip()}",
            personal=step.personal,
            cites=tuple(Cite(**c) for c in step.cites),
            group=step.group,
            channel=channel,
        )[0]


def add(
    *,
    step: Step,
    posts: Iterable[Post],
    purpose: str,
    reason: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str = "web",
) -> list[Step]:
    """Ask further posts for their opinion beside this step (加签); the step itself waits on."""
    if not reason.strip():
        raise Refused(Verdict.deny("请写明加签事由", field="reason"))
    with transaction.atomic():
        matter = flow.lock(step.matter)
        step = Step.objects.select_related("post", "matter").get(pk=step.pk)
        verdict = policies.can_add((hat,), step)
        if not verdict:
            raise Refused(verdict)
        waiting = set(
            matter.steps.filter(purpose=purpose, state=Step.State.WAITING).values_list(
                "post_id", flat=True
            )
        )
        fresh = [p for p in posts if p.pk not in waiting and p.pk != step.post_id]
        if not fresh:
            raise Refused(Verdict.deny("所选岗位已在办理本件", field="posts"))
        flow.touch(matter=matter, at=at)
        payload = {"purpose": purpose, "posts": [p.code for p in fresh], "reason": reason.strip()}
        payload["to_name"] = "、".join(p.name for p in fresh)
        flow.note(matter, "step_added", by=by, hat=hat, at=at, channel=channel, payload=payload)
        return open_route(
            matter=matter,
            purpose=purpose,
            posts=fresh,
            by=by,
            hat=hat,
            at=at,
            sentence=f"{hat.post_name}加签：{reason.strip()}",
            channel=channel,
        )


def recall(*, matter: Any, by: Person, hat: Hat, at: dt.datetime, channel: str = "web") -> Any:
    """Take the last hand-on back (取回) while nobody has acted on it; the module reopens."""
    with transaction.atomic():
        fresh = flow.lock(matter)
        last = fresh.steps.aggregate(last=Max("group"))["last"]
        steps = list(fresh.steps.filter(group=last).select_related("matter"))
        verdict = policies.can_recall((hat,), fresh, steps)
        if not verdict:
            raise Refused(verdict)
        taken = take_back(steps=steps, at=at)
        flow.note(
            fresh, "step_recalled", by=by, hat=hat, at=at, channel=channel, payload=named(taken)
        )
        handler = kind_of(fresh.kind).recalled
        assert handler is not None  # can_recall asked
        handler(matter=fresh, steps=steps, by=by, hat=hat, at=at, channel=channel)
        return fresh


def urge(*, step: Step, by: Person, hat: Hat, at: dt.datetime, channel: str = "web") -> Step:
    """Remind whoever acts for the post (催办); at most once an hour for one step."""
    with transaction.atomic():
        matter = flow.lock(step.matter)
        step = Step.objects.select_related("post", "matter").get(pk=step.pk)
        verdict = policies.can_urge((hat,), step)
        if not verdict:
            raise Refused(verdict)
        if step.urged_at and at - step.urged_at < dt.timedelta(hours=1):
            raise Refused(Verdict.deny("一小时内已催办过，请稍后再催"))
        Step.objects.filter(pk=step.pk).update(urged_at=at, urged_count=F("urged_count") + 1)
        flow.note(
            matter,
            "step_urged",
            by=by,
            hat=hat,
            at=at,
            channel=channel,
            payload={"step": step.pk, "post": step.post.code},
        )
        enqueue("matters.urge", key=f"{step.pk}:{step.urged_count + 1}", step_id=step.pk)
        step.refresh_from_db()
        return step
