"""Research topics: drafted for a leader, carried through their stages, given up with a reason."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.activity import policies, rules
from apps.activity import transitions as t
from apps.activity.models import ResearchTopic
from apps.activity.services.matters import admit, made_by, save_once
from apps.activity.services.writing import holder_on, require
from apps.core.verdicts import Refused, Verdict
from apps.core.versions import save
from apps.matters import flow
from apps.matters.flow import Transition
from apps.matters.models import Matter
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post

FIELDS = ("title", "aim", "lead_unit", "planned_on", "report", "conclusion", "result")
FIRST_YEAR = 2000


def create(
    *,
    leader: Post,
    year: int,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    form_key: uuid.UUID | None = None,
) -> ResearchTopic:
    """Enter a topic of a leader for a year; ``values`` holds title, aim, lead_unit, planned_on.

    One more than the book recommends is entered and remarked upon, not refused.
    """
    require(policies.can_record((hat,), leader.pk))
    known = made_by(ResearchTopic, form_key, by)
    if known is not None:
        return known
    day = timezone.localdate(at)
    book = rules.book_on(day)
    if book is None:
        raise Refused(rules.NO_BOOK)
    with transaction.atomic():
        topic = ResearchTopic(
            kind="research_topic", unit=leader.unit, leader=leader, year=year, drafted_by=by,
            person=holder_on(leader, _day_of(year, day), "year"), opened_at=at, latest_at=at,
            book=book.name, phase=Matter.Phase.IN_HAND, in_office=True, form_key=form_key,
            standing=dict(rules.stages(book)).get("opened", ResearchTopic.State.OPENED.label),
        )  # fmt: skip
        _fill(topic, values)
        _check(topic)
        if (other := save_once(topic, by=by, at=at)) is not None:
            found: ResearchTopic = other
            return found
        admit(topic, hat=hat, at=at)
        payload = {"title": topic.title, "leader": leader.code, "year": year}
        flow.note(topic, "created", by=by, hat=hat, at=at, payload=payload)
        return topic


def _day_of(year: int, today: dt.date) -> dt.date:
    """Return the day on which the holder of a year's topic is looked up."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return min(max(today, first), last)


def _fill(topic: ResearchTopic, values: Mapping[str, Any]) -> list[str]:
    names = [n for n in FIELDS if n in values and getattr(topic, n) != values[n]]
    for name in names:
        setattr(topic, name, values[name])
    return names


def _check(topic: ResearchTopic) -> None:
    if topic.planned_on is not None and topic.planned_on.year < topic.year:
        raise Refused(Verdict.deny("计划完成日期不得早于课题年度", field="planned_on"))


def edit(
    *,
    topic: ResearchTopic,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    version: int | None = None,
) -> ResearchTopic:
    """Change what was planned, while the topic is open; a newer version refuses the change."""
    with transaction.atomic():
        fresh = flow.lock(topic)
        require(policies.can_keep(hat, fresh))
        if fresh.phase != Matter.Phase.IN_HAND:
            raise Refused(Verdict.deny(f"课题现为“{fresh.standing}”，不能修改"))
        if version is not None and version != fresh.content_version:
            raise Refused(Verdict.deny("本课题已由他人修改，请核对后再保存"))
        names = _fill(fresh, values)
        if not names:
            return fresh
        _check(fresh)
        fresh.content_version += 1
        fresh.latest_at = at
        save(fresh, by=by, at=at)
        flow.touch(matter=fresh, at=at)
        flow.note(fresh, "edited", by=by, hat=hat, at=at, payload={"fields": names})
        return fresh


def start(*, topic: ResearchTopic, by: Person, hat: Hat, at: dt.datetime) -> ResearchTopic:
    """Begin the research."""
    return _enter(t.START, topic, by=by, hat=hat, at=at)


def report(
    *,
    topic: ResearchTopic,
    report: str,
    conclusion: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
) -> ResearchTopic:
    """Name the report and its conclusion."""
    if not report.strip():
        raise Refused(Verdict.deny("请填写调研报告的标题或者文号", field="report"))
    values = {"report": report.strip(), "conclusion": conclusion.strip()}
    return _enter(t.REPORT, topic, by=by, hat=hat, at=at, values=values)


def finish(
    *, topic: ResearchTopic, result: str, by: Person, hat: Hat, at: dt.datetime
) -> ResearchTopic:
    """Tell what the report led to; the topic is closed."""
    if not result.strip():
        raise Refused(Verdict.deny("请写明成果转化情况", field="result"))
    return _enter(t.FINISH, topic, by=by, hat=hat, at=at, values={"result": result.strip()})


def drop(
    *, topic: ResearchTopic, reason: str, by: Person, hat: Hat, at: dt.datetime
) -> ResearchTopic:
    """Give a topic up with a reason; it no longer counts."""
    if not reason.strip():
        raise Refused(Verdict.deny("请写明取消原因", field="reason"))
    return _enter(t.DROP, topic, by=by, hat=hat, at=at, opinion=reason.strip())


def _enter(
    transition: Transition,
    topic: ResearchTopic,
    *,
    values: Mapping[str, Any] | None = None,
    opinion: str = "",
    **actor: Any,
) -> ResearchTopic:
    def write(fresh: ResearchTopic) -> None:
        _fill(fresh, values or {})
        fresh.content_version += 1

    entered: ResearchTopic = flow.enter(transition, topic, opinion=opinion, write=write, **actor)
    return entered
