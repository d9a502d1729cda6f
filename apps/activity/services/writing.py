"""How every record is written: one transaction, a version, an event of the trail.

Owns the lock of a record and the guard against forms sent twice. Refuses to decide: policies and
the book have been asked before.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, transaction

from apps.activity import policies
from apps.activity.models import Record
from apps.core.verdicts import Refused, Verdict
from apps.core.versions import save
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
    fresh: R = rows.objects.select_for_update(no_key=True).get(pk=record.pk)
    require(policies.can_change((hat,), fresh))
    if version is not None and version != fresh.version:
        raise Refused(STALE)
    return fresh


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


@dataclass(frozen=True)
class Sort(Generic[R]):
    """One sort of record: its fields, the field of its day, what is checked, what the trail keeps.

    ``check`` raises Refused with what is wrong with the record, or with what the book forbids.
    """

    model: type[R]
    fields: tuple[str, ...]
    day: str
    check: Callable[[R, dt.datetime], None]
    told: Callable[[R], dict[str, Any]]


def enter(
    sort: Sort[R],
    *,
    leader: Post,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    form_key: uuid.UUID | None,
) -> R:
    """Enter a record of a leader; the same form sent twice makes one."""
    require(policies.can_record((hat,), leader.pk))
    known = made_by(sort.model, form_key, by)
    if known is not None:
        return known
    with transaction.atomic():
        row = sort.model(leader=leader, recorded_by=by, recorded_at=at, form_key=form_key)
        changed(row, {n: values[n] for n in sort.fields if n in values})
        row.person = holder_on(leader, getattr(row, sort.day), sort.day)
        sort.check(row, at)
        try:
            with transaction.atomic():
                save(row, by=by, at=at)
        except IntegrityError:  # the same form at the same instant: the other one made it
            if (known := made_by(sort.model, form_key, by)) is None:
                raise
            return known
        note(row, "recorded", by=by, hat=hat, at=at, payload=sort.told(row))
        return row


def amend(
    sort: Sort[R],
    record: R,
    *,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    version: int | None,
) -> R:
    """Change a record; ``version`` is what the editor saw, and a newer one refuses the change."""
    with transaction.atomic():
        row = locked(record, hat=hat, version=version)
        names = changed(row, {n: values[n] for n in sort.fields if n in values})
        if not names:
            return row
        row.person = holder_on(row.leader, getattr(row, sort.day), sort.day)
        sort.check(row, at)
        row.version += 1
        save(row, by=by, at=at)
        payload = {**sort.told(row), "fields": names}
        note(row, "changed", by=by, hat=hat, at=at, payload=payload)
        return row


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
