"""Absences: recorded, approved, changed, ended (销假); each switches hats by being a fact."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from apps.core.verdicts import Verdict
from apps.core.versions import save
from apps.organisation import policies
from apps.organisation.authority import local_day
from apps.organisation.models import Absence, Appointment, Person
from apps.organisation.services.linked import linked_posts
from apps.organisation.services.writing import announce, note, require
from apps.organisation.vocabulary import LEADER_ROLES


@transaction.atomic
def record_absence(
    *,
    person: Person,
    kind: str,
    from_at: datetime,
    to_at: datetime,
    by: Person | None,
    at: datetime,
    leaves_city: bool = True,
    destination: str = "",
    reason: str = "",
    approved_by: Person | None = None,
    approved_at: datetime | None = None,
) -> Absence:
    """Enter an absence from ``from_at`` to ``to_at`` (excluded); unapproved it has no effect.

    ``approved_at`` makes it an approved one; nobody approves his own.
    """
    _lock(person)
    require(
        policies.may_record_absence(person, from_at, to_at),
        _approver(person, approved_by),
    )
    row = Absence(
        person=person,
        kind=kind,
        leaves_city=leaves_city,
        destination=destination,
        from_at=from_at,
        to_at=to_at,
        reason=reason,
        approved_at=approved_at,
        approved_by=approved_by,
    )
    save(row, by=by, at=at)
    note("absence_recorded", row, by=by, at=at, payload=_facts(row))
    if approved_at:
        announce(_posts(row), at, from_at, to_at, at=at)
    return row


@transaction.atomic
def approve_absence(*, absence: Absence, by: Person | None, at: datetime) -> Absence:
    """Approve a recorded absence: from now on it switches the substitute on and off."""
    row = Absence.objects.select_for_update(no_key=True).select_related("person").get(pk=absence.pk)
    if row.approved_at:
        require(Verdict.deny("该外出已经批准"))
    require(_approver(row.person, by))
    row.approved_at, row.approved_by = at, by
    save(row, by=by, at=at)
    note("absence_approved", row, by=by, at=at, payload=_facts(row))
    announce(_posts(row), at, row.from_at, row.to_at, at=at)
    return row


@transaction.atomic
def change_absence(
    *, absence: Absence, from_at: datetime, to_at: datetime, by: Person | None, at: datetime
) -> Absence:
    """Move, extend or shorten an absence that has not been ended."""
    _lock(absence.person)
    row = Absence.objects.select_for_update(no_key=True).select_related("person").get(pk=absence.pk)
    if row.ended_at:
        require(Verdict.deny("已经销假，不能再改；请另行登记"))
    require(policies.may_record_absence(row.person, from_at, to_at, exclude=row.pk))
    before, posts = (row.from_at, row.to_at), _posts(row)
    row.from_at, row.to_at = from_at, to_at
    save(row, by=by, at=at)
    note("absence_changed", row, by=by, at=at, payload=_facts(row))
    if row.approved_at:
        announce(posts | _posts(row), at, *before, from_at, to_at, at=at)
    return row


@transaction.atomic
def end_absence(
    *, absence: Absence, by: Person | None, at: datetime, ended_at: datetime | None = None
) -> Absence:
    """Report the return (销假), by default now: the substitute's hat ends at once."""
    row = Absence.objects.select_for_update(no_key=True).select_related("person").get(pk=absence.pk)
    if row.ended_at:
        require(Verdict.deny("已经销假"))
    row.ended_at = ended_at or at
    save(row, by=by, at=at)
    note("absence_ended", row, by=by, at=at, payload=_facts(row))
    if row.approved_at:
        announce(_posts(row), row.ended_at, at=at)
    return row


def _lock(person: Person) -> None:
    list(Person.objects.select_for_update(no_key=True).filter(pk=person.pk).values_list("pk"))


def _approver(person: Person, approved_by: Person | None) -> Verdict:
    if approved_by is not None and approved_by.pk == person.pk:
        return policies.absences.OWN_APPROVAL
    return Verdict.allow()


def _posts(row: Absence) -> set[int]:
    """Posts that change hands: the person's own, their partners', those he was to act for."""
    days = (local_day(row.from_at), local_day(row.to_at))
    own = Appointment.objects.overlapping(*days)
    own = own.filter(person=row.person, post__role__in=LEADER_ROLES)
    mine = set(own.values_list("post", flat=True))
    return mine | linked_posts(mine, row.from_at, row.to_at)


def _facts(row: Absence) -> dict[str, object]:
    return {
        "person": row.person.key,
        "kind": row.kind,
        "leaves_city": row.leaves_city,
        "from_at": row.from_at.isoformat(),
        "to_at": row.to_at.isoformat(),
        "ended_at": row.ended_at.isoformat() if row.ended_at else "",
        "approved_at": row.approved_at.isoformat() if row.approved_at else "",
    }
