"""Writing the ledger of annual leave: when somebody began to work, and corrections."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from apps.core.verdicts import Refused, Verdict
from apps.core.versions import save
from apps.leave.models import LedgerEntry, Service
from apps.leave.periods import HALF
from apps.organisation.models import Person
from apps.trail.services import record


@transaction.atomic
def enter_service(
    *, person: Person, started_on: dt.date, by: Person | None, at: dt.datetime
) -> Service:
    """Enter, or correct, when a person took up work."""
    if started_on > timezone.localdate(at):
        raise Refused(Verdict.deny("参加工作时间不能晚于今天", field="started_on"))
    row = Service.objects.filter(person=person).first() or Service(person=person)
    row.started_on = started_on
    save(row, by=by, at=at)
    _note("service_entered", row, person, by, at, {"started_on": started_on.isoformat()})
    return row


@transaction.atomic
def adjust(
    *, person: Person, year: int, days: Decimal, note: str, by: Person | None, at: dt.datetime
) -> LedgerEntry:
    """Move days of a year's annual leave by hand: positive used up, negative given back."""
    if not note.strip():
        raise Refused(Verdict.deny("调整须写明说明", field="note"))
    if not days or days % HALF or abs(days) > 60:
        raise Refused(Verdict.deny("天数按半天计，不能为零，不超过60天", field="days"))
    row = LedgerEntry(
        person=person,
        year=year,
        kind=LedgerEntry.Kind.ADJUSTED,
        days=days,
        note=note.strip(),
        by=by,
        at=at,
    )
    save(row, by=by, at=at)
    payload: dict[str, object] = {"year": year, "days": str(days), "note": row.note}
    _note("ledger_adjusted", row, person, by, at, payload)
    return row


def _note(
    verb: str,
    row: Service | LedgerEntry,
    person: Person,
    by: Person | None,
    at: dt.datetime,
    payload: dict[str, object],
) -> None:
    record(
        verb=f"leave.{verb}",
        subject=f"{row._meta.model_name}:{row.pk}",
        at=at,
        person_key=by.key if by else "",
        person_name=by.name if by else "系统",
        payload={"person": person.key, **payload},
    )
