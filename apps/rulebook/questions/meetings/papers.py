"""Papers before a meeting: drafted, checked, released, delivered, read (会议文件)."""

from __future__ import annotations

from apps.rulebook.provisions.clocks import Term
from apps.rulebook.provisions.kinds import Chain, Ruling
from apps.rulebook.questions.base import Question, flag, number, one_of
from apps.rulebook.questions.meetings.kinds import MEETING_KIND

__all__ = ["DELIVERY", "OPENING", "PAPERS", "PAPERS_ACCESS", "QUESTIONS"]

PARTS = {
    "member": "出席人员",
    "observer": "列席人员",
    "invitee": "受邀人员",
    "participant": "参加人员",
}

PAPERS = Question(
    key="meetings.papers",
    title="会议文件的起草、审核和批印",
    module="meetings",
    kind=Chain,
    facts=(MEETING_KIND,),
    names={"unit": "议题汇报部门"},
)
DELIVERY = Question(
    key="meetings.papers_delivery",
    title="会议文件提前多久送达",
    module="meetings",
    kind=Term,
    facts=(MEETING_KIND,),
)
PAPERS_ACCESS = Question(
    key="meetings.papers_access",
    title="可否取得某一议题的文件",
    module="meetings",
    kind=Ruling,
    facts=(
        MEETING_KIND,
        one_of("part", "参会身份", PARTS),
        flag("own_topic", "为这一议题列席"),
        flag("restricted", "议题不公开"),
    ),
)
OPENING = Question(
    key="meetings.opening",
    title="可否开始会议",
    module="meetings",
    kind=Ruling,
    facts=(MEETING_KIND, number("undelivered", "没有送达记录的人数")),
)

QUESTIONS = (PAPERS, DELIVERY, PAPERS_ACCESS, OPENING)
