"""How every record is written: one transaction, a version, an event of the trail.

Owns the lock of a record and the guard against forms sent twice. Refuses to decide: policies and
the book have been asked before.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, TypeVar

from django.db import transaction

from apps.activity import policies
from apps.activity.models import Record
from apps.core.verdicts import Refused, Verdict
from apps.organisation.authority import Hat
from apps.organisation.models import Appointment, Person, Post
from apps.trail.services import record as trail

R = TypeVar("R", bound=Record)
STALE = Verdict.deny("此条记录已由他人修改，请核对后再保存")


def require(*verdicts: Verdict) -> None:
    """Raise Refused with every refusal among the verdicts."""
    if not all(verdicts):
        raise Refused(*verdicts)


def holder_on(leader: Post, day: dt.date, field: str) -> Person:
    """Return who held the leader's post on a day; Refused where nobody did."""
    rows = Appointment.objects.on(day).filter(post=leader).select_related("person")
    held = rows.order_by("-from_on").first()
    if held is None:
        raise Refused(
            Verdict.deny(f"{day.month}月{day.day}日{leader.name}岗位没有人任职", field=field)
        )
    return held.person


def made_by(model: type[R], form_key: uuid.UUID | None, by: Person) -> R | None:
    """Return the record that this form has made already; somebody else's form is refused."""
    rows: Any = model
    known: R | None = rows.objects.filter(form_key=form_key).first() if form_key else None
    if known is not None and known.recorded_by_id != by.pk:
        raise Refused(Verdict.deny("此表单已由他人提交，请重新打开登记页面"))
    return known


def locked(record: R, *, hat: Hat, version: int | None) -> R:
    """Lock a record, freshly read; Refused where it may not be changed or changed meanwhile."""
    rows: Any = type(record)
    fresh: R = rows.objects.select_for_update().get(pk=record.pk)
    require(policies.can_change((hat,), fresh))
    if version is not None and version != fresh.version:
        raise Refused(STALE)
    return fresh


def save(row: Record, *, by: Person, at: dt.datetime) -> None:
    """Save a record; its version carries the actor and the instant."""
    row._history_user = by  # type: ignore[attr-defined]
    row._history_date = at  # type: ignore[attr-defined]
    row.save()


def changed(row: Record, values: dict[str, Any]) -> list[str]:
    """Set the values on a record and return the names of those that differ."""
    names = [name for name, value in values.items() if getattr(row, name) != value]
    for name in names:
        setattr(row, name, values[name])
    return names


def note(
    row: Record, verb: str, *, by: Person, hat: Hat, at: dt.datetime, payload: dict[str, Any]
) -> None:
    """Write the act into the trail; ``by`` under ``hat`` for the leader of the record."""
    trail(
        verb=f"{row._meta.model_name}.{verb}",
        subject=row.key,
        at=at,
        person_key=by.key,
        person_name=by.name,
        hat=hat.as_dict(),
        payload={"leader": row.leader.code, "for": row.person.name, **payload},
    )


def void(*, record: R, reason: str, by: Person, hat: Hat, at: dt.datetime) -> R:
    """Strike out a wrong record with a reason; it stays and no longer counts."""
    if not reason.strip():
        raise Refused(Verdict.deny("请写明作废原因", field="reason"))
    with transaction.atomic():
        fresh = locked(record, hat=hat, version=None)
        fresh.voided_at, fresh.void_reason = at, reason.strip()
        fresh.version += 1
        save(fresh, by=by, at=at)
        note(fresh, "voided", by=by, hat=hat, at=at, payload={"reason": reason.strip()})
        return fresh
