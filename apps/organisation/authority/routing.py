"""From a meaning to a post: the portfolio in force, special tasks, roles of the rulebook.

Owns the translation of ``PostRef`` into posts. Refuses to pick a person: a post is addressed,
and the hats of the moment say who acts for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from apps.organisation.authority.periods import local_day
from apps.organisation.models import Delegation, Liaison, PortfolioEntry, PortfolioPlan, Post, Unit
from apps.organisation.vocabulary import DelegationKind, PostRole, UnitDuty, UnitKind

if TYPE_CHECKING:
    from apps.rulebook.answers import PostRef

# Roles that the rules use for a unit by its duty: its head is meant.
BY_DUTY = {
    "registry": UnitDuty.REGISTRY,
    "justice_bureau": UnitDuty.JUSTICE_BUREAU,
    "market_bureau": UnitDuty.MARKET_BUREAU,
    "supervision_office": UnitDuty.SUPERVISION_OFFICE,
    "duty_office": UnitDuty.DUTY_OFFICE,
}
SYNONYMS = {"unit_clerk": PostRole.CLERK}
HEADS = (PostRole.UNIT_HEAD, PostRole.SECTION_HEAD)


def leader_of(unit: Unit, at: datetime) -> Post | None:
    """Return the leader in charge of a unit by the plan in force; None is a gap of the plan.

    A section or any other unit without its own line belongs to its parent's leader.
    """
    plan = PortfolioPlan.objects.on(local_day(at)).first()
    if plan is None:
        return None
    lines = _lineage(unit)
    entries = PortfolioEntry.objects.filter(plan=plan, unit__in=lines).select_related(
        "leader__unit"
    )
    return nearest(lines, {entry.unit_id: entry.leader for entry in entries})


def nearest(lineage: Sequence[int], leaders: Mapping[int, Post]) -> Post | None:
    """Return the leader of the first unit of a lineage that has a line of its own."""
    return next((leaders[pk] for pk in lineage if pk in leaders), None)


def _lineage(unit: Unit) -> list[int]:
    """Return the unit and its ancestors, nearest first; a loop in the tree ends the walk."""
    found: list[int] = []
    step: Unit | None = unit
    while step is not None and step.pk not in found:
        found.append(step.pk)
        step = step.parent
    return found


def special_task(unit: Unit, subject: str, at: datetime) -> Delegation | None:
    """Return the mayor's special task that covers a unit and a subject, the newest first.

    The task matches where its subject occurs in the given one or the other way round.
    """
    tasks = (
        Delegation.objects.covering(at)
        .filter(Q(units=unit) | Q(units__isnull=True), kind=DelegationKind.SPECIAL_TASK)
        .select_related("grantor", "grantee__unit")
        .order_by("-granted_at", "-pk")
        .distinct()
    )
    return about(tasks, subject)


def about(rows: Iterable[Delegation], subject: str) -> Delegation | None:
    """Return the first whose subject occurs in the given one or the other way round."""
    if not subject.strip():
        return None
    return next((r for r in rows if r.subject in subject or subject in r.subject), None)


def meeting_mandate(deputy: Post, subject: str, at: datetime) -> Delegation | None:
    """Return the mandate by which a deputy may chair a topic meeting, the newest first.

    It matches where its subject occurs in the meeting's or the other way round, as a task's does.
    """
    rows = (
        Delegation.objects.covering(at)
        .filter(grantee=deputy, kind=DelegationKind.TOPIC_MEETING)
        .select_related("grantor", "grantee__unit")
        .order_by("-granted_at", "-pk")
    )
    return about(rows, subject)


def posts_with_role(role: str, unit: Unit | None = None) -> QuerySet[Post]:
    """Return the posts of a role, of one unit where it is given, in their order."""
    posts = Post.objects.filter(role=role, abolished_on__isnull=True).select_related("unit")
    if unit is not None:
        posts = posts.filter(unit=unit)
    return posts.order_by("unit__position", "position", "pk")


def resolve(ref: PostRef, *, unit: Unit | None, at: datetime) -> list[Post]:
    """Return the posts that a rule means, as seen from ``unit``; empty is a gap to show.

    ``ref.post`` wins; ``ref.unit`` is a unit code or a duty and replaces ``unit``.
    """
    if ref.post:
        return list(Post.objects.filter(code=ref.post).select_related("unit"))
    place = _place(ref.unit) if ref.unit else unit
    if ref.unit and place is None:
        return []
    role = SYNONYMS.get(ref.role, ref.role)
    if role == "portfolio_leader":
        leader = leader_of(place, at) if place else None
        return [leader] if leader else []
    if role in ("secretariat", PostRole.DEPUTY_SECRETARY_GENERAL):
        return _serving(role, place, at)
    if role == "office":
        return list(_heads(Unit.objects.filter(kind=UnitKind.GENERAL_OFFICE)))
    if role in BY_DUTY:
        return list(_heads(Unit.objects.filter(duty=BY_DUTY[role], abolished_on__isnull=True)))
    if role in PostRole.values:
        return list(posts_with_role(role, place if role in _LOCAL else None))
    return []


_LOCAL = {
    PostRole.UNIT_HEAD,
    PostRole.UNIT_DEPUTY,
    PostRole.LEGAL_HEAD,
    PostRole.CLERK,
    PostRole.SECTION_HEAD,
    PostRole.SECTION_MEMBER,
}


def _place(code_or_duty: str) -> Unit | None:
    rows = Unit.objects.filter(Q(code=code_or_duty) | Q(duty=code_or_duty))
    return rows.order_by("position", "pk").first()


def _heads(units: QuerySet[Unit] | Sequence[int]) -> QuerySet[Post]:
    posts = Post.objects.filter(role__in=HEADS, unit__in=units, abolished_on__isnull=True)
    return posts.select_related("unit").order_by("unit__position", "position", "pk")


def _serving(role: str, unit: Unit | None, at: datetime) -> list[Post]:
    """Return the deputy secretary-general, or his section's head, who serves a unit's leader."""
    leader = leader_of(unit, at) if unit else None
    if leader is None:
        return []
    return serving(leader, role=role, at=at)


def serving(leader: Post, *, role: str, at: datetime) -> list[Post]:
    """Return who serves a leader: role "secretariat" or "deputy_secretary_general"."""
    rows = Liaison.objects.on(local_day(at)).filter(leader=leader).order_by("pk")
    if role == PostRole.DEPUTY_SECRETARY_GENERAL:
        deputies = rows.values("deputy")
        return list(Post.objects.filter(pk__in=deputies).select_related("unit"))
    return list(_heads(Unit.objects.filter(pk__in=rows.values("section"))))
