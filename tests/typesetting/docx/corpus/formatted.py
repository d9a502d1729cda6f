"""Drafts with heads and looks, as Word and WPS make them."""

from __future__ import annotations

from tests.typesetting.documents import RULES
from tests.typesetting.docx.corpus.sample import REQUEST, Sample
from tests.typesetting.docx.oxml import (
    CENTRE,
    RIGHT,
    Draft,
    list_numbering,
    numbered,
    shape,
)


def word_with_styles() -> bytes:
    """Word, styles of title and headings, automatic numbers, red head, table, imprint."""
    d = Draft()
    list_numbering(d, ("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"))
    d.line("咸宁市农业农村局文件", align=CENTRE, size=48, red=True)
    d.line("咸农文〔2026〕8号\t签发人：稷丰年", size=16)
    d.raw(shape())
    d.line("关于建设高标准农田的请示", style="Title")
    d.line("市人民政府：")
    d.line("为提高粮食生产能力，现将有关事项请示如下。")
    for text, level in (("基本情况", 0), ("项目来源", 1), ("资金安排", 1), ("请示事项", 0)):
        numbered(d.line(text, style=f"Heading {level + 1}"), level)
        d.line(f"{text}的具体内容已经核实。")
    d.line("妥否，请批示。")
    d.line("附件：资金安排明细表")
    d.line("咸宁市农业农村局", align=RIGHT)
    d.line("2026年6月2日", align=RIGHT)
    d.line("（联系人：苗联络，联系电话：0715-8126000）")
    d.page().line("附件")
    d.line("资金安排明细表", align=CENTRE, size=22)
    d.table([("序号", "项目", "金额"), ("1", "土建", "120"), ("2", "设备", "80")], (600, 1800, 600))
    d.table([("抄送：市财政局，市水利局。",), ("咸宁市农业农村局办公室　2026年6月2日印发",)])
    return d.data()


def wps_without_styles() -> bytes:
    """WPS, everything in one style, blanks as indents, sizes by hand, a text that is issued."""
    d = Draft()
    d.line("咸宁市人民政府办公室文件", align=CENTRE, size=40, red=True)
    d.line("咸政办发〔2026〕12号", align=CENTRE, size=16)
    d.line("")
    d.line("咸宁市人民政府办公室关于印发停车设施", align=CENTRE, size=22)
    d.line("管理办法的通知", align=CENTRE, size=22)
    d.line("")
    d.line("各县、市、区人民政府，市政府各部门：", size=16)
    d.line("　　《咸宁市停车设施管理办法》已经市政府同意，现印发给你们，请认真执行。", size=16)
    d.line("")
    d.line("　　　　　　　　　　　　　　　咸宁市人民政府办公室", size=16)
    d.line("　　　　　　　　　　　　　　　　　2026年6月2日", size=16)
    d.line("　　（此件公开发布）", size=16)
    d.page_by_break()
    d.line("咸宁市停车设施管理办法", align=CENTRE, size=22)
    d.line("第一章　总则", align=CENTRE, size=16)
    d.line("　　第一条　为规范管理，制定本办法。", size=16)
    d.line("　　第二条　市城市管理部门负责本办法的实施。", size=16)
    d.line("抄送：市委各部门，咸宁军分区。", size=14)
    d.line("咸宁市人民政府办公室　　　　　　　　2026年6月2日印发", size=14)
    return d.data()


def letter() -> bytes:
    """A letter: only the name as a mark, a date in Chinese numerals."""
    d = Draft()
    d.line("咸宁市人民政府", align=CENTRE, size=42, red=True)
    d.line("咸政函〔2026〕5号", align=RIGHT)
    d.line("咸宁市人民政府关于商请支持绿色航运项目的函", align=CENTRE, size=22)
    d.line("省交通运输厅：")
    d.line("为加快项目建设，现就有关事项函商如下。")
    d.line("专此函达，请予支持并函复。")
    d.line("咸宁市人民政府", align=RIGHT)
    d.line("二〇二六年六月十二日", align=RIGHT)
    d.line("抄送：省发展改革委，")
    d.line("省财政厅。")
    return d.data()


def minutes() -> bytes:
    """Minutes with their lists of who was there."""
    d = Draft()
    d.line("咸宁市人民政府专题会议纪要", align=CENTRE, size=40, red=True)
    d.line("第12次", align=CENTRE)
    d.line("关于研究城区停车设施建设的会议纪要", align=CENTRE, size=22)
    d.line("5月30日，副市长主持召开专题会议，研究城区停车设施建设工作。现纪要如下：")
    d.line("一、会议认为，停车设施建设十分紧迫。")
    d.line("二、会议要求，各单位要加快推进。")
    d.line("出席：王建国　李明")
    d.line("请假：赵伟")
    d.line("列席:黄志刚")
    return d.data()


def order() -> bytes:
    """A 令: number of its own, signed by name."""
    d = Draft()
    d.line("咸宁市人民政府令", align=CENTRE, size=48, red=True)
    d.line("第26号", align=CENTRE)
    d.line("《咸宁市城市管理办法》已经市人民政府常务会议审议通过，现予公布，自2026年8月1日起施行。")
    d.line("市　长　王建国", align=RIGHT)
    d.line("2026年6月2日", align=RIGHT)
    return d.data()


def joint() -> bytes:
    """Three bodies together: stacked marks, two signers, three signatures, urgency and 份号."""
    d = Draft()
    d.line("000123")
    d.line("特急")
    for name in ("咸宁市财政局", "咸宁市交通运输局", "咸宁市水利和湖泊局文件"):
        d.line(name, align=CENTRE, size=30, red=True)
    d.line("咸财文〔2026〕21号　　　　签发人：王　明　李建国")
    d.line("关于绿色航运项目资金安排的请示", align=CENTRE, size=22)
    d.line("市人民政府：")
    d.line("现将资金安排请示如下。")
    d.line("妥否，请批示。")
    for name in ("咸宁市财政局", "咸宁市交通运输局", "咸宁市水利和湖泊局"):
        d.line(name, align=RIGHT)
    d.line("2026年6月2日", align=RIGHT)
    return d.data()


def issued_rules() -> bytes:
    """The real rules, forty-three articles in eight chapters, issued by a notice."""
    d = Draft()
    d.line("市人民政府关于印发咸宁市人民政府工作规则的通知", align=CENTRE, size=22)
    d.line("各县、市、区人民政府，市政府各部门，咸宁高新区管委会：")
    d.line("《咸宁市人民政府工作规则》已经市第六届人民政府第29次常务会议审议通过，现予印发。")
    d.line("咸宁市人民政府", align=RIGHT)
    d.line("2023年6月7日", align=RIGHT)
    d.page().line("咸宁市人民政府工作规则", align=CENTRE, size=22)
    d.lines(RULES.strip())
    return d.data()


SAMPLES = {
    "word_with_styles": Sample(
        word_with_styles,
        {
            "layout": "up", "issuers": ["咸宁市农业农村局"], "reference": "咸农文〔2026〕8号",
            "signers": ["稷丰年"], "title": "关于建设高标准农田的请示",
            "annex_list": ["资金安排明细表"], "signature_name": "咸宁市农业农村局",
            "notes": "联系人：苗联络，联系电话：0715-8126000", "cc": "市财政局，市水利局。",
            "printed_by": "咸宁市农业农村局办公室", "printed_on": "2026-06-02", **REQUEST,
        },
        (
            "为提高粮食生产能力，现将有关事项请示如下。", "一、基本情况",
            "基本情况的具体内容已经核实。", "（一）项目来源", "项目来源的具体内容已经核实。",
            "（二）资金安排", "资金安排的具体内容已经核实。", "二、请示事项",
            "请示事项的具体内容已经核实。", "妥否，请批示。",
        ),
        (0, 1, 0, 2, 0, 2, 0, 1, 0, 0),
        (("附件", "资金安排明细表"),),
        ("层次序数",), ("图形",), "请示", ((3, 3),),
    ),
    "wps_without_styles": Sample(
        wps_without_styles,
        {
            "layout": "down", "issuers": ["咸宁市人民政府办公室"],
            "reference": "咸政办发〔2026〕12号",
            "title": "咸宁市人民政府办公室关于印发停车设施\n管理办法的通知",
            "addressees": "各县、市、区人民政府，市政府各部门",
            "signature_name": "咸宁市人民政府办公室", "date": "2026-06-02",
            "notes": "此件公开发布", "cc": "市委各部门，咸宁军分区。",
            "printed_by": "咸宁市人民政府办公室", "printed_on": "2026-06-02",
        },
        ("《咸宁市停车设施管理办法》已经市政府同意，现印发给你们，请认真执行。",),
        annexes=(("", "咸宁市停车设施管理办法"),),
        changed=("标题",), kind="通知",
    ),
    "letter": Sample(
        letter,
        {"layout": "letter", "issuers": ["咸宁市人民政府"], "reference": "咸政函〔2026〕5号",
         "title": "咸宁市人民政府关于商请支持绿色航运项目的函", "addressees": "省交通运输厅",
         "signature_name": "咸宁市人民政府", "date": "2026-06-12",
         "cc": "省发展改革委，省财政厅。"},
        ("为加快项目建设，现就有关事项函商如下。", "专此函达，请予支持并函复。"),
        changed=("成文日期",), kind="函",
    ),
    "minutes": Sample(
        minutes,
        {"layout": "minutes", "head": "咸宁市人民政府专题会议纪要", "reference": "第12次",
         "title": "关于研究城区停车设施建设的会议纪要",
         "attendance": [{"label": "出席", "names": "王建国　李明"},
                        {"label": "请假", "names": "赵伟"}, {"label": "列席", "names": "黄志刚"}]},
        ("5月30日，副市长主持召开专题会议，研究城区停车设施建设工作。现纪要如下：",
         "一、会议认为，停车设施建设十分紧迫。", "二、会议要求，各单位要加快推进。"),
        kind="纪要",
    ),
    "order": Sample(
        order,
        {"layout": "order", "issuers": ["咸宁市人民政府"], "reference": "第26号", "title": "",
         "date": "2026-06-02", "signature_name": "市　长", "signers": ["王建国"]},
        ("《咸宁市城市管理办法》已经市人民政府常务会议审议通过，现予公布，自2026年8月1日起施行。",),
    ),
    "joint": Sample(
        joint,
        {"layout": "up", "issuers": ["咸宁市财政局", "咸宁市交通运输局", "咸宁市水利和湖泊局"],
         "reference": "咸财文〔2026〕21号", "signers": ["王明", "李建国"],
         "copy_number": "000123", "urgency": "特急", "title": "关于绿色航运项目资金安排的请示",
         "signature_name": "",
         "signature_names": ["咸宁市财政局", "咸宁市交通运输局", "咸宁市水利和湖泊局"], **REQUEST},
        ("现将资金安排请示如下。", "妥否，请批示。"),
        changed=("署名",), kind="请示",
    ),
    "issued_rules": Sample(
        issued_rules,
        {"title": "市人民政府关于印发咸宁市人民政府工作规则的通知",
         "addressees": "各县、市、区人民政府，市政府各部门，咸宁高新区管委会",
         "signature_name": "咸宁市人民政府", "date": "2023-06-07"},
        ("《咸宁市人民政府工作规则》已经市第六届人民政府第29次常务会议审议通过，现予印发。",),
        annexes=(("", "咸宁市人民政府工作规则"),), kind="通知",
    ),
}  # fmt: skip
