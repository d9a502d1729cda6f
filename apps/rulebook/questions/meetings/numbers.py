"""How often meetings are held, how many in a year, how large and how long (频次、数量、规模)."""

from __future__ import annotations

from apps.rulebook.provisions.clocks import Interval, Quota
from apps.rulebook.questions.base import Question, one_of
from apps.rulebook.questions.meetings.kinds import MEETING_KIND

__all__ = ["FREQUENCY", "QUESTIONS", "SCALE", "YEARLY"]

FREQUENCY = Question(
    key="meetings.frequency",
    title="多久召开一次",
    module="meetings",
    kind=Interval,
    facts=(MEETING_KIND,),
)
YEARLY = Question(
    key="meetings.yearly",
    title="每年召开几次",
    module="meetings",
    kind=Quota,
    facts=(MEETING_KIND,),
    names={"host": "召开单位"},
)
SCALE = Question(
    key="meetings.scale",
    title="会议规模和时间",
    module="meetings",
    kind=Quota,
    facts=(
        MEETING_KIND,
        one_of("measured", "计量内容", {"participants": "参会人数", "minutes": "会议时长（分钟）"}),
    ),
)

QUESTIONS = (FREQUENCY, YEARLY, SCALE)
