"""The two state machines of this room.

调研课题, one leader's topic of one year:

- opened 拟定: the title and the aim stand.
- investigating 调研中: on the way; its days at the grass roots name it.
- reported 形成报告: the report is written and named.
- finished 成果转化: what the report led to is told; the topic is closed.
- dropped 已取消: given up with a reason; it no longer counts.

Which of these stages a city tells apart is said by its book; a stage that it leaves out is
skipped.

群众来信, a letter to one leader:

- waiting 待领导阅批: it waits for the addressee in person, also while he is away.
- handling 已批示待办理: his instruction stands; the secretariat sees that it is carried out.
- answered 已办结: the writer was answered, or the addressee had nothing to add.
- withdrawn 已撤销: entered by mistake, before it was read.
"""

from __future__ import annotations

from apps.activity import policies, rules
from apps.activity.models import PublicLetter, ResearchTopic
from apps.matters.flow import Transition
from apps.matters.models import Matter

T = ResearchTopic.State
L = PublicLetter.State

START = Transition(
    "started", "开始调研", frozenset({T.OPENED}), T.INVESTIGATING, "调研中",
    policy=policies.can_keep, rule=rules.stage("investigating"),
)  # fmt: skip
REPORT = Transition(
    "reported", "形成报告", frozenset({T.OPENED, T.INVESTIGATING}), T.REPORTED, "形成报告",
    policy=policies.can_keep, rule=rules.stage("reported"),
)  # fmt: skip
FINISH = Transition(
    "finished", "登记成果", frozenset({T.OPENED, T.INVESTIGATING, T.REPORTED}),
    T.FINISHED, "成果转化",
    phase=Matter.Phase.CLOSED, policy=policies.can_keep, rule=rules.stage("finished"),
)  # fmt: skip
DROP = Transition(
    "dropped", "取消课题", frozenset({T.OPENED, T.INVESTIGATING}), T.DROPPED, "已取消",
    phase=Matter.Phase.WITHDRAWN, policy=policies.can_keep,
)  # fmt: skip
TOPIC = (START, REPORT, FINISH, DROP)

INSTRUCT = Transition("instructed", "批示", frozenset({L.WAITING}), L.HANDLING, "已批示待办理")
NOTE = Transition(
    "noted", "阅存", frozenset({L.WAITING}), L.ANSWERED, "已阅存", phase=Matter.Phase.CLOSED
)
ANSWER = Transition(
    "answered", "办结", frozenset({L.HANDLING}), L.ANSWERED, "已办结", phase=Matter.Phase.CLOSED
)
WITHDRAW = Transition(
    "withdrawn", "撤销", frozenset({L.WAITING}), L.WITHDRAWN, "已撤销",
    phase=Matter.Phase.WITHDRAWN, policy=policies.can_withdraw,
)  # fmt: skip
LETTER = (INSTRUCT, NOTE, ANSWER, WITHDRAW)

TABLES = {"调研课题": TOPIC, "群众来信": LETTER}
