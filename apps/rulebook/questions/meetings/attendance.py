"""Staying away from a meeting: leave, filing, standing in, and how many must be there (请假)."""

from __future__ import annotations

from apps.rulebook.provisions.clocks import Quota
from apps.rulebook.provisions.kinds import Chain, Ruling
from apps.rulebook.questions.base import Question, flag, one_of, role
from apps.rulebook.questions.meetings.kinds import MEETING_KIND

__all__ = ["ABSENCE", "ABSENCE_ROUTE", "ATTENDANCE", "QUESTIONS", "QUORUM", "STAND_IN"]

ABSENTEE = role(
    "absentee",
    "请假人",
    (
        "mayor",
        "executive_vice_mayor",
        "vice_mayor",
        "secretary_general",
        "deputy_secretary_general",
        "unit_head",
        "unit_deputy",
    ),
)
COUNTED = {"members": "全体组成人员", "deputies": "政府副职"}

ABSENCE = Question(
    key="meetings.absence",
    title="可否请假",
    module="meetings",
    kind=Ruling,
    facts=(MEETING_KIND, ABSENTEE, flag("started", "会议已经开始")),
)
ABSENCE_ROUTE = Question(
    key="meetings.absence_route",
    title="会议请假手续",
    module="meetings",
    kind=Chain,
    facts=(MEETING_KIND, ABSENTEE),
    names={"person": "该同志"},
)
STAND_IN = Question(
    key="meetings.stand_in",
    title="可否由他人代会",
    module="meetings",
    kind=Ruling,
    facts=(MEETING_KIND, ABSENTEE),
)
ATTENDANCE = Question(
    key="meetings.attendance",
    title="个人到会率（百分比）",
    module="meetings",
    kind=Quota,
    facts=(MEETING_KIND,),
    names={"person": "该同志"},
)
QUORUM = Question(
    key="meetings.quorum",
    title="法定到会比例（百分比）",
    module="meetings",
    kind=Quota,
    facts=(MEETING_KIND, one_of("counted", "计算范围", COUNTED)),
)

QUESTIONS = (ABSENCE, ABSENCE_ROUTE, STAND_IN, ATTENDANCE, QUORUM)
