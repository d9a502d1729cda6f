"""Who makes up the government on a day, with the posts that are vacant or led by an acting head.

Owns a read model; the book says whose holders are members.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from apps.core.verdicts import Cite
from apps.organisation.authority import law, local_day
from apps.organisation.models import Appointment, Post
from apps.organisation.vocabulary import LEADER_ROLES, Holding, PostRole, UnitKind
from apps.rulebook.errors import NotRegulated
from apps.rulebook.rules.authority import is_member

VACANT = "主要负责人空缺"


@dataclass(frozen=True, slots=True)
class Member:
    """One post whose holder is a member: who holds it, and as what."""

    post: Post
    name: str = ""
    person_id: int = 0
    acting: bool = False
    cites: tuple[Cite, ...] = ()

    @property
    def is_vacant(self) -> bool:
        """Answer whether nobody holds the post."""
        return not self.person_id

    @property
    def label(self) -> str:
        """What stands beside the name: nothing, 主持工作, or that nobody is there."""
        if self.is_vacant:
            leader = self.post.role in LEADER_ROLES
            return f"{self.post.name}空缺" if leader else VACANT
        return Holding.ACTING_HEAD.label if self.acting else ""


def posts_of_members(at: datetime) -> list[Member]:
    """Return every post of the government's members on a day, in their order; two queries."""
    day = local_day(at)
    book = law.book_on(day)
    if book is None:
        return []
    posts = Post.objects.filter(
        role__in=[str(r) for r in (*LEADER_ROLES, PostRole.UNIT_HEAD)],
        abolished_on__isnull=True,
        unit__abolished_on__isnull=True,
    ).select_related("unit")
    held = Appointment.objects.on(day).filter(post__in=posts, person__is_active=True)
    seats = {seat.post_id: seat for seat in held.select_related("person")}
    found = []
    for post in posts.order_by("unit__position", "position", "pk"):
        try:
            verdict = is_member(post.role, str(UnitKind(post.unit.kind)), book)
        except NotRegulated:
            return []
        if not verdict:
            continue
        seat = seats.get(post.pk)
        found.append(
            Member(
                post,
                seat.person.name if seat else "",
                seat.person_id if seat else 0,
                bool(seat and seat.kind == Holding.ACTING_HEAD),
                verdict.cites,
            )
        )
    return found


def people(members: list[Member]) -> set[int]:
    """Return the distinct people among members: some hold two posts."""
    return {one.person_id for one in members if not one.is_vacant}


def unusual(members: list[Member]) -> list[Member]:
    """Return the posts that are vacant or led by an acting head."""
    return [one for one in members if one.is_vacant or one.acting]
