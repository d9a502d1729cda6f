"""The stations of a letter: the addressee's own instruction, and what was made of it."""

from apps.matters.purposes import Outcome, Purpose

# The power that every book keeps for the holder in person.
READ = Purpose(
    "read_letter",
    "阅批来信",
    "read_letter",
    (
        Outcome("instruct", "批示", needs_opinion=True),
        Outcome("noted", "已阅，不另批示"),
    ),
    phrases=("请责任单位认真核实，依法依规解决，并答复来信人。", "请报办理结果。", "已阅。"),
    consequence="批示后由秘书科转责任单位办理，办理结果答复来信人",
    may_hand_over=False,
    decides=True,
)
HANDLE = Purpose(
    "handle_letter",
    "办理来信",
    "opine",
    (Outcome("done", "办结并答复来信人", needs_opinion=True),),
    mail=False,
    consequence="登记办理和答复情况，本件办结",
)
PURPOSES = {p.key: p for p in (READ, HANDLE)}
