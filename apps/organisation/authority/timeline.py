"""A stretch of time read once: the board of any instant in it, as it is or as it would be.

Owns the reading and the supposing: an absence, a mandate, a pair, an appointment that is not there
yet. Writes nothing; who acts is still judged by substitution.py on an ordinary board.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q, Value

from apps.organisation.authority import law
from apps.organisation.authority.board import (
    SEAT,
    Away,
    Board,
    Mandate,
    Seat,
    made_mandate,
)
from apps.organisation.authority.periods import after, local_day, midnight
from apps.organisation.models import ABPair, Absence, Appointment, Delegation, Liaison
from apps.organisation.vocabulary import HATTED, LEADER_ROLES


@dataclass(frozen=True, slots=True)
class Dated:
    """A row that holds from a day to another, both included."""

    row: Any
    from_on: date
    to_on: date | None

    def on(self, day: date) -> bool:
        """Answer whether the row holds on a day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that decides about leaders' hats from one instant to another (excluded)."""

    from_at: datetime
    to_at: datetime
    seats: tuple[Seat, ...]
    absences: tuple[tuple[int, Away], ...]
    pairs: tuple[Dated, ...]
    liaisons: tuple[Dated, ...]
    mandates: tuple[Mandate, ...]

    def board(self, at: datetime) -> Board:
        """Return the board of an instant; no query."""
        day = local_day(at)
        away: dict[int, list[Away]] = {}
        for person, one in self.absences:
            if one.from_at <= at < one.over_at:
                away.setdefault(person, []).append(one)
        held = {
            seat.post_id: replace(seat, aways=tuple(away.get(seat.person_id, ())))
            for seat in self.seats
            if Dated(seat, seat.from_on, seat.to_on).on(day)
        }
        partners: dict[int, tuple[int, int]] = {}
        for pair in self.pairs:
            if pair.on(day):
                pk, left, right = pair.row
                partners[left], partners[right] = (pk, right), (pk, left)
        serves = tuple(link.row for link in self.liaisons if link.on(day))
        mandates = tuple(m for m in self.mandates if m.from_at <= at < m.to_at)
        return Board(at, law.book_on(day), held, partners, serves, mandates)

    def supposing(
        self,
        *,
        absences: Iterable[tuple[int, Away]] = (),
        mandates: Iterable[Mandate] = (),
        seats: Iterable[Seat] | None = None,
    ) -> Timeline:
        """Return the same stretch with more absences (by person), mandates, or other seats."""
        return replace(
            self,
            absences=_in_order((*self.absences, *absences)),
            mandates=(*self.mandates, *mandates),
            seats=self.seats if seats is None else tuple(seats),
        )

    def instants(self) -> list[datetime]:
        """Return the beginning and every instant at which an answer may change."""
        found = {self.from_at}
        for _, away in self.absences:
            found |= {away.from_at, away.over_at}
        for mandate in self.mandates:
            found |= {mandate.from_at, mandate.to_at}
        found.update(self._days())
        return sorted(i for i in found if self.from_at <= i < self.to_at)

    def _days(self) -> Iterator[datetime]:
        dated = [Dated(seat, seat.from_on, seat.to_on) for seat in self.seats]
        for row in (*dated, *self.pairs):
            yield midnight(row.from_on)
            if (end := after(row.to_on)) is not None:
                yield end


def read(from_at: datetime, to_at: datetime, *, people: Iterable[int] = ()) -> Timeline:
    """Read the leaders' seats, and those of some people, over a stretch of time; four queries."""
    first, last = local_day(from_at), local_day(to_at)
    return Timeline(
        from_at,
        to_at,
        _seats(first, last, tuple(people)),
        _absences(from_at, to_at, tuple(people)),
        *_links(first, last),
        _mandates(from_at, to_at),
    )


def _in_order(absences: Iterable[tuple[int, Away]]) -> tuple[tuple[int, Away], ...]:
    return tuple(sorted(absences, key=lambda a: a[1].from_at))


def _seats(first: date, last: date, people: tuple[int, ...]) -> tuple[Seat, ...]:
    rows = (
        Appointment.objects.overlapping(first, last)
        .filter(
            Q(post__role__in=[str(role) for role in LEADER_ROLES]) | Q(person__in=people),
            person__is_active=True,
            post__abolished_on__isnull=True,
        )
        .order_by("post__position", "post_id", "from_on")
        .values_list(*SEAT)
    )
    return tuple(Seat(*row) for row in rows)


def _absences(
    from_at: datetime, to_at: datetime, people: tuple[int, ...]
) -> tuple[tuple[int, Away], ...]:
    leaders = Appointment.objects.filter(post__role__in=[str(role) for role in LEADER_ROLES])
    rows = (
        Absence.objects.approved()
        .overlapping(from_at, to_at)
        .filter(Q(person__in=leaders.values("person")) | Q(person__in=people))
    )
    return _in_order(
        (a.person_id, Away(a.pk, a.kind, a.leaves_city, a.from_at, a.over_at)) for a in rows
    )


def _links(first: date, last: date) -> tuple[tuple[Dated, ...], tuple[Dated, ...]]:
    ends = ("from_on", "to_on")
    pairs = ABPair.objects.overlapping(first, last).values_list(
        Value("pair"), "id", "post_a_id", "post_a_id", "post_b_id", *ends
    )
    liaisons = Liaison.objects.overlapping(first, last).values_list(
        Value("liaison"), "id", "deputy_id", "section_id", "leader_id", *ends
    )
    found: dict[str, list[Dated]] = {"pair": [], "liaison": []}
    for kind, pk, left, middle, right, from_on, to_on in pairs.union(liaisons, all=True):
        row = (pk, left, right) if kind == "pair" else (left, middle, right)
        found[kind].append(Dated(row, from_on, to_on))
    return tuple(found["pair"]), tuple(found["liaison"])


def _mandates(from_at: datetime, to_at: datetime) -> tuple[Mandate, ...]:
    rows = Delegation.objects.filter(
        Q(revoked_at__isnull=True) | Q(revoked_at__gt=from_at),
        granted_at__isnull=False,
        kind__in=[str(kind) for kind in HATTED],
        from_at__lt=to_at,
        to_at__gt=from_at,
    )
    return tuple(made_mandate(row) for row in rows.order_by("pk"))
