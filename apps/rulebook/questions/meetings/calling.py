"""Who calls a meeting, who approves it, when the notice may go out, what may change afterwards."""

from __future__ import annotations

from apps.rulebook.provisions.kinds import Chain, Needs, Ruling
from apps.rulebook.questions.base import Question, flag, number, one_of, role
from apps.rulebook.questions.meetings.kinds import LEVEL, MEETING_KIND

__all__ = [
    "APPROVER",
    "CHAIR",
    "CHANGE",
    "NOTICE",
    "ORGANISER",
    "QUESTIONS",
    "REQUEST",
    "REQUEST_NEEDS",
]

ELEMENTS = {
    "kind": "会议类别",
    "topics": "议题",
    "papers": "会议文件",
    "time_and_place": "时间地点",
    "attendees": "参会人员",
}

ORGANISER = Question(
    key="meetings.organiser",
    title="由谁建立会议、负责组织",
    module="meetings",
    kind=Ruling,
    facts=(MEETING_KIND, flag("by_office", "由政府办公室组织")),
    names={"unit": "该单位"},
)
CHAIR = Question(
    key="meetings.chair",
    title="由谁召集和主持",
    module="meetings",
    kind=Ruling,
    facts=(
        MEETING_KIND,
        role(
            "chair",
            "主持人",
            (
                "mayor",
                "executive_vice_mayor",
                "vice_mayor",
                "secretary_general",
                "deputy_secretary_general",
                "unit_head",
                "unit_deputy",
            ),
        ),
        flag("mandated", "有书面委托，写明主持这次或者这类会议"),
    ),
    names={"mandator": "领导同志"},
)
REQUEST = Question(
    key="meetings.request",
    title="召开会议的报批次序",
    module="meetings",
    kind=Chain,
    facts=(MEETING_KIND, LEVEL, flag("invites_lower", "请下级政府负责同志参加")),
    names={"leader": "分管领导同志", "unit": "主办部门"},
)
REQUEST_NEEDS = Question(
    key="meetings.request_needs",
    title="会议请示应当具备的内容",
    module="meetings",
    kind=Needs,
    facts=(MEETING_KIND, number("participants", "参会人数")),
)
APPROVER = Question(
    key="meetings.approver",
    title="会议和活动由谁批准",
    module="meetings",
    kind=Chain,
    facts=(
        MEETING_KIND,
        LEVEL,
        flag("invites_lower", "请下级政府负责同志参加"),
        number("participants", "参会人数"),
        number("days", "会期天数"),
    ),
    names={"leader": "分管领导同志"},
)
NOTICE = Question(
    key="meetings.notice",
    title="可否发出会议通知",
    module="meetings",
    kind=Ruling,
    facts=(
        MEETING_KIND,
        LEVEL,
        flag("by_office", "由政府办公室发出"),
        flag("approved", "已经批准"),
        flag("settled", "议题已经确定"),
    ),
)
CHANGE = Question(
    key="meetings.change",
    title="可否直接更改会议事项",
    module="meetings",
    kind=Ruling,
    facts=(
        MEETING_KIND,
        one_of("element", "更改的内容", ELEMENTS),
        flag("notified", "会议通知已经发出"),
        flag("released", "会议文件已经批印"),
    ),
)

QUESTIONS = (ORGANISER, CHAIR, REQUEST, REQUEST_NEEDS, APPROVER, NOTICE, CHANGE)
