"""Who attends, as what, and who may be invited (出席、列席、邀请)."""

from __future__ import annotations

from apps.rulebook.provisions.kinds import Choices, Roster, Ruling
from apps.rulebook.questions.base import Question, flag, one_of
from apps.rulebook.questions.meetings.kinds import MEETING_KIND

__all__ = ["INVITATION", "INVITEES", "ORDINARY_ACTIVITIES", "QUESTIONS", "ROSTER"]

GUESTS = {
    "leader": "本级政府领导同志",
    "lower_leader": "下级政府负责同志",
    "unit_leader": "部门、单位负责同志",
    "outsider": "系统外人员",
}

ROSTER = Question(
    key="meetings.roster",
    title="出席、列席和参加人员",
    module="meetings",
    kind=Roster,
    facts=(MEETING_KIND,),
)
INVITEES = Question(
    key="meetings.invitees",
    title="可以邀请的系统外人员",
    module="meetings",
    kind=Choices,
    facts=(MEETING_KIND,),
    marks=("press",),
)
INVITATION = Question(
    key="meetings.invitation",
    title="可否请某类人员参加",
    module="meetings",
    kind=Ruling,
    facts=(
        MEETING_KIND,
        one_of("guest", "所请人员", GUESTS),
        flag("approved", "会议已经批准"),
        flag("heads_unit", "兼任主办部门主要负责同志"),
        flag("ordinary", "经认定属于一般性活动"),
    ),
    names={"guest_name": "该同志", "unit": "主办部门"},
)
ORDINARY_ACTIVITIES = Question(
    key="meetings.ordinary_activities",
    title="一般性活动的范围",
    module="meetings",
    kind=Choices,
)

QUESTIONS = (ROSTER, INVITEES, INVITATION, ORDINARY_ACTIVITIES)
