"""请销假: from the form to the reported return.

- drafting 拟写: the person, or whoever serves him, fills the form in; nobody else sees it.
- asking 审批中: those whom the book names agree, in its order; it may be taken back meanwhile.
- approved 已批准: the absence is recorded and switches the hats; the office is told and files it
  with the superior offices; the mayor may have a different view where the book only informs him.
- changing 变更审批中: another period waits for approval; the approved one holds meanwhile.
- returned 已销假待补报备: back, but a superior office has not been told yet.
- ended 已销假: back, and everything filed.
- refused 未批准 · cancelled 已取消 (approved, never begun) · withdrawn 已撤销 (never sent).
"""

from apps.leave import policies, rules
from apps.leave.models import Leave
from apps.matters.flow import Transition
from apps.matters.models import Matter

S = Leave.State
CLOSED = Matter.Phase.CLOSED

SUBMIT = Transition(
    "submitted",
    "报送请假单",
    frozenset({S.DRAFTING}),
    S.ASKING,
    "审批中",
    policy=policies.can_edit,
    rule=rules.submission,
)
TAKE_BACK = Transition(
    "taken_back",
    "取回",
    frozenset({S.ASKING}),
    S.DRAFTING,
    "拟写",
    phase=Matter.Phase.DRAFT,
    policy=policies.can_take_back,
)
SEND_BACK = Transition(
    "sent_back",
    "退回修改",
    frozenset({S.ASKING}),
    S.DRAFTING,
    "退回修改",
    phase=Matter.Phase.DRAFT,
)
APPROVE = Transition(
    "approved",
    "批准请假",
    frozenset({S.ASKING}),
    S.APPROVED,
    "已批准",
    rule=rules.approval,
)
REFUSE = Transition(
    "refused", "不同意请假", frozenset({S.ASKING}), S.REFUSED, "未批准", phase=CLOSED
)
OBJECT = Transition(
    "objected", "不同意外出", frozenset({S.APPROVED, S.CHANGING}), S.REFUSED, "不同意外出",
    phase=CLOSED,
)  # fmt: skip
ASK_CHANGE = Transition(
    "change_asked",
    "申请变更请假时间",
    frozenset({S.APPROVED}),
    S.CHANGING,
    "变更待批",
    policy=policies.can_change,
)
CHANGE = Transition("changed", "变更请假时间", frozenset({S.CHANGING}), S.APPROVED, "已批准")
CHANGE_REFUSED = Transition(
    "change_refused", "不同意变更", frozenset({S.CHANGING}), S.APPROVED, "已批准"
)
TAKE_CHANGE_BACK = Transition(
    "change_taken_back",
    "取回变更申请",
    frozenset({S.CHANGING}),
    S.APPROVED,
    "已批准",
    policy=policies.can_report,
)
SHORTEN = Transition(
    "shortened",
    "提前返回",
    frozenset({S.APPROVED}),
    S.APPROVED,
    "已批准",
    policy=policies.can_change,
)
CANCEL = Transition(
    "cancelled",
    "取消请假",
    frozenset({S.APPROVED, S.CHANGING}),
    S.CANCELLED,
    "已取消",
    phase=Matter.Phase.WITHDRAWN,
    policy=policies.can_report,
)
RETURN = Transition(
    "returned",
    "销假",
    frozenset({S.APPROVED, S.CHANGING}),
    S.RETURNED,
    "已销假待补报备",
    policy=policies.can_report,
)
END = Transition("ended", "办结", frozenset({S.RETURNED}), S.ENDED, "已销假", phase=CLOSED)
WITHDRAW = Transition(
    "withdrawn",
    "撤销",
    frozenset({S.DRAFTING}),
    S.WITHDRAWN,
    "已撤销",
    phase=Matter.Phase.WITHDRAWN,
    policy=policies.can_edit,
)

TABLE = (
    SUBMIT,
    TAKE_BACK,
    SEND_BACK,
    APPROVE,
    REFUSE,
    OBJECT,
    ASK_CHANGE,
    CHANGE,
    CHANGE_REFUSED,
    TAKE_CHANGE_BACK,
    SHORTEN,
    CANCEL,
    RETURN,
    END,
    WITHDRAW,
)
TABLES = {"请假": TABLE}
