"""From a request for leave to the facts that the book's questions take.

Reads rows, asks nothing of the book, decides nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from apps.leave import periods
from apps.leave.models import Leave
from apps.organisation.models import Appointment, Person, Post
from apps.organisation.vocabulary import LEADER_ROLES, PostRole

# Roles of posts that the rules call otherwise, or not at all: staff of a unit.
CALLED = {
    PostRole.CLERK: "unit_clerk",
    PostRole.SECTION_HEAD: "unit_clerk",
    PostRole.SECTION_MEMBER: "unit_clerk",
}
# Of several posts that somebody holds, the book's answer goes by the highest.
RANK = (*LEADER_ROLES, PostRole.DEPUTY_SECRETARY_GENERAL, PostRole.UNIT_HEAD)


def who(leave: Leave) -> dict[str, Any]:
    """Return who asks: the role of his post and the kind of his unit."""
    role = leave.post.role
    return {"applicant": CALLED.get(PostRole(role), role), "unit_kind": leave.post.unit.kind}


def going(leave: Leave) -> dict[str, Any]:
    """Return what he asks for: the kind, and whether he leaves his place."""
    return {
        **who(leave),
        "leave_kind": leave.leave_kind,
        "leaves": leave.leaves,
        "leaves_jurisdiction": leave.leaves,
    }


def length(leave: Leave) -> int:
    """Return how many calendar days the request is for."""
    return periods.calendar_days(leave.from_at, leave.to_at)


def rank_of(role: str) -> int:
    """Return the place of a role among those of one person; the smallest counts."""
    return RANK.index(PostRole(role)) if role in RANK else len(RANK)


def highest_seat(person: Person, day: dt.date) -> Post | None:
    """Return the post by which a person asks for leave; None where he holds none."""
    seats = Appointment.objects.on(day).filter(person=person, post__abolished_on__isnull=True)
    posts = [seat.post for seat in seats.select_related("post__unit")]
    return min(posts, key=lambda post: (rank_of(post.role), post.position, post.pk), default=None)


def holder_of(post: Post, day: dt.date) -> Person | None:
    """Return who holds a post on a day."""
    seat = Appointment.objects.on(day).filter(post=post).select_related("person").first()
    return seat.person if seat else None
