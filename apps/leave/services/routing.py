"""From the book's route to waiting steps: stage after stage, and what the last agreement sets off.

The book answers in roles and in order; the organisation knows which posts these are today. An
``approve`` and a ``report`` hold up what comes after them; being informed holds up nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apps.leave import rules, transitions
from apps.leave.models import Leave
from apps.leave.purposes import BY_ACT
from apps.leave.services import absences
from apps.matters import flow, proofs, steps
from apps.matters.models import Step
from apps.organisation import authority
from apps.organisation.models import Appointment, Post, Unit
from apps.organisation.vocabulary import PostRole, UnitDuty
from apps.rulebook.answers import Stage

HOLDING = ("leave_approve", "leave_report")
SECTION = (PostRole.SECTION_HEAD, PostRole.SECTION_MEMBER)
HEADS = (PostRole.UNIT_HEAD, PostRole.SECTION_HEAD)


def stages_of(leave: Leave) -> list[Stage]:
    """Return the stages of the book's route that concern this request, in order.

    Filing is no stage of its own where no office has to be told.
    """
    leader = authority.leader_of(leave.post.unit, leave.latest_at)
    route = rules.route(leave, leader=leader.name if leader else "")
    filed = bool(rules.filings(leave))
    stages = [s for s in route.stages if s.purpose in BY_ACT and (filed or s.purpose != "file")]
    return sorted(stages, key=lambda stage: stage.order)


def approvers(leave: Leave) -> list[Stage]:
    """Return the stages at which somebody has to agree."""
    return [stage for stage in stages_of(leave) if stage.purpose == "approve"]


def posts_of(stage: Stage, leave: Leave, at: Any) -> list[Post]:
    """Return the posts that a stage means for this request, never one that the person holds."""
    posts: dict[int, Post] = {}
    for ref in stage.posts:
        if ref.role == "office":
            found: Iterable[Post] = office_posts()
        elif ref.role == PostRole.UNIT_HEAD:
            found = _own_head(leave, at)
        else:
            found = authority.resolve(ref, unit=leave.post.unit, at=at)
        posts.update((post.pk, post) for post in found)
    return list(posts.values())


def office_posts() -> list[Post]:
    """Return the posts of the section of the general office that keeps leave (总值班室)."""
    rows = Post.objects.filter(
        unit__duty=UnitDuty.DUTY_OFFICE, role__in=SECTION, abolished_on__isnull=True
    )
    return list(rows.select_related("unit").order_by("position", "pk"))


def _own_head(leave: Leave, at: Any) -> list[Post]:
    """Return the nearest head above a person: of his section, his unit, or the unit above."""
    held = Appointment.objects.on(authority.local_day(at)).filter(person=leave.person_id)
    mine = set(held.values_list("post_id", flat=True))
    unit: Unit | None = leave.post.unit
    seen: set[int] = set()
    while unit is not None and unit.pk not in seen:
        seen.add(unit.pk)
        rows = Post.objects.filter(unit=unit, role__in=HEADS, abolished_on__isnull=True)
        heads = [p for p in rows.select_related("unit").order_by("position", "pk")]
        if heads and not {post.pk for post in heads} & mine:
            return heads
        unit = unit.parent
    return []


def go_on(leave: Leave, **actor: Any) -> None:
    """Open what comes next; where nobody is left who must agree, the leave is approved."""
    waiting = set(leave.steps.filter(state=Step.State.WAITING).values_list("purpose", flat=True))
    if waiting & set(HOLDING):
        return
    rest = [stage for stage in stages_of(leave) if stage.order > leave.stage]
    to_agree = any(stage.purpose == "approve" for stage in rest)
    if leave.state == Leave.State.ASKING and not to_agree:
        leave = approve(leave, **actor)
    if rest:
        _open(leave, rest, **actor)


def _open(leave: Leave, rest: list[Stage], **actor: Any) -> None:
    order = rest[0].order
    Leave.objects.filter(pk=leave.pk).update(stage=order)
    leave.stage = order
    now = [stage for stage in rest if stage.order == order]
    for stage in now:
        open_stage(leave, stage, **actor)
    if not any(BY_ACT[stage.purpose] in HOLDING for stage in now):
        go_on(leave, **actor)


def open_stage(leave: Leave, stage: Stage, purpose: str = "", **actor: Any) -> list[Step]:
    """Open the steps of one stage, with its clauses; ``purpose`` where another act is asked for."""
    any_of = any(ref.role == "office" for ref in stage.posts)
    return steps.open_route(
        matter=leave,
        purpose=purpose or BY_ACT[stage.purpose],
        posts=posts_of(stage, leave, actor["at"]),
        need=Step.Need.ANY if any_of else stage.need,
        personal=stage.personal,
        cites=stage.cites,
        sentence=stage.sentence,
        **actor,
    )


def approve(leave: Leave, **actor: Any) -> Leave:
    """Record the approved absence, which switches the hats, and what has to be filed."""
    at = actor["at"]

    def write(fresh: Leave) -> dict[str, Any]:
        fresh.after_the_fact = fresh.has_begun(at)
        fresh.approved_at = at
        fresh.absence = absences.record(fresh, by=actor["by"], at=at)
        if not rules.filings(fresh):
            fresh.filed_at = at
        return {**fresh.snapshot(), "after_the_fact": fresh.after_the_fact}

    fresh: Leave = flow.enter(transitions.APPROVE, leave, write=write, **actor)
    proofs.sync(matter=fresh, specs=rules.filings(fresh), at=at)
    absences.book_days(fresh, by=actor["by"], at=at)
    absences.tell_approved(fresh, at=at)
    return fresh
