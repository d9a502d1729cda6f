"""Questions of 领导活动: research, grass roots, visitors and letters, simple trips, events."""

from __future__ import annotations

from apps.rulebook.provisions.clocks import Quota
from apps.rulebook.provisions.kinds import Choices, Ruling
from apps.rulebook.questions.base import Question, flag, listed, one_of, role
from apps.rulebook.questions.words import CAPACITIES

_WHO = role("leader_role", "领导岗位")
ORGANISERS = {
    "government": "政府或者部门",
    "party": "党委",
    "society": "社团组织",
    "intermediary": "社会中介机构",
    "enterprise": "企业",
    "other": "其他单位",
}

KINDS = Question(
    key="activity.kinds",
    title="领导活动有哪些类别",
    module="activity",
    kind=Choices,
    enforced=True,
    marks=("foreign", "grassroots", "contact", "research"),
)
ENTRY = Question(
    key="activity.entry",
    title="这项活动能不能参加、登记",
    module="activity",
    kind=Ruling,
    enforced=True,
    facts=(
        listed("activity_kind", "活动类别", "activity.kinds"),
        flag("arranged", "有统一安排"),
        one_of("organiser", "举办单位", ORGANISERS),
        flag("for_profit", "营利性"),
    ),
)
RESEARCH = Question(
    key="activity.research_topics",
    title="一年主持几个重点调研课题",
    module="activity",
    kind=Quota,
    enforced=True,
    facts=(_WHO,),
)
TOPIC_STATES = Question(
    key="activity.topic_states",
    title="调研课题的阶段",
    module="activity",
    kind=Choices,
    enforced=True,
    marks=("opened", "finished"),
)
GRASSROOTS = Question(
    key="activity.grassroots_days",
    title="一年下基层多少天",
    module="activity",
    kind=Quota,
    enforced=True,
    facts=(_WHO,),
)
HALF_DAY = Question(
    key="activity.half_day_counts_whole",
    title="下基层半天算不算一天",
    module="activity",
    kind=Ruling,
    enforced=True,
)
CONTACTS = Question(
    key="activity.contact_visits",
    title="一年走访联系点几次",
    module="activity",
    kind=Quota,
    enforced=True,
    facts=(_WHO,),
)
RECEPTIONS = Question(
    key="activity.receptions",
    title="接待群众的方式",
    module="activity",
    kind=Choices,
    enforced=True,
)
RECEPTION_COUNT = Question(
    key="activity.reception_count",
    title="一季度接待群众几次",
    module="activity",
    kind=Quota,
    enforced=True,
    facts=(listed("reception", "接待方式", "activity.receptions"),),
)
LETTER = Question(
    key="activity.letter_instruction",
    title="群众来信由谁批示",
    module="activity",
    kind=Ruling,
    enforced=True,
    facts=(flag("addressee", "来信写给本人"), one_of("capacity", "办理身份", CAPACITIES)),
)
ESCALATION = Question(
    key="activity.to_supervision",
    title="哪些记录可以转为督查事项",
    module="activity",
    kind=Choices,
    enforced=True,
)
COMPANIONS = Question(
    key="activity.companions",
    title="陪同人员几人为宜",
    module="activity",
    kind=Quota,
    enforced=True,
    facts=(listed("activity_kind", "活动类别", "activity.kinds"),),
)

QUESTIONS = (
    KINDS, ENTRY, RESEARCH, TOPIC_STATES, GRASSROOTS, HALF_DAY, CONTACTS, RECEPTIONS,
    RECEPTION_COUNT, LETTER, ESCALATION, COMPANIONS,
)  # fmt: skip
