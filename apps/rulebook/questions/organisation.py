"""Questions of 职责分工: who entrusts what to whom, who enters a paper, who hands work over."""

from __future__ import annotations

from apps.rulebook.provisions.kinds import Ruling
from apps.rulebook.questions.base import Question, one_of, role
from apps.rulebook.terms import Role

__all__ = ["DELEGATION", "HAND_OVER", "QUESTIONS", "RECORDING"]

MATTERS = {
    "acting_mayor": "主持政府工作",
    "special_task": "专项任务",
    "named_substitute": "指定代行",
    "topic_meeting": "召集和主持专题会议",
}
MOVERS = {
    "holder": "本岗位任职的同志",
    "head": "本单位、本科室主要负责人",
    "secretary_general": "{secretary_general}",
    "deputy_secretary_general": "联系的{deputy_secretary_general}",
    "other": "其他同志",
}
PARTIES: tuple[Role, ...] = (
    "mayor",
    "executive_vice_mayor",
    "vice_mayor",
    "secretary_general",
    "deputy_secretary_general",
    "unit_head",
    "unit_deputy",
)

DELEGATION = Question(
    key="organisation.delegation",
    title="谁可以委托谁办什么",
    module="org",
    kind=Ruling,
    facts=(
        one_of("matter", "委托的事项", MATTERS),
        role("grantor", "委托人", PARTIES),
        role("grantee", "受委托人", PARTIES),
    ),
    granted=True,
    enforced=True,
)
RECORDING = Question(
    key="organisation.recording",
    title="谁可以代录领导同志的书面委托",
    module="org",
    kind=Ruling,
    facts=(role("recorder", "登记人", PARTIES),),
    granted=True,
    enforced=True,
)
HAND_OVER = Question(
    key="organisation.hand_over",
    title="岗位的待办可以由谁移交",
    module="org",
    kind=Ruling,
    facts=(one_of("mover", "移交人", MOVERS),),
    granted=True,
    enforced=True,
)

QUESTIONS: tuple[Question, ...] = (DELEGATION, RECORDING, HAND_OVER)
