"""Questions of 请销假: who asks whom, what is filed with whom, by when, and what is counted."""

from __future__ import annotations

from apps.rulebook.provisions.clocks import Quota, Term
from apps.rulebook.provisions.kinds import Chain, Choices, Needs, Ruling
from apps.rulebook.questions.base import Question, flag, listed, number, role, unit_kind

_WHO = (role("applicant", "请假人岗位"), unit_kind("unit_kind", "所在单位类别"))
_KIND = listed("leave_kind", "请假类别", "leave.kinds")
_AWAY = (flag("leaves", "离开本地"), flag("leaves_jurisdiction", "离开属地"))
_DAYS = number("days", "请假天数")

KINDS = Question(
    key="leave.kinds",
    title="请假有哪些类别",
    module="leave",
    kind=Choices,
    marks=("abroad", "annual", "duty", "private"),
    enforced=True,
)
REQUIRED = Question(
    key="leave.without_request",
    title="可不可以不请假就外出",
    module="leave",
    kind=Ruling,
    facts=(*_WHO, _KIND, *_AWAY, flag("summoned", "参加政府召开的会议")),
    enforced=True,
)
ROUTE = Question(
    key="leave.route",
    title="请假向谁报批、报告",
    module="leave",
    kind=Chain,
    facts=(*_WHO, _KIND, *_AWAY, _DAYS),
    names={"leader": "分管领导"},
    enforced=True,
)
FILINGS = Question(
    key="leave.filings",
    title="外出要报备哪些机关",
    module="leave",
    kind=Needs,
    facts=(*_WHO, _KIND, *_AWAY),
    enforced=True,
)
SUBMISSION = Question(
    key="leave.submission",
    title="请假单能不能报送",
    module="leave",
    kind=Ruling,
    facts=(
        *_WHO,
        _KIND,
        flag("approval_file", "有批件"),
        flag("begun", "已经外出"),
        flag("late", "超过报告期限"),
    ),
    enforced=True,
)
NOTICE = Question(
    key="leave.notice",
    title="最迟哪一天报告",
    module="leave",
    kind=Term,
    # Not "days": that is what the limit counts, in the sentence and as a limit of one's own.
    facts=(*_WHO, _KIND, number("absent_days", "请假天数")),
    enforced=True,
)
RETURN = Question(
    key="leave.return",
    title="最迟哪一天销假",
    module="leave",
    kind=Term,
    facts=(*_WHO, _KIND),
    enforced=True,
)
ANNUAL = Question(
    key="leave.annual_days",
    title="年休假有几天",
    module="leave",
    kind=Quota,
    facts=(number("years", "累计工作年限"),),
    enforced=True,
)
OVERSEAS = Question(
    key="leave.overseas",
    title="因公出国（境）团组数量",
    module="leave",
    kind=Quota,
    facts=(unit_kind("unit_kind", "组团单位类别"),),
    enforced=True,
)

QUESTIONS = (
    KINDS, REQUIRED, ROUTE, FILINGS, SUBMISSION, NOTICE, RETURN, ANNUAL, OVERSEAS,
)  # fmt: skip
