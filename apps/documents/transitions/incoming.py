"""收文办理: from a department's draft to the answer it gets.

- drafting 起草: the drafter's unit writes; nobody else sees it but units asked to co-sign.
- releasing 待部门签发: the head of the unit signs the report out, or sends it back.
- delivered 待签收 → received 待登记 → registered 待初审: the registry signs for it, gives it the
  next incoming number, and looks whether it may be accepted.
- returned 已退文: refused at the first review, with a reason; the sender may mend and resend.
- opining 待拟办: the secretariat section writes the handling opinion; no leader sees it before.
- deciding 呈批中: the leaders act in the order that the book gives.
- answering 待答复 → answered 已办结: the result goes back to the sender.
- Whoever the book lets read and decide everything may call a document in (提级) while it is being
  decided, so that it comes to him too, and take up again what was decided: back to opining.
- withdrawn 已撤销: taken back by the drafter before it was delivered.
"""

from apps.documents import policies, rules
from apps.documents.models import Document
from apps.matters.flow import Transition
from apps.matters.models import Matter
from apps.organisation.wording import later

S = Document.State

SUBMIT = Transition(
    "submitted",
    "送部门签发",
    frozenset({S.DRAFTING, S.RETURNED}),
    S.RELEASING,
    "待部门签发",
    phase=Matter.Phase.DRAFT,
    policy=policies.can_edit,
    rule=rules.submission,
)
TAKE_BACK = Transition(
    "taken_back",
    "取回",
    frozenset({S.RELEASING}),
    S.DRAFTING,
    "起草",
    phase=Matter.Phase.DRAFT,
)
SEND_BACK = Transition(
    "sent_back",
    "退回修改",
    frozenset({S.RELEASING}),
    S.DRAFTING,
    "部门退回修改",
    phase=Matter.Phase.DRAFT,
)
RELEASE = Transition(
    "released",
    "签发报送",
    frozenset({S.RELEASING}),
    S.DELIVERED,
    later("待{office}签收"),
    rule=rules.release,
)
TAKE_BACK_DELIVERED = Transition(
    "taken_back",
    "取回",
    frozenset({S.DELIVERED}),
    S.DRAFTING,
    "起草",
    phase=Matter.Phase.DRAFT,
)
RECEIVE = Transition("received", "签收", frozenset({S.DELIVERED}), S.RECEIVED, "已签收待登记")
REGISTER = Transition("registered", "登记", frozenset({S.RECEIVED}), S.REGISTERED, "已登记待初审")
ACCEPT = Transition("accepted", "受理", frozenset({S.REGISTERED}), S.OPINING, "待拟办")
RETURN = Transition("returned", "退文", frozenset({S.REGISTERED}), S.RETURNED, "退文待修改")
RECHECK = Transition("rechecked", "退初审", frozenset({S.OPINING}), S.REGISTERED, "退回初审")
OPINE = Transition(
    "opined",
    "提出拟办意见",
    frozenset({S.OPINING}),
    S.DECIDING,
    "呈批中",
    rule=rules.opinion,
)
REOPEN = Transition("reopened", "退回重拟", frozenset({S.DECIDING}), S.OPINING, "退回重拟")
DECIDE = Transition("decided", "批示", frozenset({S.DECIDING}), S.ANSWERING, "已批示待答复")
ANSWER = Transition(
    "answered",
    "答复",
    frozenset({S.ANSWERING}),
    S.ANSWERED,
    "已办结",
    phase=Matter.Phase.CLOSED,
    rule=rules.before_closing,
)
CALL_UP = Transition(
    "called_up",
    "提级办理",
    frozenset({S.DECIDING}),
    S.DECIDING,
    "呈批中",
    policy=policies.can_call_in,
    rule=rules.not_yet_called_up,
)
CALL_BACK = Transition(
    "called_back",
    "提级重办",
    frozenset({S.ANSWERING, S.ANSWERED}),
    S.OPINING,
    "提级重办待拟办",
    policy=policies.can_call_in,
)
WITHDRAW = Transition(
    "withdrawn",
    "撤销",
    frozenset({S.DRAFTING, S.RETURNED}),
    S.WITHDRAWN,
    "已撤销",
    phase=Matter.Phase.WITHDRAWN,
    policy=policies.can_edit,
)

TABLE = (
    SUBMIT,
    TAKE_BACK,
    SEND_BACK,
    RELEASE,
    TAKE_BACK_DELIVERED,
    RECEIVE,
    REGISTER,
    ACCEPT,
    RETURN,
    RECHECK,
    OPINE,
    REOPEN,
    DECIDE,
    ANSWER,
    CALL_UP,
    CALL_BACK,
    WITHDRAW,
)
