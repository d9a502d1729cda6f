"""Specimen documents of every layout, the real 咸政发〔2023〕6号 among them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from apps.typesetting.model import Annex, Attendance, Gongwen, Paragraph, Table
from apps.typesetting.plaintext import body_from_text

RULES = (Path(__file__).parent / "specimens" / "rules_2023.txt").read_text(encoding="utf-8")
CITY, OFFICE = "咸宁市人民政府", "咸宁市人民政府办公室"
DAY = date(2023, 6, 7)

REAL = Gongwen(
    layout="down",
    issuers=(CITY,),
    reference="咸政发〔2023〕6号",
    title="市人民政府关于印发咸宁市人民政府工作规则的通知",
    addressees="各县、市、区人民政府，市政府各部门，咸宁高新区管委会",
    body=body_from_text(
        "《咸宁市人民政府工作规则》已经市第六届人民政府第29次常务会议审议通过，现予印发。"
    ),
    annexes=(Annex(title="咸宁市人民政府工作规则", blocks=body_from_text(RULES)),),
    signature_name=CITY,
    date=DAY,
    notes="此件公开发布",
    cc="市委各部门，咸宁军分区，各人民团体，市人大常委会办公室，市政协办公室，市监委，市法院，市检察院",
    printed_by=OFFICE,
    printed_on=DAY,
)

DOWN = replace(
    REAL,
    reference="咸政办发〔2023〕12号",
    issuers=(OFFICE,),
    title="咸宁市人民政府办公室关于进一步做好全市汛期安全防范工作的通知",
    body=body_from_text(
        "为切实做好2023年汛期安全防范工作，经市政府同意，现就有关事项通知如下：\n"
        "一、总体要求\n坚持人民至上、生命至上，压实各级各部门防汛责任，确保安全度汛。\n"
        "二、重点任务\n（一）加强监测预警。气象、水利、应急等部门要加强会商研判，及时发布预警信息。\n"
        "1.雨情、水情每3小时报告一次，遇有重大变化随时报告，不得迟报、漏报、瞒报。\n"
        "（1）各县（市、区）明确1名联络员。\n"
        "（二）排查风险隐患。对水库、堤防、山洪灾害易发区和地质灾害隐患点逐一排查。\n"
        "三、工作要求\n各地各部门要加强值班值守，严格落实24小时值班和领导带班制度。"
    ),
    annexes=(
        Annex(
            "2023年全市防汛重点隐患点责任人名单",
            (
                Table(
                    ("序号", "隐患点", "责任单位", "责任人", "备注"),
                    tuple(
                        (str(n), f"第{n}号水库溢洪道及下游河段", "市水利和湖泊局", "王　喆", "")
                        for n in range(1, 31)
                    ),
                    (1, 3, 2.4, 1.4, 1),
                ),
            ),
            "附件1",
        ),
        Annex(
            "汛期信息报送有关事项和联络方式说明材料",
            (Paragraph("请按时报送。"),),
            "附件2",
        ),
    ),
    signature_name=OFFICE,
    notes="",
    urgency="特急",
    copy_number="000012",
)

UP = Gongwen(
    layout="up",
    issuers=(CITY, "咸宁市财政局", "咸宁市交通运输局"),
    reference="咸政文〔2023〕8号",
    signers=("王建国", "李明", "欧阳建国"),
    title="关于绿色航运项目资金安排有关问题的请示",
    addressees="省人民政府",
    body=body_from_text(
        "根据《湖北省人民政府工作规则》有关规定，现将绿色航运项目资金安排有关问题请示如下。\n"
        "一、项目基本情况\n该项目总投资12.6亿元，2023年计划完成投资3.5亿元。\n妥否，请批示。"
    ),
    annex_list=(
        "绿色航运项目资金安排明细表",
        "关于绿色航运项目前期工作进展情况和下一步工作安排的说明材料",
    ),
    signature_name=CITY,
    date=DAY,
    notes="联系人：李明，联系电话：0715—8126000",
    cc="省财政厅，省交通运输厅",
    printed_by=OFFICE,
    printed_on=DAY,
)
UP_SINGLE = replace(UP, issuers=(CITY,), signers=("王建国",), urgency="加急")

LETTER = Gongwen(
    layout="letter",
    issuers=(CITY,),
    reference="咸政函〔2023〕12号",
    title="咸宁市人民政府关于商请支持绿色航运发展项目的函",
    addressees="省交通运输厅",
    body=body_from_text(
        "为深入贯彻落实省委、省政府工作要求，加快推进绿色航运发展，经市政府常务会议研究，"
        "现就有关事项函商如下，请予支持。\n一、将我市有关项目纳入省级规划。\n"
        "二、在资金安排上给予倾斜支持。\n专此函达，请予研究函复。"
    ),
    signature_name=CITY,
    date=DAY,
    cc="省发展改革委，省财政厅",
    copy_number="000001",
)

ORDER = Gongwen(
    layout="order",
    issuers=(CITY,),
    reference="第26号",
    body=body_from_text(
        "《咸宁市城市管理办法》已经2023年5月30日市人民政府常务会议审议通过，现予公布，"
        "自2023年8月1日起施行。"
    ),
    signature_name="市　长",
    signers=("王建国",),
    date=DAY,
)

MINUTES = Gongwen(
    layout="minutes",
    head="咸宁市人民政府常务会议纪要",
    reference="第29次",
    signature_name=OFFICE,
    date=DAY,
    body=body_from_text(
        "2023年5月30日，市长主持召开市第六届人民政府第29次常务会议，审议《咸宁市人民政府工作规则》。"
        "现纪要如下：\n会议指出，要严格执行请示报告制度，坚持重大决策、重大事项、重要情况及时向市委请示报告。"
    ),
    attendance=(
        Attendance(
            "出席",
            "王建国　李　明　张　华　陈志强　刘文军　周晓东　吴建平　郑国庆　孙　丽",
        ),
        Attendance("请假", "赵　伟"),
        Attendance("列席", "市发展改革委　黄志刚，市财政局　林　峰，市司法局　何　静"),
    ),
    cc="市政府各副市长",
    printed_by=OFFICE,
    printed_on=DAY,
)

SPECIMENS = {
    "real": REAL, "down": DOWN, "up": UP, "up_single": UP_SINGLE, "letter": LETTER,
    "order": ORDER, "minutes": MINUTES,
}  # fmt: skip
