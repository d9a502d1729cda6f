"""Agreeing on a number that no rule gives; a convention is replaced from a day on, never erased."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from apps.core.versions import save
from apps.organisation import policies
from apps.organisation.authority import local_day
from apps.organisation.models import OfficeConvention, Person
from apps.organisation.services.writing import note, require
from apps.rulebook import shelf
from apps.rulebook.conventions import Place


@transaction.atomic
def agree(
    *,
    place: Place,
    value: int | None,
    from_on: date,
    reason: str,
    by: Person | None,
    at: datetime,
) -> OfficeConvention:
    """Let a number hold from a day on; refused while a case of the book would fail."""
    require(policies.may_agree(place, value, from_on, local_day(at), reason))
    what = policies.adjustable(from_on)[place]
    row = OfficeConvention(
        series=shelf.in_force(from_on).entry.series,
        key=what.key,
        path=what.path,
        title=f"{what.title}　{what.label}",
        value=value,
        from_on=from_on,
        reason=reason.strip(),
        set_by=by,
        set_at=at,
    )
    save(row, by=by, at=at)
    payload = {
        "key": what.key,
        "path": what.path,
        "before": what.value,
        "value": value,
        "from_on": from_on.isoformat(),
        "reason": row.reason,
    }
    note("convention_agreed", row, by=by, at=at, payload=payload)
    return row
