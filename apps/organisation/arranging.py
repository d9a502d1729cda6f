"""Where nobody may be chosen silently: which posts need a name, for which hours, and who is asked.

Owns a read model only. Refuses to choose: the proposer of the book proposes, its namer names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.core.verdicts import Verdict
from apps.organisation import authority
from apps.organisation.authority import law
from apps.organisation.authority.board import Board, Seat
from apps.organisation.authority.hat import Hat
from apps.organisation.models import Absence, Delegation, Post
from apps.organisation.vocabulary import LEADER_ROLES, PORTFOLIO_ROLES, PostRole

AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A post that nobody acts for: the sentence, the hours without anybody, what was proposed.

    ``mandate`` marks the mayor's own post: there his mandate is missing, and he goes on acting.
    """

    post: Post
    name: str
    gap: Verdict
    absence: int
    from_at: datetime
    to_at: datetime
    mandate: bool
    proposal: Delegation | None = None


def wanted(at: datetime, *, ahead: timedelta = AHEAD) -> list[Wanted]:
    """Return what has to be arranged now or for an absence that begins within ``ahead``."""
    starts = Absence.objects.approved().filter(
        from_at__gt=at,
        from_at__lte=at + ahead,
        person__appointments__post__role__in=[str(role) for role in PORTFOLIO_ROLES],
    )
    found: dict[tuple[int, int], Wanted] = {}
    for instant in sorted({at, *starts.values_list("from_at", flat=True)}):
        for one in _wanted_at(authority.board_at(instant)):
            found.setdefault((one.post.pk, one.absence), one)
    return list(found.values())


def _wanted_at(board: Board) -> list[Wanted]:
    gaps = [
        (seat, result)
        for seat in board.seats.values()
        if seat.role in PORTFOLIO_ROLES
        and (result := authority.outcome(board, seat.post_id)).gap is not None
        and result.away is not None
        and (seat.role == PostRole.MAYOR or not result.holder_acts)
    ]
    posts = Post.objects.in_bulk([seat.post_id for seat, _ in gaps]) if gaps else {}
    return [
        Wanted(
            posts[seat.post_id],
            seat.person_name,
            result.gap,
            result.away.id,
            board.at,
            _until(board, seat, result.away.over_at),
            seat.role == PostRole.MAYOR,
            _proposal(seat.post_id, board.at),
        )
        for seat, result in gaps
        if result.gap is not None and result.away is not None
    ]


def _until(board: Board, seat: Seat, end: datetime) -> datetime:
    """Return when the post is acted for again: the holder or the AB partner is back."""
    partner = board.seats.get(board.pairs.get(seat.post_id, (0, 0))[1])
    away = law.left_city(partner) if partner else None
    return min(end, away.over_at) if away else end


def _proposal(post_id: int, at: datetime) -> Delegation | None:
    rows = Delegation.objects.proposed(at).filter(covers=post_id, to_at__gt=at)
    return rows.select_related("grantee", "proposed_by").order_by("-proposed_at", "-pk").first()


def part_of(hats: Iterable[Hat], at: datetime) -> str:
    """Return what these hats do about it: ``names``, ``proposes``, or nothing."""
    proposes, names = law.naming_roles(authority.local_day(at))
    hats = tuple(hats)
    if any(h.role == names and (h.is_own or h.may("name_substitute")) for h in hats):
        return "names"
    return "proposes" if any(h.role == proposes and h.is_own for h in hats) else ""


def candidates(at: datetime, covers: Post) -> list[tuple[Post, str]]:
    """Return the leaders who are in the city and hold a post of their own, with their names."""
    board = authority.board_at(at)
    free = {
        seat.post_id: seat.person_name
        for seat in board.seats.values()
        if seat.role in LEADER_ROLES
        and seat.role != PostRole.MAYOR
        and seat.post_id != covers.pk
        and not law.left_city(seat)
    }
    posts = Post.objects.filter(pk__in=free).order_by("position", "pk")
    return [(post, free[post.pk]) for post in posts]


def namers(at: datetime) -> list[Post]:
    """Return the posts that name."""
    return list(_posts(law.naming_roles(authority.local_day(at))[1]))


def proposers(at: datetime) -> list[Post]:
    """Return the posts that propose."""
    return list(_posts(law.naming_roles(authority.local_day(at))[0]))


def _posts(role: str) -> Iterable[Post]:
    return Post.objects.filter(role=role, abolished_on__isnull=True).order_by("position", "pk")
