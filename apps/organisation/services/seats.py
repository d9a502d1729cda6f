"""Seats: people take up posts and leave them; leaders are paired; deputies are attached."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from apps.core.versions import save
from apps.organisation import policies
from apps.organisation.authority.periods import after, midnight
from apps.organisation.models import ABPair, Appointment, Liaison, Person, Post, Unit
from apps.organisation.services.writing import announce, lock_posts, note, require
from apps.organisation.vocabulary import Holding


@transaction.atomic
def appoint(
    *,
    person: Person,
    post: Post,
    from_on: date,
    by: Person | None,
    at: datetime,
    to_on: date | None = None,
    kind: str = Holding.HOLDER,
    document: str = "",
) -> Appointment:
    """Appoint a person to a post; Refused while somebody else holds it."""
    lock_posts(post)
    require(policies.may_appoint(person, post, from_on, to_on))
    row = Appointment(
        person=person, post=post, kind=kind, from_on=from_on, to_on=to_on, document=document
    )
    save(row, by=by, at=at)
    note("appointed", row, by=by, at=at, payload=_seat(row))
    announce(_neighbours([post.pk], from_on), at, midnight(from_on), after(to_on), at=at)
    return row


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, on: date, by: Person | None, at: datetime
) -> Appointment:
    """End an appointment after the day ``on``; Refused where that is before it began."""
    lock_posts(appointment.post)
    row = Appointment.objects.select_for_update(no_key=True).get(pk=appointment.pk)
    if on < row.from_on:
        require(policies.seats.END_BEFORE_START)
    row.to_on = on
    save(row, by=by, at=at)
    note("appointment_ended", row, by=by, at=at, payload=_seat(row))
    announce(_neighbours([row.post_id], on), after(on), at=at)
    return row


@transaction.atomic
def pair(
    *,
    post_a: Post,
    post_b: Post,
    from_on: date,
    by: Person | None,
    at: datetime,
    to_on: date | None = None,
) -> ABPair:
    """Make two vice-mayors each other's AB partner; kept with the smaller post first."""
    lock_posts(post_a, post_b)
    verdict = policies.may_pair(post_a, post_b, from_on, to_on)
    require(verdict)
    first, second = sorted((post_a, post_b), key=lambda p: p.pk)
    row = ABPair(post_a=first, post_b=second, from_on=from_on, to_on=to_on)
    save(row, by=by, at=at)
    note("paired", row, by=by, at=at, cites=verdict.cites, payload=_pair(row))
    announce((first.pk, second.pk), at, midnight(from_on), after(to_on), at=at)
    return row


@transaction.atomic
def unpair(*, pair: ABPair, on: date, by: Person | None, at: datetime) -> ABPair:
    """End an AB pair after the day ``on``."""
    lock_posts(pair.post_a, pair.post_b)
    row = ABPair.objects.select_for_update(no_key=True).get(pk=pair.pk)
    if on < row.from_on:
        require(policies.seats.END_BEFORE_START)
    row.to_on = on
    save(row, by=by, at=at)
    note("unpaired", row, by=by, at=at, payload=_pair(row))
    announce((row.post_a_id, row.post_b_id), after(on), at=at)
    return row


@transaction.atomic
def attach_deputy(
    *,
    deputy: Post,
    leader: Post,
    from_on: date,
    by: Person | None,
    at: datetime,
    section: Unit | None = None,
    to_on: date | None = None,
) -> Liaison:
    """Attach a deputy secretary-general, and his section, to a leader."""
    lock_posts(leader, deputy)
    require(policies.may_attach(leader, from_on, to_on))
    row = Liaison(deputy=deputy, leader=leader, section=section, from_on=from_on, to_on=to_on)
    save(row, by=by, at=at)
    note(
        "deputy_attached", row, by=by, at=at, payload={"deputy": deputy.code, "leader": leader.code}
    )
    return row


@transaction.atomic
def detach_deputy(*, liaison: Liaison, on: date, by: Person | None, at: datetime) -> Liaison:
    """End an attachment after the day ``on``."""
    row = Liaison.objects.select_for_update(no_key=True).get(pk=liaison.pk)
    if on < row.from_on:
        require(policies.seats.END_BEFORE_START)
    row.to_on = on
    save(row, by=by, at=at)
    note("deputy_detached", row, by=by, at=at, payload={"to_on": on.isoformat()})
    return row


def _neighbours(post_ids: list[int], day: date) -> set[int]:
    """A change of one seat also changes who may act for its AB partner's."""
    mine = Q(post_a__in=post_ids) | Q(post_b__in=post_ids)
    rows = ABPair.objects.on(day).filter(mine).values_list("post_a", "post_b")
    return {*post_ids, *(pk for row in rows for pk in row)}


def _seat(row: Appointment) -> dict[str, str]:
    return {
        "post": row.post.code,
        "person": row.person.key,
        "kind": row.kind,
        "from_on": row.from_on.isoformat(),
        "to_on": row.to_on.isoformat() if row.to_on else "",
    }


def _pair(row: ABPair) -> dict[str, str]:
    return {
        "post_a": row.post_a.code,
        "post_b": row.post_b.code,
        "from_on": row.from_on.isoformat(),
        "to_on": row.to_on.isoformat() if row.to_on else "",
    }
