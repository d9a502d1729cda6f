"""工作移交: the waiting steps of a post, picked and handed over in one transaction with one record.

Owns the list of what waits for a post, who may receive it, and the act. Every step is moved by the
kernel's own ``hand_over``, with its event; either all that was picked moves or nothing does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from apps.core.verdicts import Refused, Verdict
from apps.matters import policies, steps
from apps.matters.models import HandedStep, Handover, Matter, Step
from apps.matters.purposes import purpose_of
from apps.matters.querysets import visible_q
from apps.organisation.authority import Hat, local_day
from apps.organisation.models import Appointment, Person, Post
from apps.organisation.vocabulary import LEADER_ROLES, PostRole
from apps.trail.services import record

MOST = 200  # steps in one act


@dataclass(frozen=True, slots=True)
class Line:
    """One waiting step of a post, and whether it may be handed over."""

    step: Step
    label: str
    verdict: Verdict


def waiting_for(post: Post, hats: Iterable[Hat], at: dt.datetime) -> list[Line]:
    """Return the readable waiting steps of a post by due date; one query and the book."""
    hats = tuple(hats)
    rows = (
        Step.objects.filter(visible_q(hats, "matter__"), post=post, state=Step.State.WAITING)
        .select_related("matter", "matter__unit", "post")
        .order_by("rank_at", "pk")
    )
    found = []
    for step in rows[:MOST]:
        label = purpose_of(step.matter.kind, step.purpose).label
        found.append(Line(step, label, policies.can_transfer(hats, step, at)))
    return found


def receivers(post: Post, day: dt.date) -> QuerySet[Post]:
    """Return the held posts to which the work of a post may go: leaders to leaders, else near."""
    held = Post.objects.filter(abolished_on__isnull=True).with_holder(day)
    held = held.filter(holder_name__isnull=False).exclude(pk=post.pk).order_by("position", "pk")
    if post.role in LEADER_ROLES:
        return held.filter(role__in=LEADER_ROLES)
    heads = (PostRole.UNIT_HEAD, PostRole.SECTION_HEAD)
    near = Q(unit_id=post.unit_id) | Q(role__in=heads, unit_id=post.unit.parent_id)
    return held.filter(near | Q(unit__parent_id=post.unit_id))


@dataclass(frozen=True, slots=True)
class Pile:
    """A post with what waits there, as somebody sees it who may hand it over."""

    post: Post
    holder: str
    count: int


def piles(hats: Iterable[Hat], at: dt.datetime) -> list[Pile]:
    """Return the posts whose waiting work somebody may hand over, vacant ones first."""
    hats = tuple(hats)
    rows = Step.objects.filter(visible_q(hats, "matter__"), state=Step.State.WAITING)
    counted = dict(rows.values_list("post").annotate(n=Count("pk")).order_by())
    posts = Post.objects.filter(pk__in=counted).with_holder(local_day(at))
    posts = posts.select_related("unit").order_by("unit__position", "position", "pk")
    found = [
        Pile(post, post.holder_name or "", counted[post.pk])
        for post in posts
        if policies.can_move(hats, post, at)
    ]
    return sorted(found, key=lambda pile: bool(pile.holder))


def vacant_with_work(at: dt.datetime) -> list[tuple[Post, int]]:
    """Return the posts that nobody holds and for which steps wait, with their number."""
    held = Appointment.objects.on(local_day(at)).filter(person__is_active=True).values("post")
    # Few posts are vacant: their ranges of the inbox's index, not all that waits.
    vacant = list(Post.objects.exclude(pk__in=held).values_list("pk", flat=True))
    rows = Step.objects.filter(state=Step.State.WAITING, post__in=vacant)
    counted = dict(rows.values_list("post").annotate(n=Count("pk")).order_by())
    posts = Post.objects.filter(pk__in=counted).select_related("unit").order_by("position", "pk")
    return [(post, counted[post.pk]) for post in posts]


def hand_over_work(
    *,
    picked: Sequence[Step],
    to: Post,
    reason: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    document: str = "",
) -> Handover:
    """Hand picked waiting steps of one post to another post; all of them, or none.

    Raises Refused with a sentence for every step that may not move, named by its matter.
    """
    first = _sound(picked, to, reason, at)
    with transaction.atomic():
        # All matters first, in one order: the first step takes the head of the trail, and nobody
        # who holds that may wait for a matter.
        ids = sorted({step.matter_id for step in picked})
        list(
            Matter.objects.select_for_update(no_key=True)
            .filter(pk__in=ids)
            .order_by("pk")
            .values_list("pk")
        )
        row = Handover.objects.create(
            from_post=first.post,
            from_person=_holder(first.post, at),
            to_post=to,
            to_person=_holder(to, at),
            reason=reason.strip(),
            document=document.strip(),
            made_at=at,
            made_by=by,
            hat=hat.as_dict(),
        )
        lines, refusals = [], []
        for step in sorted(picked, key=lambda s: (s.matter_id, s.pk)):
            try:
                moved = steps.hand_over(
                    step=step, to=to, reason=reason, by=by, hat=hat, at=at, transfer=row.pk
                )
            except Refused as refused:
                refusals += [
                    Verdict.deny(f"《{step.matter.title}》：{v.reason}", v.cites, field="picked")
                    for v in refused.verdicts
                ]
            else:
                lines.append(HandedStep(handover=row, step=step, new_step=moved))
        if refusals:
            raise Refused(*refusals)
        HandedStep.objects.bulk_create(lines)
        _note(row, [line.step for line in lines], by, hat, at)
        return row


def _sound(picked: Sequence[Step], to: Post, reason: str, at: dt.datetime) -> Step:
    if not picked:
        raise Refused(Verdict.deny("请选择要移交的事项", field="picked"))
    if len(picked) > MOST:
        raise Refused(Verdict.deny(f"一次最多移交{MOST}件", field="picked"))
    if not reason.strip():
        raise Refused(Verdict.deny("请写明移交原因", field="reason"))
    first = picked[0]
    if any(step.post_id != first.post_id for step in picked):
        raise Refused(Verdict.deny("一张清单只移交一个岗位的事项", field="picked"))
    if not receivers(first.post, local_day(at)).filter(pk=to.pk).exists():
        reason = f"{to.name}不能接办这一岗位的事项，或者没有任职人员"
        raise Refused(Verdict.deny(reason, field="to"))
    return first


def _holder(post: Post, at: dt.datetime) -> Person | None:
    held = Appointment.objects.on(local_day(at)).filter(post=post).select_related("person").first()
    return held.person if held else None


def _note(row: Handover, moved: list[Step], by: Person, hat: Hat, at: dt.datetime) -> None:
    record(
        verb="matters.work_handed_over",
        subject=f"handover:{row.pk}",
        at=at,
        person_key=by.key,
        person_name=by.name,
        hat=hat.as_dict(),
        payload={
            "from": row.from_post.code,
            "to": row.to_post.code,
            "steps": sorted(step.pk for step in moved),
            "matters": sorted({step.matter_id for step in moved}),
            "reason": row.reason,
            "document": row.document,
        },
    )


def readable(hats: Iterable[Hat], by: Person, at: dt.datetime) -> QuerySet[Handover]:
    """Return the records somebody may read: his own acts, his posts', all for who may move any."""
    hats = tuple(hats)
    rows = Handover.objects.select_related(
        "from_post", "to_post", "from_person", "to_person", "made_by"
    )
    if any(h.is_own and h.role == PostRole.SECRETARY_GENERAL for h in hats):
        return rows
    posts = [h.post_id for h in hats if h.is_own]
    units = [h.unit_id for h in hats if h.is_own and h.role in policies.HEADS]
    mine = Q(from_post__in=posts) | Q(to_post__in=posts) | Q(from_post__unit__in=units)
    return rows.filter(mine | Q(made_by=by.pk))


def lines_of(row: Handover, hats: Iterable[Hat]) -> list[HandedStep]:
    """Return the lines of a record whose matters somebody may read; one query."""
    rows = HandedStep.objects.filter(visible_q(hats, "step__matter__"), handover=row)
    related = rows.select_related("step__matter__unit", "new_step")
    return list(related.order_by("step__rank_at", "step_id"))
