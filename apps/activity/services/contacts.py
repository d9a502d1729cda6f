"""Contact points of a leader: entered, changed, ended. Visits are activities."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from apps.activity import policies
from apps.activity.models import ContactPoint
from apps.activity.services.writing import changed, holder_on, locked, made_by, note, require, save
from apps.core.verdicts import Refused, Verdict
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post

FIELDS = ("name", "sort", "place", "from_on", "to_on")


def record(
    *,
    leader: Post,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    form_key: uuid.UUID | None = None,
) -> ContactPoint:
    """Enter a contact point of a leader; the same form sent twice makes one."""
    require(policies.can_record((hat,), leader.pk))
    known = made_by(ContactPoint, form_key, by)
    if known is not None:
        return known
    with transaction.atomic():
        row = ContactPoint(leader=leader, recorded_by=by, recorded_at=at, form_key=form_key)
        changed(row, {n: values[n] for n in FIELDS if n in values})
        row.person = holder_on(leader, row.from_on, "from_on")
        _check(row)
        save(row, by=by, at=at)
        note(row, "recorded", by=by, hat=hat, at=at, payload={"name": row.name})
        return row


def change(
    *,
    point: ContactPoint,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    version: int | None = None,
) -> ContactPoint:
    """Change a contact point, or end it by its last day; visits outside the period refuse it."""
    with transaction.atomic():
        row = locked(point, hat=hat, version=version)
        names = changed(row, {n: values[n] for n in FIELDS if n in values})
        if not names:
            return row
        row.person = holder_on(row.leader, row.from_on, "from_on")
        _check(row)
        row.version += 1
        save(row, by=by, at=at)
        payload = {"name": row.name, "fields": names}
        note(row, "changed", by=by, hat=hat, at=at, payload=payload)
        return row


def _check(row: ContactPoint) -> None:
    if row.to_on is not None and row.to_on < row.from_on:
        raise Refused(Verdict.deny("调整日期不得早于确定日期", field="to_on"))
    if row.pk is None:
        return
    visits = row.visits.standing()
    outside = visits.filter(from_on__lt=row.from_on).first()
    if outside is None and row.to_on is not None:
        outside = visits.filter(from_on__gt=row.to_on).first()
    if outside is not None:
        day = outside.from_on
        said = f"{day.year}年{day.month}月{day.day}日登记过走访，联系期应当包括这一天"
        raise Refused(Verdict.deny(said, field="to_on" if row.to_on else "from_on"))
