"""Questions of 政务公开: what is published and by when, and who vets what is released."""

from __future__ import annotations

from apps.rulebook.provisions.clocks import Term
from apps.rulebook.provisions.kinds import Chain, Choices, Needs, Ruling
from apps.rulebook.questions.base import Question, flag, listed, one_of

_RESULTS = {"meeting_decision": "会议决定事项", "proposal_reply": "建议提案办理结果"}
# 公文的公开期限由已建成的公文程序计算，这里只问决定得对不对。
_DECIDED = one_of("subject", "公开什么", {"document": "公文", **_RESULTS})
_PUBLISHED = one_of("subject", "公开什么", _RESULTS)

FORMS = Question(
    key="disclosure.forms",
    title="公开方式",
    module="disclosure",
    kind=Choices,
    marks=("published", "grounded", "document", "meeting_decision", "proposal_reply"),
)
DECISION = Question(
    key="disclosure.decision",
    title="公开决定是否成立",
    module="disclosure",
    kind=Ruling,
    facts=(
        _DECIDED,
        listed("form", "公开方式", "disclosure.forms"),
        flag("grounded", "写明不公开的依据"),
    ),
)
NEEDS = Question(
    key="disclosure.needs",
    title="公开办结以前应当办妥的事",
    module="disclosure",
    kind=Needs,
    facts=(_PUBLISHED, flag("publishes", "决定公开")),
)
TERM = Question(
    key="disclosure.term",
    title="公开的时间",
    module="disclosure",
    kind=Term,
    facts=(_PUBLISHED,),
)
RELEASE = Question(
    key="disclosure.release",
    title="对外发布信息由谁审定",
    module="disclosure",
    kind=Chain,
    facts=(
        flag("important", "涉及政府重要工作部署或者经济社会发展重要问题"),
        one_of(
            "channel",
            "发布方式",
            {"press": "新闻发布会", "website": "网站和政务新媒体", "media": "新闻媒体"},
        ),
    ),
)

QUESTIONS = (FORMS, DECISION, NEEDS, TERM, RELEASE)
