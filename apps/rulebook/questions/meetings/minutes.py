"""Who reviews and signs the minutes, who is asked before, what counts as major (纪要)."""

from __future__ import annotations

from apps.rulebook.provisions.clocks import Term
from apps.rulebook.provisions.kinds import Chain, Choices, Ruling
from apps.rulebook.questions.base import Question, flag, one_of, role
from apps.rulebook.questions.meetings.kinds import MEETING_KIND

__all__ = ["IMPORTANCE", "MAJOR_MATTERS", "MINUTES", "MINUTES_REPLY", "QUESTIONS"]

SUBJECTS = {"minutes": "纪要涉及重大事项", "document": "上报文件重要"}
CHANGES = {"raise": "认定为重大或者重要", "lower": "改为一般"}

MINUTES = Question(
    key="meetings.minutes",
    title="纪要由谁审核、签发",
    module="meetings",
    kind=Chain,
    facts=(
        MEETING_KIND,
        flag("affects_leaders", "涉及其他领导同志分管的工作"),
        flag("major", "涉及重大事项"),
        flag("chaired_by_head", "由政府主要负责同志主持"),
        flag("chaired_on_mandate", "受委托召集和主持"),
        flag("signing_mandated", "主要负责同志外出，书面委托写明可以代签纪要"),
    ),
    names={"leader": "有关分管领导同志", "mandator": "委托的领导同志", "chair": "会议主持人"},
)
MINUTES_REPLY = Question(
    key="meetings.minutes_reply",
    title="纪要征求意见的答复时间",
    module="meetings",
    kind=Term,
    facts=(MEETING_KIND,),
)
IMPORTANCE = Question(
    key="meetings.importance",
    title="重大、重要由谁认定和改变",
    module="meetings",
    kind=Ruling,
    facts=(
        one_of("subject", "认定的对象", SUBJECTS),
        one_of("change", "认定或者改变", CHANGES),
        role(
            "by",
            "认定人",
            (
                "mayor",
                "chair",
                "portfolio_leader",
                "secretary_general",
                "deputy_secretary_general",
                "office",
                "unit_head",
            ),
        ),
    ),
)
MAJOR_MATTERS = Question(
    key="meetings.major_matters",
    title="提示为重大事项的情形",
    module="meetings",
    kind=Choices,
)

QUESTIONS = (MINUTES, MINUTES_REPLY, IMPORTANCE, MAJOR_MATTERS)
