"""Questions of 建议提案: suggestions, proposals, and questions put by the congress."""

from __future__ import annotations

from apps.rulebook.provisions.clocks import Quota, Term
from apps.rulebook.provisions.kinds import Chain, Choices, Needs, Ruling
from apps.rulebook.questions.base import Question, flag, listed, number, one_of

_KIND = listed("proposal_kind", "类别", "proposals.kinds")
_HANDLING = one_of(
    "handling",
    "办理方式",
    {"alone": "单独办理", "joint": "主办会办", "separate": "分别办理"},
)

KINDS = Question(
    key="proposals.kinds",
    title="建议提案的类别",
    module="proposals",
    kind=Choices,
    marks=("suggestion", "interpellation", "deputies", "cppcc"),
)
HANDLING = Question(
    key="proposals.handling",
    title="建议提案的办理环节",
    module="proposals",
    kind=Chain,
    facts=(_KIND, _HANDLING),
)
NEEDS = Question(
    key="proposals.needs",
    title="答复、办结以前应当办妥的事",
    module="proposals",
    kind=Needs,
    facts=(_KIND, _HANDLING),
)
COMMUNICATIONS = Question(
    key="proposals.communications",
    title="与代表、委员沟通的次数",
    module="proposals",
    kind=Quota,
    facts=(_KIND,),
)
LIMITS = Question(
    key="proposals.limits",
    title="建议提案的办理时间",
    module="proposals",
    kind=Term,
    facts=(
        _KIND,
        one_of(
            "stage",
            "环节",
            {
                "objection": "异议退回",
                "co_opinion": "会办意见",
                "reply": "答复",
                "rehandling": "重新办理",
            },
        ),
        flag("extended", "经同意延期"),
    ),
)
EXTENSION = Question(
    key="proposals.extension",
    title="可否延期答复",
    module="proposals",
    kind=Ruling,
    facts=(
        _KIND,
        flag("asked_in_time", "届满以前提出"),
        flag("wide_or_difficult", "涉及面广、处理难度大，并写明情况"),
        number("times", "已经延期的次数"),
    ),
)
EXTENSION_APPROVAL = Question(
    key="proposals.extension_approval",
    title="延期答复由谁同意",
    module="proposals",
    kind=Chain,
    facts=(_KIND,),
)
RESULTS = Question(
    key="proposals.results",
    title="办理结果的类别",
    module="proposals",
    kind=Choices,
    marks=("solved", "promised", "explained"),
)
SATISFACTION = Question(
    key="proposals.satisfaction",
    title="代表、委员的评价",
    module="proposals",
    kind=Choices,
    marks=("rehandle",),
)

QUESTIONS = (
    KINDS,
    HANDLING,
    NEEDS,
    COMMUNICATIONS,
    LIMITS,
    EXTENSION,
    EXTENSION_APPROVAL,
    RESULTS,
    SATISFACTION,
)
