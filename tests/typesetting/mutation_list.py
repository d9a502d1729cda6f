"""Spoilt pages: (fact that must be named, document, what is changed). See mutations.py."""

import re
from dataclasses import replace

from apps.typesetting import Annex, Paragraph, body_from_text
from tests.typesetting.documents import DOWN, LETTER, MINUTES, ORDER, REAL, RULES, UP, UP_SINGLE
from tests.typesetting.mutations import Mutation as M
from tests.typesetting.mutations import bars, put, shift, sub, with_, without_unicode

SHORT_RULES = "\n".join(RULES.splitlines()[:14])
THREE = replace(  # head, two full pages, an annex
    REAL,
    annexes=(
        Annex("咸宁市人民政府工作规则", body_from_text(SHORT_RULES)),
        Annex("有关材料", (Paragraph("请查收。"),), "附件"),
    ),
)
PLAIN = replace(DOWN, annexes=(), sealed=False, signature_name="咸宁市人民政府")
LISTED = replace(DOWN, annexes=DOWN.annexes[1:])
BASES = (THREE, LISTED, PLAIN, UP, UP_SINGLE, LETTER, ORDER, MINUTES)
TEN_LINES = "\n".join(letter * count for count, letter in enumerate("甲乙丙丁戊己庚辛壬癸", 1))
FOLIO = '<div class="folio song" style="right:14pt;top:235mm">— 1 —</div></section>'
RULE = '<div class="bar black" style="left:0;top:220mm;width:156mm;height:.35mm"></div></section>'


def _cut_row(html: str) -> str:
    """Take one line out of the middle of page 3."""
    pages = html.split("<section>")
    pages[3] = re.sub(r"\n[^<\n]{20,}\n", "\n", pages[3], count=1)
    return "<section>".join(pages)


def _swap_mark(html: str) -> str:
    return re.sub(r"\n(?=[一-龥])", "\n，", html, count=1)


MUTATIONS = (
    M("page-size", ORDER, "C", put("size:210.0mm 297.0mm", "size:214mm 297mm")),
    M("top-margin", THREE, "C", sub(r"margin:[\d.]+mm", "margin:36.5mm")),
    M("left-margin", THREE, "C", put("mm 28.0mm}", "mm 30.0mm}")),
    M(
        "type-width",
        THREE,
        "C",
        sub(r"body\{margin:0;letter-spacing:-[\d.]+pt", "body{margin:0;letter-spacing:-0.7pt"),
    ),
    M("rows", THREE, "H", _cut_row),
    M("pitch", THREE, "C", sub(r"16.0pt/[\d.]+mm", "16.0pt/10.3mm")),
    M("last-row", THREE, "C", sub(r"margin:[\d.]+mm", "margin:33.5mm")),
    M("body-size", ORDER, "C", put("html{font:16.0pt", "html{font:15pt")),
    M("body-font", ORDER, "C", put('mm "GW-FangSong"', 'mm "GW-KaiTi"')),
    M("colour", ORDER, "H", put("<p", '<p class="x"><span style="color:blue">蓝</span></p><p')),
    M("embedded", ORDER, "P", without_unicode),
    M("skew", ORDER, "H", put('<p style="', '<p style="transform:rotate(1deg);')),
    M("line-ends", THREE, "H", _swap_mark),
    M("mark", ORDER, "C", put("color:#e60012", "color:#000")),
    M("mark-centre", ORDER, "H", shift("咸宁市人民政府令", left=3.0)),
    M("mark-top", ORDER, "H", shift("咸宁市人民政府令", top=1.5)),
    M("mark-top", LETTER, "C", put(".mark{", ".mark{margin-top:-2mm;")),
    M("mark-width", UP_SINGLE, "C", put(".mark{", ".mark{transform:scaleX(1.06);")),
    M("rule", UP_SINGLE, "C", put(".red{background:#e60012}", ".red{background:#000}")),
    M("rule-left", UP_SINGLE, "H", bars(0, "red", left=1.0)),
    M("rule-width", UP_SINGLE, "H", bars(0, "red", width=-2.0)),
    M("rule-gap", UP_SINGLE, "H", bars(0, "red", top=1.0)),
    M("rule-height", UP_SINGLE, "H", bars(0, "red", height=1.5)),
    M("number", ORDER, "G", with_(reference="")),
    M("number-format", LISTED, "G", with_(reference="咸政办发〔2023〕012号")),
    M("number-format", LISTED, "G", with_(reference="咸政办发[2023]12号")),
    M("number-format", LISTED, "G", with_(reference="咸政办发〔2023〕第12号")),
    M("number-format", ORDER, "G", with_(reference="第026号")),
    M("number-gap", ORDER, "H", shift("第26号", top=6.0)),
    M(
        "number-centre",
        ORDER,
        "H",
        put("text-align:center;top", "text-align:center;padding-left:8mm;top"),
    ),
    M("number-left", UP_SINGLE, "H", shift("咸政文", left=3.0)),
    M("signer-row", UP, "H", shift("咸政文", top=-3.0)),
    M("signer-right", UP_SINGLE, "H", shift("王建国", left=3.0)),
    M("signer-font", UP_SINGLE, "H", put('class="abs kai"', 'class="abs hei"')),
    M("copy-number", LETTER, "G", with_(copy_number="01")),
    M("urgency", UP_SINGLE, "H", put('class="abs hei"', 'class="abs kai"')),
    M("title", UP_SINGLE, "G", with_(title="")),
    M("title-size", UP_SINGLE, "C", put(".title{font-size:22.0pt", ".title{font-size:21pt")),
    M("title-font", UP_SINGLE, "H", put("title biao", "title hei", 2)),
    M(
        "title-centre",
        UP_SINGLE,
        "H",
        put('class="title biao" style="', 'class="title biao" style="padding-left:4mm;'),
    ),
    M("title-gap", UP_SINGLE, "C", put(".title{", ".title{position:relative;top:2mm;")),
    M("title-shape", UP_SINGLE, "G", with_(title="关于绿色航运项\n目资金\n安排有关问题的请示")),
    M("title-marks", UP_SINGLE, "G", with_(title="关于绿色航运，资金安排问题的请示")),
    M(
        "addressee-left",
        UP_SINGLE,
        "H",
        put("<p>省人民政府", '<p style="padding-left:4mm">省人民政府'),
    ),
    M(
        "addressee-gap",
        UP_SINGLE,
        "H",
        sub(r'(title biao.*?</div>)<div style="height:10[.\d]+mm"></div>', r"\1"),
    ),
    M("first-page-text", UP_SINGLE, "G", with_(body=(), annex_list=(), title=TEN_LINES)),
    M("indent", ORDER, "H", sub(r"text-indent:31[.\d]+pt", "text-indent:16pt")),
    M("level-font", LISTED, "H", put('<span class="hei">', '<span class="kai">')),
    M("level-font", LISTED, "H", put('<span class="kai">', '<span class="hei">')),
    M("level-form", LISTED, "G", with_(body=(Paragraph("(一)甲事项。", 2, 3),))),
    M(
        "annex-list-left",
        UP_SINGLE,
        "H",
        sub(r'text-indent:-[\d.]+pt">附件：', 'text-indent:-40pt">附件：'),
    ),
    M("annex-list-end", UP_SINGLE, "H", put("资金安排明细表<", "资金安排明细表；<")),
    M("date", ORDER, "G", with_(date=None)),
    M("date-format", ORDER, "H", put("2023年6月7日<", "2023年06月07日<")),
    M("date-right", UP_SINGLE, "H", shift("2023年6月7日", left=2.0)),
    M("signature-centre", UP_SINGLE, "H", shift("咸宁市人民政府</div><div", left=2.0)),
    M("plain-date-left", PLAIN, "H", shift("2023年6月7日", left=1.0)),
    M(
        "plain-signature-right",
        PLAIN,
        "H",
        put("position:relative;height", "position:relative;left:-0.8mm;height"),
    ),
    M("notes-left", UP_SINGLE, "H", sub(r'text-indent:31[.\d]+pt">（联', 'text-indent:10pt">（联')),
    M("notes-brackets", UP_SINGLE, "H", put("（联系人", "【联系人")),
    M("annex-label", THREE, "H", put('<p class="hei">附件', '<p class="kai">附件')),
    M("annex-title", THREE, "H", put("有关材料</div>", "有关材料　　　</div>")),
    M("imprint-foot", UP_SINGLE, "H", bars(2, "black", top=0.5)),
    M("imprint-thick", UP_SINGLE, "H", bars(0, "black", height=0.2)),
    M("imprint-thin", UP_SINGLE, "H", bars(1, "black", height=0.15)),
    M("imprint-width", UP_SINGLE, "H", bars(0, "black", width=-3.0)),
    M(
        "imprint-size",
        UP_SINGLE,
        "C",
        sub(r"(\.imprint\{position:absolute;white-space:pre;font-size:)14.0pt", r"\g<1>12pt"),
    ),
    M("copies-left", UP_SINGLE, "H", shift('<span style="padding-left:0.000pt', left=8.0)),
    M("copies-end", UP_SINGLE, "H", put("省交通运输厅。</span>", "省交通运输厅</span>")),
    M("printer-left", UP_SINGLE, "H", shift("咸宁市人民政府办公室", left=6.0)),
    M("printed-right", UP_SINGLE, "H", shift("2023年6月7日印发", right=6.0)),
    M("printed-format", UP_SINGLE, "H", put("2023年6月7日印发", "2023年06月7日印发")),
    M("even-pages", UP_SINGLE, "H", put("</section>", "</section><section></section>")),
    M("folio", ORDER, "H", sub(r'<div class="folio[^>]*>.*?</div>', "")),
    M(
        "folio-size",
        ORDER,
        "C",
        sub(
            r"\.folio\{position:absolute;font-size:14.0pt",
            ".folio{position:absolute;font-size:12pt",
        ),
    ),
    M("folio-font", ORDER, "H", put("folio song", "folio hei")),
    M("folio-form", ORDER, "H", put("— 1 —", "- 1 -")),
    M("folio-odd", ORDER, "H", put("right:14.0pt", "right:18pt")),
    M("folio-even", UP_SINGLE, "H", sub(r'left:14.0pt;(top:[\d.]+mm">— 2)', r"left:18pt;\1")),
    M("folio-drop", ORDER, "H", shift("— 1 —", top=1.0)),
    M("letter-upper-rule", LETTER, "H", bars(0, "red", top=0.6)),
    M("letter-lower-rule", LETTER, "H", bars(3, "red", top=-0.6)),
    M("letter-rule-width", LETTER, "H", bars(2, "red", width=-10.0)),
    M("letter-rule-order", LETTER, "H", bars(1, "red", height=2.0)),
    M("letter-number-right", LETTER, "H", shift("咸政函", left=-2.0)),
    M("letter-number-gap", LETTER, "H", shift("咸政函", top=0.8)),
    M("letter-title-gap", LETTER, "H", shift("000001", top=3.0)),
    M("letter-folio", LETTER, "H", put("</section>", FOLIO)),
    M("letter-imprint", LETTER, "H", put("</section>", RULE)),
    M(
        "order-text-gap",
        ORDER,
        "H",
        sub(r'<section><div style="height:[\d.]+mm', '<section><div style="height:100mm'),
    ),
    M("attendance-font", MINUTES, "H", put('<span class="hei">出席', '<span class="kai">出席')),
    M(
        "attendance-left",
        MINUTES,
        "H",
        sub(
            r'text-indent:-[\d.]+pt"><span class="hei">请假',
            'text-indent:-40pt"><span class="hei">请假',
        ),
    ),
)
