"""处理笺: one as it is on most days, one with long opinions over several pages."""

import datetime as dt
from dataclasses import replace

from apps.typesetting.kit import Opinion, Rank, Slip

DAY = dt.date(2023, 6, 7)
USUAL = Slip(
    head="咸宁市人民政府办公室公文处理笺",
    title="关于绿色航运项目资金安排有关问题的请示",
    sender="咸宁市交通运输局",
    reference="咸交文〔2023〕8号",
    number="收文〔2023〕126号",
    received_on=DAY,
    kind="请示",
    urgency="特急",
    proposal=(Opinion("拟请王建国同志批示。", "李　明", DAY),),
    ranks=(
        Rank("市长"),
        Rank("副市长", (Opinion("同意。请市财政局抓紧落实资金。", "王建国（代赵祎翀）", DAY),)),
        Rank("秘书长", (Opinion("已阅。", "欧阳建国", DAY),)),
    ),
    result="已于2023年6月9日函复市交通运输局。",
)
LONG_TEXT = (
    "请市交通运输局会同市财政局、市发展改革委，按照“先急后缓、量力而行”的原则，对项目逐个核实；"
    "涉及资金安排的，严格按程序报批，确保2023年10月底前全部开工。"
)
LONG = replace(
    USUAL,
    title=USUAL.title * 3,
    proposal=tuple(Opinion(LONG_TEXT * 3, "李　明", DAY) for _ in range(3)),
    ranks=(
        Rank("市长", (Opinion(LONG_TEXT * 4, "张玥珺", DAY),)),
        Rank("副市长", tuple(Opinion(LONG_TEXT * 2, "王镕喆", DAY) for _ in range(4))),
        Rank("秘书长", (Opinion(LONG_TEXT, "欧阳建国", DAY),)),
    ),
    others=(Opinion("无不同意见。", "市财政局　林　峰", DAY),),
)

SLIPS = {"usual": USUAL, "long": LONG}
