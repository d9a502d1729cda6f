"""发文办理: from a draft to the printed and distributed document.

- drafting 起草: the drafting unit writes.
- checking 待核稿: the office reads it for content and form.
- clearing 办理前置程序: what the class of document demands is brought in, proof by proof; then
  the office presents it for signature.
- signing 待签发: whoever the signing matrix names reviews and signs.
- final_check 待复核: the registry compares; a change of substance goes back to the signer.
- numbered 已编号待印发: the number is taken from the ledger and the page is typeset; where the
  installation has the issuer's seal, whoever keeps it sets it on the checked page (用印), which
  changes what the document waits for and not where it stands.
- issued 已印发: printed, dispatched, its publication decided.
- withdrawn 已撤销: given up before it was signed.
"""

from apps.documents import policies, rules
from apps.documents.models import Document
from apps.matters.flow import Transition
from apps.matters.models import Matter

S = Document.State

SUBMIT = Transition(
    "submitted",
    "送核稿",
    frozenset({S.DRAFTING}),
    S.CHECKING,
    "待核稿",
    policy=policies.can_edit,
    rule=rules.draft,
)
TAKE_BACK = Transition(
    "taken_back",
    "取回",
    frozenset({S.CHECKING}),
    S.DRAFTING,
    "起草",
    phase=Matter.Phase.DRAFT,
)
SEND_BACK = Transition(
    "sent_back",
    "退回起草",
    frozenset({S.CHECKING, S.CLEARING, S.SIGNING}),
    S.DRAFTING,
    "退回起草单位修改",
    phase=Matter.Phase.DRAFT,
)
PASS_CHECK = Transition(
    "checked",
    "核稿",
    frozenset({S.CHECKING}),
    S.CLEARING,
    "办理前置程序",
)
PRESENT = Transition(
    "presented",
    "送签",
    frozenset({S.CLEARING}),
    S.SIGNING,
    "待签发",
    rule=rules.before_signing,
)
UNPRESENT = Transition(
    "taken_back",
    "取回",
    frozenset({S.SIGNING}),
    S.CLEARING,
    "办理前置程序",
)
SIGN = Transition(
    "signed",
    "签发",
    frozenset({S.SIGNING}),
    S.FINAL_CHECK,
    "已签发待复核",
    policy=rules.signer,
    rule=rules.before_signature,
)
RESIGN = Transition(
    "sent_to_signer",
    "送原签发人复审",
    frozenset({S.FINAL_CHECK}),
    S.SIGNING,
    "送原签发人复审",
)
NUMBER = Transition(
    "numbered",
    "复核编号",
    frozenset({S.FINAL_CHECK}),
    S.NUMBERED,
    "已编号待印发",
)
UNNUMBER = Transition(
    "number_voided",
    "作废文号",
    frozenset({S.NUMBERED}),
    S.FINAL_CHECK,
    "文号作废待复核",
)
SEAL = Transition(
    "sealed",
    "用印",
    frozenset({S.NUMBERED}),
    S.NUMBERED,
    "已用印待印发",
    policy=policies.can_seal,
    rule=rules.before_sealing,
)
ISSUE = Transition(
    "issued",
    "印发",
    frozenset({S.NUMBERED}),
    S.ISSUED,
    "已印发",
    phase=Matter.Phase.CLOSED,
    rule=rules.before_issue,
)
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
    PASS_CHECK,
    PRESENT,
    UNPRESENT,
    SIGN,
    RESIGN,
    NUMBER,
    UNNUMBER,
    SEAL,
    ISSUE,
    WITHDRAW,
)
