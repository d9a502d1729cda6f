"""Questions of 公文: what documents go through beyond the two built procedures.

Owns the questions on consultation, normative documents of departments, the restraint of paper,
what is reported upward, and what is written in a leader's name.
"""

from __future__ import annotations

from apps.rulebook.provisions.clocks import Quota, Term
from apps.rulebook.provisions.kinds import Chain, Choices, Needs, Ruling
from apps.rulebook.questions.base import (
    Question,
    document_kind,
    flag,
    listed,
    number,
    one_of,
    role,
    unit_kind,
)

_ABOUT = one_of(
    "about",
    "征求什么",
    {
        "opinion": "征求意见",
        "cosign": "会签",
        "legality": "合法性审核",
        "minutes": "对纪要的意见",
    },
)

# 征求意见：没有回复算什么，延期怎样商定，分歧由谁协调。

SILENCE = Question(
    key="consultation.silence",
    title="没有回复算不算无不同意见",
    module="documents",
    kind=Ruling,
    facts=(
        _ABOUT,
        flag("overdue", "已过回复期限"),
        flag("postponed", "已商定延期，新的期限未到"),
    ),
    names={"unit": "被征求意见单位"},
    granted=True,
    enforced=True,
)
POSTPONEMENT = Question(
    key="consultation.postponement",
    title="延期回复怎样商定",
    module="documents",
    kind=Chain,
    facts=(_ABOUT,),
    enforced=True,
)
COORDINATION = Question(
    key="documents.coordination",
    title="部门之间有分歧，由谁协调",
    module="documents",
    kind=Chain,
    facts=(flag("other_leaders", "涉及其他领导分管的部门"),),
    names={"leader": "主办部门的分管领导"},
)

# 规范性文件：编号以前要办妥什么，不得向谁提指令，怎样备案。

NORMATIVE_NEEDS = Question(
    key="documents.normative_needs",
    title="规范性文件编号以前应当办妥的事",
    module="documents",
    kind=Needs,
    facts=(
        unit_kind("maker", "制定单位"),
        number("remits", "涉及职权的部门数"),
        flag("sensitive", "涉及公众权益、社会关注度高、敏感性强，或者属重大民生事项"),
    ),
)
DIRECTIVE = Question(
    key="documents.directive",
    title="可否向下级政府行文、提要求",
    module="documents",
    kind=Ruling,
    facts=(
        unit_kind("sender", "发文单位"),
        unit_kind("addressee", "主送单位"),
        document_kind("document_kind", "文种"),
        flag("directive", "含有指令性要求"),
        flag("authorised", "经政府授权"),
    ),
)
FILING = Question(
    key="documents.filing",
    title="规范性文件由谁报备案、由谁审查",
    module="documents",
    kind=Chain,
    facts=(unit_kind("maker", "制定单位"),),
)
FILING_TERM = Question(
    key="documents.filing_term",
    title="规范性文件报备案的时间",
    module="documents",
    kind=Term,
    facts=(unit_kind("maker", "制定单位"),),
)
FILING_OUTCOMES = Question(
    key="documents.filing_outcomes",
    title="备案审查结果",
    module="documents",
    kind=Choices,
    marks=("closed", "returned", "escalated"),
)

# 精简文件简报：发文以前核对什么，数量、篇幅和简报怎样控制。

REVIEW_POINTS = Question(
    key="documents.review_points",
    title="发文以前核对的事项",
    module="documents",
    kind=Choices,
    marks=("compulsory", "normative", "similar", "attached"),
)
REVIEW_POINT = Question(
    key="documents.review_point",
    title="核对出问题的怎样处理",
    module="documents",
    kind=Ruling,
    facts=(
        listed("point", "核对事项", "documents.review_points"),
        one_of(
            "form",
            "发文形式",
            {
                "single": "一个部门发文",
                "joint": "部门联合发文",
                "government": "以政府名义发文",
                "office": "以政府办公室名义发文",
            },
        ),
    ),
)
COUNTERS = Question(
    key="documents.counters",
    title="发文统计项目",
    module="documents",
    kind=Choices,
    marks=("by_issuer", "by_tag"),
)
VOLUME = Question(
    key="documents.volume",
    title="发文数量",
    module="documents",
    kind=Quota,
    facts=(listed("counter", "统计项目", "documents.counters"),),
)
LENGTH = Question(
    key="documents.length",
    title="文件篇幅",
    module="documents",
    kind=Quota,
    facts=(document_kind("document_kind", "文种"),),
)
ELECTRONIC_SHARE = Question(
    key="documents.electronic_share",
    title="电子公文所占比例",
    module="documents",
    kind=Quota,
    facts=(one_of("material", "材料", {"document": "公文", "bulletin": "简报资料"}),),
)
BULLETIN = Question(
    key="documents.bulletin",
    title="可否印发简报",
    module="documents",
    kind=Ruling,
    facts=(
        one_of(
            "about",
            "简报反映什么",
            {
                "work": "单位工作情况",
                "ordinary_meeting": "一般工作会议",
                "important_meeting": "重要会议",
            },
        ),
        number("active", "该单位已有的简报种数"),
    ),
    names={"unit": "该单位"},
)

# 请示报告：哪些事项要报，报给谁，多快。

REPORTABLES = Question(
    key="documents.reportables",
    title="应当向政府请示报告的事项",
    module="documents",
    kind=Choices,
    marks=("urgent",),
)
REPORTING = Question(
    key="documents.reporting",
    title="怎样向政府请示报告",
    module="documents",
    kind=Chain,
    facts=(listed("matter", "事项", "documents.reportables"),),
)
REPORTING_TIME = Question(
    key="documents.reporting_time",
    title="重大情况从发生到报告的时间",
    module="documents",
    kind=Quota,
    facts=(
        one_of(
            "grade",
            "情况等级",
            {"gravest": "特别重大", "grave": "重大", "serious": "较大", "ordinary": "一般"},
        ),
    ),
)

# 以个人名义或者代表政府写的东西。

PERSONAL_WORKS = Question(
    key="documents.personal_works",
    title="贺信、题词、讲话和署名文章",
    module="documents",
    kind=Choices,
)
PERSONAL_WORK = Question(
    key="documents.personal_work",
    title="可否以领导同志名义发出",
    module="documents",
    kind=Ruling,
    facts=(
        listed("work", "类别", "documents.personal_works"),
        flag("arranged", "属党委、政府统一安排"),
        flag("approved", "已按规定审批"),
    ),
)
PERSONAL_WORK_APPROVAL = Question(
    key="documents.personal_work_approval",
    title="讲话和署名文章由谁审批",
    module="documents",
    kind=Chain,
    facts=(
        listed("work", "类别", "documents.personal_works"),
        role("author", "作者"),
    ),
)

QUESTIONS = (
    SILENCE,
    POSTPONEMENT,
    COORDINATION,
    NORMATIVE_NEEDS,
    DIRECTIVE,
    FILING,
    FILING_TERM,
    FILING_OUTCOMES,
    REVIEW_POINTS,
    REVIEW_POINT,
    COUNTERS,
    VOLUME,
    LENGTH,
    ELECTRONIC_SHARE,
    BULLETIN,
    REPORTABLES,
    REPORTING,
    REPORTING_TIME,
    PERSONAL_WORKS,
    PERSONAL_WORK,
    PERSONAL_WORK_APPROVAL,
)
