"""Spoilt heads: marks, numbers, rules, signers, corners, letters."""

from dataclasses import replace

from tests.typesetting.documents import LETTER, MINUTES, ORDER, UP, UP_SINGLE
from tests.typesetting.mutations.bases import LISTED, SHORT
from tests.typesetting.mutations.ops import Mutation as M
from tests.typesetting.mutations.ops import (
    bars,
    both,
    moved,
    pieces,
    put,
    style,
    sub,
    tag_before,
    with_,
)
from tests.typesetting.specimens.joint import JOINT_FIVE

MARK = r'<div class="mark[^>]*>'
COPY = replace(UP_SINGLE, copy_number="000012")
SECRET = '<div class="abs" style="left:0;top:0mm">秘密★1年</div>'
TWO_MORE = (
    '<div class="abs kai" style="left:85mm;top:{}">赵云龙</div>'
    '<div class="abs kai" style="left:108mm;top:{}">李四光</div>'
)


def _three_signers(html: str) -> str:
    """Move the label to the left and put two names between it and the signer."""
    import re

    top = re.search(r"top:([\d.]+mm)[^>]*>签发人：", html).group(1)
    html = moved("签发人：", left=-50.0)(html)
    return pieces(TWO_MORE.format(top, top))(html)


MUTATIONS = (
    M("mark", ORDER, "H", sub(r'<div class="mark[^>]*>.*?</div>', "")),
    M("mark-centre", ORDER, "H", style(MARK, "margin-left:3mm")),
    M("mark-top", ORDER, "H", style(MARK, "margin-top:-0.8mm")),
    M("mark-width", UP_SINGLE, "H", style(MARK, "transform:scaleX(1.07);transform-origin:78mm 0")),
    M(
        "mark-font",
        SHORT,
        "H",
        sub(
            r'(<div class="mark[^>]*>[^<]*)人',
            r'\1<span style="font-family:GW-HeiTi">人</span>',
        ),
    ),
    M("mark-text", ORDER, "G", with_(head="咸宁市人民政府公告")),
    M("mark-text", LETTER, "G", with_(head="咸宁市人民政府文件")),
    M("mark-text", MINUTES, "G", with_(head="咸宁市人民政府会议记录")),
    M("mark-suffix", JOINT_FIVE, "H", moved("文件", top=2.0)),
    M("rule", SHORT, "H", put("bar red", "bar black")),
    M("rule-left", SHORT, "H", bars("red", "margin-left:1mm", 0)),
    M("rule-width", SHORT, "H", bars("red", "width:154mm", 0)),
    M("rule-gap", SHORT, "H", bars("red", "margin-top:.6mm", 0)),
    M("rule-height", SHORT, "H", bars("red", "height:1.2mm", 0)),
    M("number", ORDER, "G", with_(reference="")),
    M("number-format", LISTED, "G", with_(reference="咸政办发〔2023〕012号")),
    M("number-format", LISTED, "G", with_(reference="咸政办发[2023]12号")),
    M("number-format", LISTED, "G", with_(reference="咸政办发〔2023〕第12号")),
    M("number-format", ORDER, "G", with_(reference="第026号")),
    M("number-gap", SHORT, "H", style(MARK, "transform:scaleY(.6);transform-origin:0 2mm")),
    M("number-centre", SHORT, "H", moved("咸政发", left=2.0)),
    M("number-left", UP_SINGLE, "H", moved("咸政文", left=3.0)),
    M("signer-row", UP, "H", moved("咸政文", top=-0.5)),
    M("signer-right", UP_SINGLE, "H", both(moved("签发人：", left=3.0), moved("王建国", left=3.0))),
    M("signer-font", UP_SINGLE, "H", put('class="abs kai"', 'class="abs hei"')),
    M("signer-label", UP_SINGLE, "H", style(tag_before("签发人："), "font-family:GW-HeiTi")),
    M("signer-columns", UP, "H", moved("欧阳建国", left=2.0)),
    M("signer-pairs", UP_SINGLE, "H", _three_signers),
    M("copy-number", LETTER, "G", with_(copy_number="01")),
    M("secrecy", SHORT, "H", pieces(SECRET)),
    M("urgency", UP_SINGLE, "H", put('class="abs hei"', 'class="abs kai"')),
    M("corner-order", COPY, "H", both(moved("000012", top=10.4464), moved("加急", top=-10.4464))),
    M("corner-rows", COPY, "H", moved("加急", top=1.2)),
    M("letter-upper-rule", LETTER, "H", bars("red", "margin-top:.6mm", 0)),
    M("letter-lower-rule", LETTER, "H", bars("red", "margin-top:-.6mm", 2, 3)),
    M("letter-rule-width", LETTER, "H", bars("red", "width:165mm;margin-left:2.5mm", 2)),
    M("letter-rule-centre", LETTER, "H", bars("red", "margin-left:.8mm", 0, 1, 2, 3)),
    M("letter-rule-order", LETTER, "H", bars("red", "margin-top:-.8mm;height:1.1mm", 1)),
    M("letter-number-right", LETTER, "H", moved("咸政函", left=-2.0)),
    M("letter-number-gap", LETTER, "H", moved("咸政函", top=0.8)),
    M("letter-corner-gap", LETTER, "H", moved("000001", top=0.8)),
    M(
        "letter-title-gap",
        LETTER,
        "H",
        sub(r'<div style="height:[\d.]+mm"></div><h1', '<div style="height:40mm"></div><h1'),
    ),
    M(
        "order-text-gap",
        ORDER,
        "H",
        sub(r'<div style="height:[\d.]+mm"></div><p', '<div style="height:90mm"></div><p'),
    ),
)
