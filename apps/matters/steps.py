"""The verbs of a step: open, settle, hand over, add, withdraw, recall, urge.

Every verb locks the matter first, changes waiting rows by a guarded UPDATE, and writes the trail
in the same transaction. The kernel never reads a module's state: when a group is settled it calls
the handler that the module registered for its kind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from apps.core.jobs import enqueue
from apps.core.verdicts import Cite, Refused, Verdict
from apps.matters import flow, policies
from apps.matters.models import NO_DUE, Attachment, DecisionLink, Matter, Participation, Step
from apps.matters.participation import take_part
from apps.matters.purposes import Outcome, kind_of, purpose_of
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post


def open_route(
    *,
    matter: Any,
    purpose: str,
    posts: Iterable[Post],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    need: str = Step.Need.ALL,
    due_at: dt.datetime | None = None,
    due_provisional: bool = False,
    cites: Iterable[Cite] = (),
    sentence: str = "",
    personal: bool = False,
    group: int | None = None,
    channel: str = "web",
) -> list[Step]:
    """Open one group of steps, tell their posts, and let them read the matter from now on.

    The caller holds the matter's lock. Raises Refused when nobody is there to act: a route is
    never empty.
    """
    posts = list({post.pk: post for post in posts}.values())
    if not posts:
        label = purpose_of(matter.kind, purpose).label
        raise Refused(Verdict.deny(f"“{label}”没有可送达的岗位，请管理员先核对分工和岗位"))
    if group is None:
        group = (matter.steps.aggregate(last=Max("group"))["last"] or 0) + 1
    steps = Step.objects.bulk_create(
        [
            Step(
                matter_id=matter.pk,
                post=post,
                hand_on_post_id=hat.post_id,
                purpose=purpose,
                group=group,
                need=need,
                order=order,
                opened_at=at,
                due_at=due_at,
                due_provisional=due_provisional,
                rank_at=due_at or NO_DUE,
                personal=personal,
                cites=[c.as_dict() for c in cites],
                sentence=sentence,
            )
            for order, post in enumerate(posts, 1)
        ]
    )
    take_part(matter=matter, posts=[p.pk for p in posts], role=Participation.Role.ADDRESSED, at=at)
    if not matter.in_office and any(post.unit.kind in policies.OFFICE_KINDS for post in posts):
        Matter.objects.filter(pk=matter.pk).update(in_office=True)
        matter.in_office = True
    flow.note(
        matter,
        "step_opened",
        by=by,
        hat=hat,
        at=at,
        channel=channel,
        cites=cites,
        payload={
            "purpose": purpose,
            "posts": [p.code for p in posts],
            "sentence": sentence,
            "steps": [s.pk for s in steps],
        },
    )
    for step in steps:
        enqueue("matters.announce", key=f"{step.pk}:1", step_id=step.pk)
    return steps


def settle(
    *,
    step: Step,
    outcome: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    opinion: str = "",
    channel: str = "web",
    version: int | None = None,
    recorded_by: Person | None = None,
    scan: Attachment | None = None,
    payload: dict[str, Any] | None = None,
) -> Step:
    """Settle one step under one hat, exactly once, and run the module's handler if due.

    ``version`` is the step version that the actor saw; ``payload`` goes to the handler (a
    registration number, a chosen route). Raises Refused, and then nothing is written.
    """
    with transaction.atomic():
        matter = flow.lock(step.matter)
        step = Step.objects.select_related("post", "matter").get(pk=step.pk)
        verdict = policies.can_settle((hat,), step)
        if not verdict:
            raise Refused(verdict)
        if recorded_by is not None and (scan is None or scan.matter_id != step.matter_id):
            raise Refused(Verdict.deny("请上传批示原件的扫描件", field="scan"))
        chosen = _chosen(matter, step, outcome, opinion)
        if version is not None and version != step.version:
            raise Refused(Verdict.deny("内容已更新，请刷新后再办"))
        _guarded_settle(step, chosen, opinion, by, hat, at, channel, recorded_by, scan)
        _close_links(step, "decided_elsewhere", at)
        take_part(matter=matter, posts=[hat.post_id], role=Participation.Role.DECIDED, at=at)
        flow.touch(matter=matter, at=at)
        flow.note(
            matter,
            "step_settled",
            by=by,
            hat=hat,
            at=at,
            channel=channel,
            cites=(hat.cite,) if hat.cite else (),
            payload={
                "step": step.pk,
                "purpose": step.purpose,
                "outcome": outcome,
                "opinion": opinion.strip(),
                **(
                    {"recorded_by": recorded_by.name, "scan": scan.sha256}
                    if recorded_by and scan
                    else {}
                ),
            },
        )
        step.refresh_from_db()
        _finish_group(matter, step, chosen, by, hat, at, channel, payload or {})
        return step


def _chosen(matter: Any, step: Step, outcome: str, opinion: str) -> Outcome:
    chosen = purpose_of(matter.kind, step.purpose).outcome(outcome)
    if chosen is None:
        raise Refused(Verdict.deny("请选择办理结果", field="outcome"))
    if chosen.needs_opinion and not opinion.strip():
        raise Refused(Verdict.deny(f"“{chosen.label}”须写明意见", field="opinion"))
    return chosen


def _guarded_settle(
    step: Step,
    chosen: Outcome,
    opinion: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str,
    recorded_by: Person | None,
    scan: Attachment | None,
) -> None:
    """Settle the row if it still waits; the row count is the only proof of having won."""
    changed = Step.objects.filter(
        pk=step.pk, state=Step.State.WAITING, version=step.version
    ).update(
        state=Step.State.SETTLED,
        outcome=chosen.key,
        opinion=opinion.strip(),
        acted_by=by,
        acted_at=at,
        hat=hat.as_dict(),
        channel=channel,
        recorded_by=recorded_by,
        scan=scan,
        version=F("version") + 1,
    )
    if changed != 1:
        raise Refused(Verdict.deny("此环节已办理，无需再办"))


def _close_links(step: Step, reason: str, at: dt.datetime | None) -> None:
    """Kill the mail links of a step that is over; the one just used is marked by its own door."""
    DecisionLink.objects.filter(step=step, state=DecisionLink.State.ACTIVE).update(
        state=DecisionLink.State.REVOKED, revoked_reason=reason, revoked_at=at
    )


def _finish_group(
    matter: Any,
    step: Step,
    chosen: Outcome,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str,
    payload: dict[str, Any],
) -> None:
    group = matter.steps.filter(group=step.group)
    waiting = group.filter(state=Step.State.WAITING)
    if chosen.ends_group or step.need == Step.Need.ANY:
        withdraw(steps=list(waiting), reason="同组已办理", at=at)
    elif waiting.exists():
        return
    kind_of(matter.kind).settled(
        matter=matter,
        step=step,
        steps=list(group.order_by("order")),
        by=by,
        hat=hat,
        at=at,
        channel=channel,
        payload=payload,
    )


def withdraw(*, steps: Iterable[Step], reason: str, at: dt.datetime | None = None) -> None:
    """Take waiting steps back (the matter moved on without them) and kill their links."""
    for step in steps:
        Step.objects.filter(pk=step.pk, state=Step.State.WAITING).update(
            state=Step.State.WITHDRAWN, version=F("version") + 1
        )
        _close_links(step, "withdrawn", at)


def hand_over(
    *,
    step: Step,
    to: Post,
    reason: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str = "web",
) -> Step:
    """Hand a waiting step to another post (转办) with a reason; returns the new step."""
    if not reason.strip():
        raise Refused(Verdict.deny("请写明转办原因", field="reason"))
    with transaction.atomic():
        matter = flow.lock(step.matter)
        step = Step.objects.select_related("post", "matter").get(pk=step.pk)
        verdict = policies.can_hand_over((hat,), step)
        if not verdict:
            raise Refused(verdict)
        if to.pk == step.post_id:
            raise Refused(Verdict.deny("此环节已在该岗位", field="to"))
        if matter.steps.filter(purpose=step.purpose, post=to, state=Step.State.WAITING).exists():
            raise Refused(Verdict.deny("所选岗位已在办理本件", field="to"))
        changed = Step.objects.filter(
            pk=step.pk, state=Step.State.WAITING, version=step.version
        ).update(state=Step.State.HANDED_OVER, version=F("version") + 1)
        if changed != 1:
            raise Refused(Verdict.deny("此环节已办理，无需转办"))
        _close_links(step, "handed_over", at)
        flow.touch(matter=matter, at=at)
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
            sentence=f"{hat.post_name}转办：{reason.strip()}",
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
        withdraw(steps=steps, reason="取回", at=at)
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
