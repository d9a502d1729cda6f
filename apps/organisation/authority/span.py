"""A period, read once and asked at many instants: who wears which leader's hat then.

Owns the rows of the period and the board of any instant in it. Says what ``board_at`` says, with
four queries for all instants together. Refuses instants outside its period.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from apps.organisation.authority import law
from apps.organisation.authority.board import SEAT, Away, Board, Mandate, Seat, _away, _mandate
from apps.organisation.authority.periods import after, local_day, midnight
from apps.organisation.models import ABPair, Absence, Appointment, Delegation
from apps.organisation.vocabulary import HATTED, LEADER_ROLES

Pair = tuple[int, int, int, date, date | None]


@dataclass(frozen=True, slots=True)
class Span:
    """Leaders' seats, absences, pairs and mandates of a period; ``end`` is excluded."""

    start: datetime
    end: datetime
    seats: tuple[Seat, ...]
    aways: dict[int, tuple[Away, ...]]
    pairs: tuple[Pair, ...]
    mandates: tuple[Mandate, ...]

    def board(self, at: datetime) -> Board:
        """Return the board of an instant of the period; no query. ValueError outside it."""
        if not self.start <= at < self.end:
            raise ValueError(f"{at} lies outside {self.start} to {self.end}")
        day = local_day(at)
        partners: dict[int, tuple[int, int]] = {}
        for pk, left, right, first, last in self.pairs:
            if _holds(first, last, day):
                partners[left], partners[right] = (pk, right), (pk, left)
        mandates = tuple(m for m in self.mandates if m.from_at <= at < m.to_at)
        return Board(at, law.book_on(day), self._seated(at, day), partners, (), mandates)

    def _seated(self, at: datetime, day: date) -> dict[int, Seat]:
        found = {s.post_id: s for s in self.seats if _holds(s.from_on, s.to_on, day)}
        for pk, seat in found.items():
            aways = self.aways.get(seat.person_id, ())
            if now := tuple(a for a in aways if a.from_at <= at < a.over_at):
                found[pk] = replace(seat, aways=now)
        return found

    def supposing(
        self, *, absences: Iterable[tuple[int, Away]] = (), mandates: Iterable[Mandate] = ()
    ) -> Span:
        """Return the same period with absences (by person) and mandates that are not there yet."""
        aways = dict(self.aways)
        for person, away in absences:
            aways[person] = tuple(
                sorted((*aways.get(person, ()), away), key=lambda a: (a.from_at, a.id))
            )
        return replace(self, aways=aways, mandates=(*self.mandates, *mandates))

    def turns(self) -> tuple[datetime, ...]:
        """Return every instant of the period at which a hat may change, its start first."""
        instants = {self.start}
        for absences in self.aways.values():
            instants |= {t for a in absences for t in (a.from_at, a.over_at)}
        instants |= {t for m in self.mandates for t in (m.from_at, m.to_at)}
        days = [(s.from_on, s.to_on) for s in self.seats]
        days += [(first, last) for *_, first, last in self.pairs]
        for first, last in days:
            instants |= {midnight(first)} | ({over} if (over := after(last)) else set())
        return tuple(sorted(t for t in instants if self.start <= t < self.end))


def _holds(first: date, last: date | None, day: date) -> bool:
    return first <= day and (last is None or day <= last)


def span_of(start: datetime, end: datetime) -> Span:
    """Read everything of a period that decides about leaders' hats; four queries."""
    days = (local_day(start), local_day(end))
    seats = (
        Appointment.objects.overlapping(*days)
        .filter(
            post__role__in=[str(role) for role in LEADER_ROLES],
            person__is_active=True,
            post__abolished_on__isnull=True,
        )
        .order_by("post__position", "post_id", "from_on")
        .values_list(*SEAT)
    )
    found = tuple(Seat(*row) for row in seats)
    return Span(start, end, found, _aways(found, start, end), _pairs(days), _mandates(start, end))


def _aways(seats: tuple[Seat, ...], start: datetime, end: datetime) -> dict[int, tuple[Away, ...]]:
    rows = (
        Absence.objects.approved()
        .overlapping(start, end)
        .filter(person__in={seat.person_id for seat in seats})
        .order_by("from_at", "pk")
        .values_list("person_id", "id", "kind", "leaves_city", "from_at", "to_at", "ended_at")
    )
    found: dict[int, tuple[Away, ...]] = {}
    for person_id, *away in rows:
        found[person_id] = (*found.get(person_id, ()), _away(away))
    return found


def _pairs(days: tuple[date, date]) -> tuple[Pair, ...]:
    rows = ABPair.objects.overlapping(*days).order_by("pk")
    return tuple(rows.values_list("id", "post_a_id", "post_b_id", "from_on", "to_on"))


def _mandates(start: datetime, end: datetime) -> tuple[Mandate, ...]:
    kinds = [str(kind) for kind in HATTED]
    rows = Delegation.objects.filter(
        Q(revoked_at__isnull=True) | Q(revoked_at__gt=start),
        granted_at__isnull=False,
        kind__in=kinds,
        from_at__lt=end,
        to_at__gt=start,
    )
    columns = ("id", "kind", "grantor_id", "covers_id", "grantee_id", "powers", "document")
    rest = ("granted_at", "from_at", "to_at", "revoked_at", "sign_classes")
    return tuple(_mandate(row) for row in rows.order_by("pk").values_list(*columns, *rest))
