"""The stations of a document as its steps name them, and how each may end.

Owns labels, endings and the class of the mail link. Refuses to say who stands at a station.
"""

from apps.matters.purposes import Outcome, Purpose

RETURN = Outcome("return", "退回", needs_opinion=True, ends_group=True)

AGREE_PHRASES = ("同意。", "拟同意。", "请按程序办理。")

_ALL = (
    Purpose(
        "release", "部门签发", "release",
        (Outcome("agree", "签发报送"), Outcome("return", "退回修改", True, True)),
        phrases=("同意报送。", "请修改后再报。"),
        consequence="签发后送市政府办公室签收登记", risk="L1", may_hand_over=False, decides=True,
    ),
    Purpose(
        "receive", "签收", "register", (Outcome("done", "签收"),), mail=False,
        consequence="签收后登记编号",
    ),
    Purpose(
        "register", "登记", "register", (Outcome("done", "登记编号"),), mail=False,
        consequence="登记后按收文序号编号，转初审",
    ),
    Purpose(
        "preliminary_review", "初审", "register",
        (Outcome("accept", "受理"), Outcome("return", "退文", True, True)), mail=False,
        phrases=("行文无必要。", "未按规定会签。", "一文多事，请拆分后分别报送。"),
        consequence="受理后由秘书科提出拟办意见；退文须写明理由",
    ),
    Purpose(
        "revise", "修改重报", "register", (Outcome("done", "修改重报", web_only=True),),
        consequence="修改后重新送部门签发",
    ),
    Purpose(
        "opine", "拟办", "opine",
        (Outcome("propose", "提出拟办意见", True, web_only=True), Outcome("return", "退初审", True,
         True)),
        mail=False, consequence="按分工呈送市政府领导同志",
    ),
    Purpose(
        "countersign", "核批", "countersign",
        (Outcome("agree", "同意"), Outcome("disagree", "不同意", True)),
        phrases=AGREE_PHRASES, consequence="核批后呈主批领导", decides=True, may_add=True,
    ),
    Purpose(
        "decide", "批示", "decide",
        (Outcome("agree", "同意"), Outcome("refuse", "不同意", True),
         Outcome("return", "退回重拟", True, True)),
        phrases=(*AGREE_PHRASES, "请主办部门会同有关单位抓好落实。"),
        consequence="批示后由办公室答复来文单位", decides=True, may_add=True,
    ),
    Purpose(
        "mayor_decide", "市长审批", "mayor_decide",
        (Outcome("agree", "同意"), Outcome("refuse", "不同意", True),
         Outcome("return", "退回重拟", True, True)),
        phrases=AGREE_PHRASES, consequence="审批后由办公室答复来文单位", decides=True, may_add=True,
    ),
    Purpose(
        "answer", "答复来文单位", "register", (Outcome("done", "答复并办结"),), mail=False,
        consequence="结果送来文单位，本件办结",
    ),
    Purpose(
        "check", "核稿", "opine",
        (Outcome("agree", "核稿完成"), Outcome("return", "退回起草", True, True)), mail=False,
        phrases=("已核。",), consequence="核稿后办理前置程序并送签",
    ),
    Purpose(
        "present", "送签", "opine",
        (Outcome("done", "送签", web_only=True), Outcome("return", "退回起草", True, True)),
        mail=False, consequence="前置程序齐备后按签发权限送签",
    ),
    Purpose(
        "review", "审核", "review",
        (Outcome("agree", "审核同意"), RETURN),
        phrases=("同意，请市长审签。", "已审，同意。"), consequence="审核后送签发人", decides=True,
        may_add=True,
    ),
    Purpose(
        "sign", "签发", "sign",
        (Outcome("agree", "同意签发", True), RETURN),
        phrases=("同意，发。", "速发。"), risk="L2",
        consequence="签发后复核、编号、印发；编号后不可撤回", decides=True, may_add=True,
    ),
    Purpose(
        "final_check", "复核", "final_check",
        (Outcome("pass", "复核通过并编号"), Outcome("return", "内容有实质修改，送原签发人复审", True,
         True)),
        mail=False, consequence="通过后编发文字号并排版",
    ),
    Purpose(
        "dispatch", "印发", "register",
        (Outcome("done", "印发"), Outcome("void", "作废文号，退回复核", True, True)), mail=False,
        consequence="印发后分发各单位，本件办结",
    ),
)
PURPOSES = {p.key: p for p in _ALL}
