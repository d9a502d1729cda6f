"""Questions of 会议: which kinds there are, who convenes, how often, who signs the minutes."""

from __future__ import annotations

from apps.rulebook.provisions.clocks import Interval
from apps.rulebook.provisions.kinds import Chain, Choices, Ruling
from apps.rulebook.questions.base import Question, flag, listed, role

KINDS = Question(
    key="meetings.kinds",
    title="会议类别",
    module="meetings",
    kind=Choices,
    marks=("statutory", "government", "department", "study", "festival"),
)
CHAIR = Question(
    key="meetings.chair",
    title="由谁召集和主持",
    module="meetings",
    kind=Ruling,
    facts=(
        listed("meeting_kind", "会议类别", "meetings.kinds"),
        role("chair", "主持人"),
        flag("mandated", "有书面委托"),
    ),
)
FREQUENCY = Question(
    key="meetings.frequency",
    title="多久召开一次",
    module="meetings",
    kind=Interval,
    facts=(listed("meeting_kind", "会议类别", "meetings.kinds"),),
)
MINUTES = Question(
    key="meetings.minutes",
    title="纪要由谁审核、签发",
    module="meetings",
    kind=Chain,
    facts=(
        listed("meeting_kind", "会议类别", "meetings.kinds"),
        flag("major", "涉及重大事项"),
        flag("affects_leaders", "涉及分管领导工作"),
        flag("chaired_on_mandate", "受委托召集和主持"),
    ),
    names={"leader": "有关分管领导"},
)

QUESTIONS = (KINDS, CHAIR, FREQUENCY, MINUTES)
