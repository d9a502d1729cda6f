"""Contact points of a leader: entered, changed, ended. Visits are activities."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from apps.activity.models import ContactPoint
from apps.activity.services.writing import Sort, amend, enter
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
    return enter(SORT, leader=leader, values=values, by=by, hat=hat, at=at, form_key=form_key)


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
    return amend(SORT, point, values=values, by=by, hat=hat, at=at, version=version)


def _check(row: ContactPoint, at: dt.datetime) -> None:
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


SORT = Sort(ContactPoint, FIELDS, "from_on", _check, lambda row: {"name": row.name})
