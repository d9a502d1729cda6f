"""Which meetings there are, down to which level and in which form (会议类别、层级、形式)."""

from __future__ import annotations

from apps.rulebook.provisions.kinds import Choices
from apps.rulebook.questions.base import Question, listed

__all__ = ["FORMS", "KINDS", "LEVEL", "LEVELS", "MEETING_KIND", "QUESTIONS"]

KINDS = Question(
    key="meetings.kinds",
    title="会议类别",
    module="meetings",
    kind=Choices,
    marks=(
        "statutory",  # decides for the government: what must go to a meeting goes to one of these
        "government",  # held by the government: its rules of leave and attendance apply
        "department",  # held by a department in its own name
        "citywide",  # calls in the whole territory
        "event",  # forum, celebration, festival
        "study",
        "topics",  # its topics are settled before the notice goes out
        "papers",  # its papers are released before the meeting
        "minutes",  # its minutes are reviewed and signed
        "approval",  # is requested and approved before the notice goes out
    ),
)
MEETING_KIND = listed("meeting_kind", "会议类别", KINDS.key)
LEVELS = Question(
    key="meetings.levels",
    title="会议开到哪一级",
    module="meetings",
    kind=Choices,
)
LEVEL = listed("level", "开到哪一级", LEVELS.key)
FORMS = Question(
    key="meetings.forms",
    title="会议和学习的形式",
    module="meetings",
    kind=Choices,
    facts=(MEETING_KIND,),
    marks=("video", "asks_why"),
)

QUESTIONS = (KINDS, LEVELS, FORMS)
