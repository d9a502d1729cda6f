"""Joint issues: stacks of names, signers two a row, seals in rows, signatures without seals."""

from dataclasses import replace

from apps.typesetting.plaintext import body_from_text
from tests.typesetting.documents import CITY, DAY, DOWN, OFFICE, UP

FIVE = ("咸宁市财政局", "咸宁市司法局", "咸宁市审计局", "咸宁市教育局", "咸宁市公安局")

JOINT_FIVE = replace(
    DOWN,
    issuers=FIVE,
    reference="咸财发〔2023〕15号",
    title="关于开展全市行政事业单位国有资产清查工作的通知",
    addressees="各县（市、区）财政局、司法局、审计局、教育局、公安局，市直各单位",
    body=body_from_text(
        "为摸清全市行政事业单位国有资产家底，经市人民政府同意，决定在全市开展国有资产清查工作。"
        "现将有关事项通知如下：\n"
        "一、清查范围\n全市各级行政单位和事业单位占有、使用的国有资产。清查基准日为2023年6月30日。\n"
        "二、工作安排\n各单位于2023年7月31日前完成自查，9月30日前完成核查，10月31日前报送清查报告。\n"
        "三、工作要求\n各级各部门要加强组织领导，压实工作责任，确保清查结果真实、准确、完整。"
    ),
    annexes=(),
    signature_name="",
    signature_names=FIVE,
    seal_diameters=(42.0,) * 5,
    cc="市委办公室，市政府办公室",
    printed_by="咸宁市财政局办公室",
    urgency="",
    copy_number="",
)
JOINT_PLAIN = replace(
    JOINT_FIVE,
    issuers=FIVE[:2],
    signature_names=("咸宁市财政局", "咸宁市住房和城乡建设局"),
    sealed=False,
    seal_diameters=(),
)
JOINT_UP = replace(
    UP,
    issuers=(CITY, "咸宁军分区"),
    signers=("王建国", "李　明", "欧阳建国", "张　华"),
    signature_name="",
    signature_names=(CITY, "咸宁军分区"),
    annex_list=("绿色航运项目资金安排明细表",),
)
STAMPED = replace(
    DOWN,
    issuers=(CITY,),
    reference="咸政文〔2023〕21号",
    title="咸宁市人民政府关于提请审议《咸宁市城市绿化管理条例（草案）》的议案",
    addressees="市人大常委会",
    body=body_from_text(
        "为了加强城市绿化管理，改善生态环境，市人民政府起草了《咸宁市城市绿化管理条例（草案）》，"
        "已经2023年5月30日市人民政府常务会议讨论通过，现提请审议。"
    ),
    annexes=(),
    signature_name="市　长",
    signers=("王建国",),
    stamped=True,
    urgency="",
    copy_number="",
    cc="",
    printed_by=OFFICE,
)
SEALED = replace(JOINT_FIVE, issuers=(OFFICE,), signature_names=(), signature_name=OFFICE, date=DAY)

JOINT = {
    "joint_five": JOINT_FIVE, "joint_plain": JOINT_PLAIN, "joint_up": JOINT_UP,
    "stamped": STAMPED, "sealed": SEALED,
}  # fmt: skip
