"""The ledger as a workbook: one sheet of numbers, and one for each sort of record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse

from apps.activity import rules
from apps.activity.ledger import LeaderYear, Q
from apps.core.xlsx import Column, Sheet, xlsx_response
from apps.organisation.wording import said

NUMBERS = (
    Column("领导同志", 12), Column("岗位", 16), Column("调研课题", 10, "right"),
    Column("深入基层天数", 14, "right"), Column("按进度应为", 12, "right"),
    Column("联系点", 8, "right"), Column("走访次数", 10, "right"),
    Column("接待群众", 10, "right"), Column("来信", 8, "right"), Column("待阅批", 8, "right"),
    Column("提示", 60),
)  # fmt: skip
ACTIVITIES = (
    Column("领导同志", 12), Column("类别", 12), Column("事由", 36), Column("开始日期", 12),
    Column("结束日期", 12), Column("天数", 6, "right"), Column("地点", 20), Column("举办单位", 12),
    Column("统一安排的文号", 18), Column("陪同人数", 10, "right"), Column("联系点", 18),
    Column("了解的情况和处理", 50),
)  # fmt: skip
RECEPTIONS = (
    Column("领导同志", 12), Column("日期", 12), Column("方式", 8), Column("地点", 16),
    Column("来访人", 16), Column("人数", 6, "right"), Column("反映的问题", 36),
    Column("处理意见", 40), Column("责任单位", 16), Column("办理期限", 12), Column("回访日期", 12),
    Column("办理和回访情况", 40),
)  # fmt: skip
TOPICS = (
    Column("领导同志", 12), Column("课题", 36), Column("阶段", 10), Column("协助单位", 16),
    Column("计划完成日期", 14), Column("调研报告", 30), Column("成果转化情况", 40),
)  # fmt: skip
LETTERS = (
    Column("领导同志", 12), Column("收信日期", 12), Column("来信人", 14), Column("标题", 36),
    Column("情况", 14), Column("批示", 40), Column("办理和答复情况", 40),
)  # fmt: skip


def download(years: Sequence[LeaderYear], year: int) -> HttpResponse:
    """Return the workbook of these leaders' year."""
    heading = said("{year}年{government}领导同志活动", year=year)
    sheets = [
        Sheet("总表", NUMBERS, _numbers(years), heading),
        Sheet("活动", ACTIVITIES, _activities(years)),
        Sheet("群众接待", RECEPTIONS, _receptions(years)),
        Sheet("调研课题", TOPICS, _topics(years)),
        Sheet("群众来信", LETTERS, _letters(years)),
    ]
    return xlsx_response(heading, *sheets)


def _numbers(years: Sequence[LeaderYear]) -> Iterator[Sequence[Any]]:
    for y in years:
        days, research, contacts = y.grassroots(), y.research(), y.contacts()
        remarks = [t.sentence for t in (research, days, contacts) if t.state not in ("met", "none")]
        yield (
            y.person.name, y.post.name, research.count, days.count, days.share, len(y.points),
            len(y.visits()), len(y.receptions), len(y.letters), len(y.unread()), "".join(remarks),
        )  # fmt: skip


def _activities(years: Sequence[LeaderYear]) -> Iterator[Sequence[Any]]:
    for y in years:
        kinds = dict(rules.choices(Q.KINDS, y.book))
        for a in y.activities:
            point = a.contact_point.name if a.contact_point else ""
            yield (
                y.person.name, kinds.get(a.kind, a.kind), a.title, a.from_on, a.to_on,
                0.5 if a.half_day else a.days, a.place, a.get_organiser_display(), a.arrangement,
                a.companions, point, a.findings,
            )  # fmt: skip


def _receptions(years: Sequence[LeaderYear]) -> Iterator[Sequence[Any]]:
    for y in years:
        ways = dict(rules.choices(Q.RECEPTIONS, y.book))
        for r in y.receptions:
            unit = r.unit.short_name if r.unit else ""
            yield (
                y.person.name, r.on, ways.get(r.way, r.way), r.place, r.visitors, r.visitor_count,
                r.title, r.outcome, unit, r.due_on, r.followed_on, r.follow_up,
            )  # fmt: skip


def _topics(years: Sequence[LeaderYear]) -> Iterator[Sequence[Any]]:
    for y in years:
        for t in y.topics:
            unit = t.lead_unit.short_name if t.lead_unit else ""
            yield (y.person.name, t.title, t.standing, unit, t.planned_on, t.report, t.result)


def _letters(years: Sequence[LeaderYear]) -> Iterator[Sequence[Any]]:
    for y in years:
        for x in y.letters:
            yield (
                y.person.name, x.received_on, x.writer, x.title, x.standing, x.instruction,
                x.result,
            )  # fmt: skip
