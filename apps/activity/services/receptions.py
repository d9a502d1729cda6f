"""Receptions of visitors: the register, what became of it, and pressing it on to supervision."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.activity import policies, rules
from apps.activity.models import Reception
from apps.activity.services.writing import Sort, amend, enter, locked, note, require
from apps.core.verdicts import Refused, Verdict
from apps.core.versions import save
from apps.matters import pressing
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post

FIELDS = (
    "way", "on", "place", "visitors", "visitor_count", "title", "outcome", "unit", "due_on",
)  # fmt: skip


def record(
    *,
    leader: Post,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    form_key: uuid.UUID | None = None,
) -> Reception:
    """Enter a reception in the leader's register; the same form sent twice makes one."""
    return enter(SORT, leader=leader, values=values, by=by, hat=hat, at=at, form_key=form_key)


def change(
    *,
    reception: Reception,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    version: int | None = None,
) -> Reception:
    """Change a reception; ``version`` is what the editor saw, and a newer one refuses it."""
    return amend(SORT, reception, values=values, by=by, hat=hat, at=at, version=version)


def _told(row: Reception) -> dict[str, Any]:
    return {"title": row.title, "way": row.way, "on": row.on.isoformat()}


def _check(row: Reception, at: dt.datetime) -> None:
    book = rules.book_on(row.on)
    if book is None:
        raise Refused(Verdict.deny(rules.NO_BOOK.reason, field="on"))
    refusals = []
    if row.on > timezone.localdate(at):
        refusals.append(Verdict.deny("接待之后再登记，日期不得晚于今天", field="on"))
    if row.way not in dict(rules.choices(rules.questions.RECEPTIONS, book)):
        refusals.append(Verdict.deny("现行工作规则没有这种接待方式", field="way"))
    if row.due_on is not None and row.due_on < row.on:
        refusals.append(Verdict.deny("办理期限不得早于接待日期", field="due_on"))
    if row.followed_on is not None and row.followed_on < row.on:
        refusals.append(Verdict.deny("已登记的回访早于这一日期", field="on"))
    if refusals:
        raise Refused(*refusals)


SORT = Sort(Reception, FIELDS, "on", _check, _told)


def follow(
    *, reception: Reception, on: dt.date, text: str, by: Person, hat: Hat, at: dt.datetime
) -> Reception:
    """Enter what became of it and when the visitors were told; once."""
    if not text.strip():
        raise Refused(Verdict.deny("请写明办理和回访情况", field="follow_up"))
    with transaction.atomic():
        row = locked(reception, hat=hat, version=None)
        require(policies.can_follow((hat,), row))
        if not row.on <= on <= timezone.localdate(at):
            said = "回访日期应当在接待日期之后、今天之前"
            raise Refused(Verdict.deny(said, field="followed_on"))
        row.followed_on, row.follow_up = on, text.strip()
        row.version += 1
        save(row, by=by, at=at)
        note(row, "followed", by=by, hat=hat, at=at, payload={"on": on.isoformat()})
        return row


def press(*, reception: Reception, by: Person, hat: Hat, at: dt.datetime) -> Reception:
    """Have the problem supervised, once; the item is opened by whoever offers supervision."""
    with transaction.atomic():
        row = locked(reception, hat=hat, version=None)
        require(policies.can_press((hat,), row))
        if row.supervised_by_id is not None:
            raise Refused(Verdict.deny("已转为督查事项，不重复转办"))
        book = rules.book_on(row.on)
        named = rules.pressable("reception", book) if book else None
        if named is None:
            raise Refused(Verdict.deny("工作规则没有规定接待记录可以转为督查事项"))
        opened = pressing.press(
            pressing.Cause(
                source=named.name,
                subject=row.key,
                title=row.title,
                text=row.outcome,
                leader=row.leader,
                unit=row.unit,
                due_on=row.due_on,
                cites=named.cites,
            ),
            by=by,
            hat=hat,
            at=at,
        )
        row.supervised_by_id = opened.pk
        row.version += 1
        save(row, by=by, at=at)
        note(row, "pressed", by=by, hat=hat, at=at, payload={"matter": opened.key})
        return row
