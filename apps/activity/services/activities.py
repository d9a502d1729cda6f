"""Entering what a leader did: one day or several, refused where the book refuses, no override."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from apps.activity import rules
from apps.activity.models import Activity
from apps.activity.services.writing import Sort, amend, enter
from apps.core.verdicts import Cite, Refused, Verdict
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post

FIELDS = (
    "kind", "title", "from_on", "to_on", "half_day", "place", "organiser", "for_profit",
    "arrangement", "companions", "contact_point", "topic", "findings",
)  # fmt: skip
LONGEST = 92


def record(
    *,
    leader: Post,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    form_key: uuid.UUID | None = None,
) -> Activity:
    """Enter an activity of a leader; ``values`` holds FIELDS.

    A second call with the same ``form_key`` returns what the first one made. Raises Refused with
    every refusal of the book; nobody may override one.
    """
    return enter(SORT, leader=leader, values=values, by=by, hat=hat, at=at, form_key=form_key)


def change(
    *,
    activity: Activity,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    version: int | None = None,
) -> Activity:
    """Change an activity; ``version`` is what the editor saw, and a newer one refuses it."""
    return amend(SORT, activity, values=values, by=by, hat=hat, at=at, version=version)


def _told(row: Activity) -> dict[str, Any]:
    """Return what the trail keeps of an activity."""
    return {
        "title": row.title,
        "kind": row.kind,
        "from": row.from_on.isoformat(),
        "to": row.to_on.isoformat(),
    }


def _check(row: Activity, at: dt.datetime) -> None:
    """Raise Refused with what is wrong with the record, and with what the book forbids."""
    book = rules.book_on(row.from_on)
    if book is None:
        raise Refused(rules.NO_BOOK)
    refusals = [*_shape(row), *_belongs(row, rules.marked(book, "contact"))]
    if row.kind not in dict(rules.choices(rules.questions.KINDS, book)):
        refusals.append(Verdict.deny("现行工作规则没有这一类活动", field="kind"))
    else:
        refusals += rules.entry(row, book)
    if refusals:
        raise Refused(*refusals)


def _shape(row: Activity) -> list[Verdict]:
    if row.to_on < row.from_on:
        return [Verdict.deny("结束日期不得早于开始日期", field="to_on")]
    found = []
    if row.days > LONGEST:
        found.append(Verdict.deny(f"一条记录不超过{LONGEST}天，请分次登记", field="to_on"))
    if row.half_day and row.days > 1:
        found.append(Verdict.deny("半天的活动只填一个日期", field="half_day"))
    return found


def _belongs(row: Activity, contact: frozenset[str]) -> list[Verdict]:
    """Return the refusals about what the activity is said to belong to."""
    point, topic = row.contact_point, row.topic
    found = []
    if row.kind in contact and point is None:
        found.append(Verdict.deny("请选择走访的联系点", field="contact_point"))
    elif point is not None and (point.leader_id != row.leader_id or point.is_void):
        found.append(Verdict.deny("所选联系点不是这位领导同志的", field="contact_point"))
    elif point is not None and not point.holds_on(row.from_on):
        found.append(Verdict.deny("这一天不在该联系点的联系期内", field="contact_point"))
    if topic is not None and topic.leader_id != row.leader_id:
        found.append(Verdict.deny("所选课题不是这位领导同志的", field="topic"))
    return found


SORT = Sort(Activity, FIELDS, "from_on", _check, _told)


def note_of(row: Activity) -> tuple[str, tuple[Cite, ...]]:
    """Return what the book remarks on an activity that stands, with its clauses."""
    book = rules.book_on(row.from_on)
    number = rules.companions(row, book) if book else None
    return (number.sentence, number.cites) if number and number.state == "over" else ("", ())
