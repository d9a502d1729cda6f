"""Questions of 督查: items under supervision, inspections, what comes of them.

Owns the questions on items from whatever source (督办件) and on inspections of units (督查检查).
"""

from __future__ import annotations

from apps.rulebook.provisions.clocks import Interval, Quota, Term
from apps.rulebook.provisions.kinds import Chain, Choices, Needs, Roster, Ruling
from apps.rulebook.questions.base import Question, flag, listed, number, one_of, unit_kind

_ORIGIN = listed("origin", "来源", "supervision.sources")
_INSPECTION = listed("inspection", "类别", "supervision.inspection_kinds")
_ORGANISER = unit_kind("organiser", "组织单位")

# 督办件：从哪里来，由谁办，办到什么程度，多久反馈，办不动怎么办。

SOURCES = Question(
    key="supervision.sources",
    title="督办事项的来源",
    module="supervision",
    kind=Choices,
    marks=("superior", "decision", "instruction", "rectification", "response"),
)
HANDLING = Question(
    key="supervision.handling",
    title="督办件的办理环节",
    module="supervision",
    kind=Chain,
    facts=(_ORIGIN, flag("supported", "有协办单位")),
)
NEEDS = Question(
    key="supervision.needs",
    title="督办件应当办妥的事",
    module="supervision",
    kind=Needs,
    facts=(_ORIGIN, flag("split", "分解为子任务")),
)
LIMITS = Question(
    key="supervision.limits",
    title="督办件的办理时间",
    module="supervision",
    kind=Term,
    facts=(
        _ORIGIN,
        one_of("pace", "办理要求", {"urgent": "急", "ordinary": "一般", "hard": "复杂"}),
    ),
)
PROGRESS = Question(
    key="supervision.progress",
    title="多久反馈一次进展",
    module="supervision",
    kind=Interval,
    facts=(_ORIGIN,),
)
BLOCKER = Question(
    key="supervision.blocker",
    title="堵点由谁解决、多久升级",
    module="supervision",
    kind=Chain,
    facts=(flag("major", "影响全局或者涉及多位领导分管"),),
)
EXTENSION = Question(
    key="supervision.extension",
    title="可否延期办理",
    module="supervision",
    kind=Ruling,
    facts=(
        flag("asked_in_time", "届满以前提出"),
        flag("reasoned", "写明原因和新的期限"),
        number("times", "已经延期的次数"),
    ),
)
EXTENSION_APPROVAL = Question(
    key="supervision.extension_approval",
    title="延期由谁批准",
    module="supervision",
    kind=Chain,
    facts=(flag("instructed", "领导批示交办"), number("times", "已经延期的次数")),
)
OVERSEERS = Question(
    key="supervision.overseers",
    title="谁可以看督办件、提意见",
    module="supervision",
    kind=Roster,
    facts=(unit_kind("owner", "责任单位"),),
)
INDEPENDENCE = Question(
    key="supervision.independence",
    title="可否承担评估、复核",
    module="supervision",
    kind=Ruling,
    facts=(
        one_of("task", "任务", {"evaluation": "决策后评估", "review": "督查结论复核"}),
        flag("involved", "参加过决策以前的评估，或者参与作出结论"),
    ),
    names={"who": "该单位或者人员"},
)

# 督查检查：有哪几种，谁批准，多少次，会不会重复，结论怎样用。

INSPECTION_KINDS = Question(
    key="supervision.inspection_kinds",
    title="督查检查的类别",
    module="supervision",
    kind=Choices,
    marks=("approval", "exempt"),
)
INSPECTION = Question(
    key="supervision.inspection",
    title="可否开展督查检查",
    module="supervision",
    kind=Ruling,
    facts=(
        _INSPECTION,
        _ORGANISER,
        flag("planned", "方案写明事由、对象、时间"),
        flag("designated", "受政府指定"),
        flag("approved", "已经批准"),
    ),
)
INSPECTION_APPROVAL = Question(
    key="supervision.inspection_approval",
    title="督查检查由谁批准",
    module="supervision",
    kind=Chain,
    facts=(_ORGANISER, flag("in_plan", "已列入批准的年度计划")),
)
INSPECTIONS = Question(
    key="supervision.inspections",
    title="一年开展督查检查的次数",
    module="supervision",
    kind=Quota,
    facts=(_INSPECTION, _ORGANISER),
    names={"who": "该单位"},
)
OVERLAP = Question(
    key="supervision.overlap",
    title="是否重复督查",
    module="supervision",
    kind=Ruling,
    facts=(
        _INSPECTION,
        flag("similar", "同一对象近期有事由相近的督查检查"),
        number("elapsed", "相隔天数"),
    ),
    names={"earlier": "已有的督查检查", "target": "该对象"},
)
CONCLUSION = Question(
    key="supervision.conclusion",
    title="督查结论怎样作出、怎样用",
    module="supervision",
    kind=Chain,
    facts=(
        one_of(
            "use",
            "结果运用",
            {"none": "只反馈", "praise": "表扬激励", "criticism": "通报批评", "transfer": "移送"},
        ),
    ),
)
REVIEW_TERM = Question(
    key="supervision.review_term",
    title="对督查结论有异议的时间",
    module="supervision",
    kind=Term,
    facts=(one_of("stage", "环节", {"objection": "申请复核", "decision": "作出复核决定"}),),
)

QUESTIONS = (
    SOURCES,
    HANDLING,
    NEEDS,
    LIMITS,
    PROGRESS,
    BLOCKER,
    EXTENSION,
    EXTENSION_APPROVAL,
    OVERSEERS,
    INDEPENDENCE,
    INSPECTION_KINDS,
    INSPECTION,
    INSPECTION_APPROVAL,
    INSPECTIONS,
    OVERLAP,
    CONCLUSION,
    REVIEW_TERM,
)
