"""What a meeting deals with: business, gates, how a topic is settled, how it ends (议题)."""

from __future__ import annotations

from apps.rulebook.provisions.kinds import Chain, Choices, Needs
from apps.rulebook.questions.base import Question, flag, listed, number
from apps.rulebook.questions.meetings.kinds import MEETING_KIND

__all__ = ["CATEGORIES", "GATES", "MATTERS", "QUESTIONS", "RESULTS", "TOPICS", "TOPIC_NEEDS"]

CATEGORIES = Question(
    key="meetings.categories",
    title="会议的主要任务（议题类别）",
    module="meetings",
    kind=Choices,
    facts=(MEETING_KIND,),
    marks=(
        "informative",  # nothing is put to a decision
        "described",  # the choice needs words of explanation
    ),
)
MATTERS = Question(
    key="meetings.matters",
    title="议题类别之下的具体事项",
    module="meetings",
    kind=Choices,
    facts=(listed("category", "议题类别", CATEGORIES.key),),
)
GATES = Question(
    key="meetings.gates",
    title="须先经会议讨论的事项",
    module="meetings",
    kind=Needs,
    facts=(
        MEETING_KIND,
        listed("matter", "具体事项", MATTERS.key),
        number("amount", "涉及金额（万元）"),
    ),
)
TOPICS = Question(
    key="meetings.topics",
    title="议题怎样提出和确定",
    module="meetings",
    kind=Chain,
    facts=(
        MEETING_KIND,
        flag("disagreement", "部门之间经协调仍有分歧"),
        flag("chaired_on_mandate", "受委托召集和主持"),
    ),
    names={"leader": "分管领导同志", "mandator": "委托的领导同志", "unit": "提交议题的部门"},
)
TOPIC_NEEDS = Question(
    key="meetings.topic_needs",
    title="议题上会前应当办妥的事",
    module="meetings",
    kind=Needs,
    facts=(
        MEETING_KIND,
        flag("described", "所选类别须作说明"),
        flag("touches_others", "涉及其他部门"),
        flag("disagreement", "部门之间经协调仍有分歧"),
    ),
    names={"others": "有关部门", "leader": "分管领导同志"},
)
RESULTS = Question(
    key="meetings.results",
    title="议题的审议结果",
    module="meetings",
    kind=Choices,
    facts=(MEETING_KIND, flag("informative", "传达、部署、通报类议题")),
    marks=(
        "adopted",
        "amended",  # adopted, to be revised before it is issued
        "withdrawn",
        "noted",
        "vote",  # votes are counted
    ),
)

QUESTIONS = (CATEGORIES, MATTERS, GATES, TOPICS, TOPIC_NEEDS, RESULTS)
