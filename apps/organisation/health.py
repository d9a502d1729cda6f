"""What is missing in the organisation on a day: a list of sentences, each with its clause.

Owns the health check. Refuses to mend anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from apps.core.verdicts import Cite
from apps.organisation import authority, policies
from apps.organisation.authority import law
from apps.organisation.authority.board import Board
from apps.organisation.models import Appointment, Person, PortfolioPlan, Post
from apps.organisation.vocabulary import LEADER_ROLES, PORTFOLIO_ROLES, PostRole
from apps.organisation.wording import said

PAIRED_ROLES = tuple(r for r in PORTFOLIO_ROLES if r != PostRole.MAYOR)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that somebody should arrange; ``kind`` groups the list."""

    kind: str
    sentence: str
    cites: tuple[Cite, ...] = field(default=())


def health(at: datetime) -> list[Finding]:
    """Return what is missing at an instant, the most pressing first."""
    board = authority.board_at(at)
    day = authority.local_day(at)
    return [
        *_gaps(board),
        *_plan(day),
        *_unpaired(board, day),
        *_vacant(day),
        *_unreachable(day),
    ]


def _gaps(board: Board) -> list[Finding]:
    found = []
    for seat in board.seats.values():
        gap = authority.outcome(board, seat.post_id).gap
        if gap is not None:
            found.append(Finding("无人代行", gap.reason, gap.cites))
    return found


def _plan(day: date) -> list[Finding]:
    plan = PortfolioPlan.objects.on(day).first()
    if plan is None:
        return [Finding("分工方案", f"{day.isoformat()}没有生效的分工方案")]
    missing = [
        law.without_leader(unit.name, day) for unit in policies.plans.units_without_leader(plan)
    ]
    found = [Finding("分工方案", verdict.reason, verdict.cites) for verdict in missing]
    if plan.effective_to:
        following = plan.effective_to + timedelta(days=1)
        if not PortfolioPlan.objects.on(following).exists():
            found.append(Finding("分工方案", f"自{following.isoformat()}起没有生效的分工方案"))
    return found


def _unpaired(board: Board, day: date) -> list[Finding]:
    if law.order_of_cover(board.book):
        return []  # whoever is first in a fixed order stands in: nobody needs a partner
    alone = [
        seat
        for seat in board.seats.values()
        if seat.role in PAIRED_ROLES and seat.substitutable and seat.post_id not in board.pairs
    ]
    verdicts = [law.unpaired(seat.person_name, day) for seat in alone]
    return [Finding(said("{cover}"), v.reason, v.cites) for v in verdicts]


def _vacant(day: date) -> list[Finding]:
    heads = (*LEADER_ROLES, PostRole.UNIT_HEAD, PostRole.SECTION_HEAD)
    posts = Post.objects.filter(
        role__in=heads, abolished_on__isnull=True, unit__abolished_on__isnull=True
    )
    held = Appointment.objects.on(day).filter(person__is_active=True).values("post")
    empty = posts.exclude(pk__in=held).select_related("unit").order_by("position", "pk")
    return [Finding("岗位空缺", f"{post.unit.short_name}：{post.name}岗位空缺") for post in empty]


def _unreachable(day: date) -> list[Finding]:
    """Leaders whom a mail cannot reach: no address."""
    seats = Appointment.objects.on(day).filter(post__role__in=LEADER_ROLES)
    people = Person.objects.filter(pk__in=seats.values("person"), email="").order_by("pk")
    return [Finding("联系方式", f"{p.name}没有填写电子邮箱，收不到待办邮件") for p in people]
