"""The board: everything about one instant that decides who wears a leader's hat.

Owns the three queries and nothing else. Refuses to judge: substitution.py does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import FilteredRelation, Q, QuerySet, Value
from django.utils import timezone

from apps.organisation.authority import prepared
from apps.organisation.authority.periods import local_day
from apps.organisation.authority.prepared import AT, DAY, WHO
from apps.organisation.models import ABPair, Appointment, Delegation, Liaison
from apps.organisation.vocabulary import HATTED, LEADER_ROLES, AbsenceKind

if TYPE_CHECKING:
    from apps.rulebook.book import Book


@dataclass(frozen=True, slots=True)
class Away:
    """An approved absence that covers the instant; ``over_at`` is excluded."""

    id: int
    kind: str
    leaves_city: bool
    from_at: datetime
    over_at: datetime


@dataclass(frozen=True, slots=True)
class Seat:
    """A post with the person appointed to it on the day."""

    id: int
    kind: str
    from_on: date
    to_on: date | None
    person_id: int
    person_name: str
    post_id: int
    post_code: str
    post_name: str
    role: str
    substitutable: bool
    unit_id: int
    unit_code: str
    unit_kind: str
    unit_duty: str
    aways: tuple[Away, ...] = ()


SEAT = (
    "id",
    "kind",
    "from_on",
    "to_on",
    "person_id",
    "person__name",
    "post_id",
    "post__code",
    "post__name",
    "post__role",
    "post__substitutable",
    "post__unit_id",
    "post__unit__code",
    "post__unit__kind",
    "post__unit__duty",
)
AWAY = (
    "away__id",
    "away__kind",
    "away__leaves_city",
    "away__from_at",
    "away__to_at",
    "away__ended_at",
)


@dataclass(frozen=True, slots=True)
class Mandate:
    """A granted delegation in force that lets somebody act for a post."""

    id: int
    kind: str
    for_post_id: int
    grantee_id: int
    powers: tuple[str, ...]
    document: str
    from_at: datetime
    to_at: datetime
    sign_classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """Seats in the order of posts, AB partners by post, who serves whom, mandates."""

    at: datetime
    book: Book | None
    seats: dict[int, Seat]
    pairs: dict[int, tuple[int, int]]
    liaisons: tuple[tuple[int, int | None, int], ...]
    mandates: tuple[Mandate, ...]

    def mandate(self, kind: str, post_id: int) -> Mandate | None:
        """Return the newest mandate of a kind that covers a post."""
        found = [m for m in self.mandates if m.kind == kind and m.for_post_id == post_id]
        return max(found, key=lambda m: (m.from_at, m.id), default=None)


def load(at: datetime, *, book: Book | None, person_id: int = 0) -> Board:
    """Read the leaders' seats and those of one person at an instant: three queries."""
    asked: dict[str, Any] = {
        "using": DEFAULT_DB_ALIAS,
        "at": at,
        "day": local_day(at),
        "who": person_id,
    }
    seats = prepared.rows("seats", lambda: seat_rows(AT, DAY, Q(person_id=WHO)), **asked)
    links = prepared.rows("links", lambda: link_rows(DAY), **asked)
    mandates = prepared.rows("mandates", lambda: mandate_rows(AT), **asked)
    return _board(at, book, seats, links, mandates)


def load_posts(at: datetime, post_ids: Iterable[int], *, book: Book | None) -> Board:
    """Read the leaders' seats and those of some posts at an instant: three queries."""
    day = local_day(at)
    wanted = Q(post_id__in=tuple(post_ids))
    return _board(at, book, seat_rows(at, day, wanted), link_rows(day), mandate_rows(at))


def supposing(board: Board, people: Collection[int]) -> Board:
    """Return the board as if these people were out of the city on duty at its instant."""
    away = Away(0, AbsenceKind.BUSINESS_TRIP, True, board.at, board.at + timedelta(hours=1))
    seats = {
        pk: replace(seat, aways=(*seat.aways, away)) if seat.person_id in people else seat
        for pk, seat in board.seats.items()
    }
    return replace(board, seats=seats)


def seat_rows(at: datetime, day: date, also: Q) -> QuerySet:
    """Return seats with the absence that covers the instant; one row for each absence."""
    covering = Q(
        Q(person__absences__ended_at__isnull=True) | Q(person__absences__ended_at__gt=at),
        person__absences__approved_at__isnull=False,
        person__absences__from_at__lte=at,
        person__absences__to_at__gt=at,
    )
    return (
        Appointment.objects.on(day)
        .filter(
            Q(post__role__in=[str(role) for role in LEADER_ROLES]) | also,
            person__is_active=True,
            post__abolished_on__isnull=True,
        )
        .annotate(away=FilteredRelation("person__absences", condition=covering))
        .order_by("post__position", "post_id", "away__from_at")
        .values_list(*SEAT, *AWAY)
    )


def link_rows(day: date) -> QuerySet:
    """Return AB pairs and liaisons in one statement: (kind, id, left, middle, right)."""
    pairs = ABPair.objects.on(day).values_list(
        Value("pair"), "id", "post_a_id", "post_a_id", "post_b_id"
    )
    liaisons = Liaison.objects.on(day).values_list(
        Value("liaison"), "id", "deputy_id", "section_id", "leader_id"
    )
    return pairs.union(liaisons, all=True)


def mandate_rows(at: datetime) -> QuerySet:
    """Return the delegations in force that put a hat on somebody."""
    kinds = [str(kind) for kind in HATTED]
    return (
        Delegation.objects.covering(at)
        .filter(kind__in=kinds)
        .values_list(
            "id",
            "kind",
            "grantor_id",
            "covers_id",
            "grantee_id",
            "powers",
            "document",
            "granted_at",
            "from_at",
            "to_at",
            "revoked_at",
            "sign_classes",
        )
    )


def _board(
    at: datetime,
    book: Book | None,
    seats: Iterable[Any],
    links: Iterable[Any],
    mandates: Iterable[Any],
) -> Board:
    found: dict[int, Seat] = {}
    aways: dict[int, tuple[Away, ...]] = {}
    for row in seats:
        seat, away = Seat(*row[: len(SEAT)]), row[len(SEAT) :]
        aways.setdefault(seat.post_id, ())
        if away[0] is not None:
            aways[seat.post_id] += (_away(away),)
        found[seat.post_id] = seat
    full = {pk: replace(seat, aways=aways[pk]) if aways[pk] else seat for pk, seat in found.items()}
    partners, serves = _links(links)
    return Board(at, book, full, partners, serves, tuple(_mandate(row) for row in mandates))


def _away(row: Iterable[Any]) -> Away:
    pk, kind, leaves_city, from_at, to_at, ended_at = row
    return Away(pk, kind, bool(leaves_city), from_at, min(to_at, ended_at or to_at))


def _links(
    rows: Iterable[Any],
) -> tuple[dict[int, tuple[int, int]], tuple[tuple[int, int | None, int], ...]]:
    partners: dict[int, tuple[int, int]] = {}
    serves = []
    for kind, pk, left, middle, right in rows:
        if kind == "pair":
            partners[left], partners[right] = (pk, right), (pk, left)
        else:
            serves.append((left, middle, right))
    return partners, tuple(serves)


def _mandate(row: Iterable[Any]) -> Mandate:
    pk, kind, grantor, covers, grantee, powers, document, granted_at, *rest = row
    from_at, to_at, revoked, classes = rest
    return Mandate(
        pk,
        kind,
        covers or grantor,
        grantee,
        tuple(powers),
        _called(document, granted_at),
        from_at,
        min(to_at, revoked or to_at),
        tuple(classes),
    )


def made_mandate(row: Delegation) -> Mandate:
    """Return a delegation as the board knows it."""
    return Mandate(
        row.pk or 0,
        row.kind,
        row.covers_id or row.grantor_id,
        row.grantee_id,
        tuple(row.powers),
        _called(row.document, row.granted_at),
        row.from_at,
        min(row.to_at, row.revoked_at or row.to_at),
        tuple(row.sign_classes),
    )


def _called(document: str, granted_at: datetime | None) -> str:
    return document or (
        f"{timezone.localtime(granted_at):%Y年%m月%d日}的委托" if granted_at else ""
    )
