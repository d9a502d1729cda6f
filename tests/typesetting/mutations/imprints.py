"""Spoilt 版记."""

from dataclasses import replace

from tests.typesetting.documents import LETTER, UP_SINGLE
from tests.typesetting.mutations.bases import MANY_ADDRESSEES, SHORT
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

LONG = replace(
    SHORT, cc="市委各部门，咸宁军分区，各人民团体，市人大常委会办公室，市政协办公室，市监委，市法院"
)
RULE = '<div class="bar black" style="left:0;top:218mm;width:156mm;height:.35mm"></div>'
PRINTED = '<div class="imprint" style="right:14pt;top:221mm">2023年6月7日印发</div>'
SECOND = r'<span style="padding-left:42[^"]*">'

MUTATIONS = (
    M("imprint-foot", UP_SINGLE, "H", bars("black", "margin-top:.5mm", 2)),
    M("imprint-thick", UP_SINGLE, "H", bars("black", "height:.5mm", 0)),
    M("imprint-thin", UP_SINGLE, "H", bars("black", "height:.35mm", 1)),
    M("imprint-width", UP_SINGLE, "H", bars("black", "width:153mm", 0)),
    M("imprint-left", UP_SINGLE, "H", bars("black", "margin-left:1mm", 0, 1, 2)),
    M("imprint-bars", UP_SINGLE, "H", bars("black", "display:none", 1)),
    M(
        "imprint-order",
        UP_SINGLE,
        "H",
        both(
            moved('<span style="padding-left:0', top=8.6071),
            moved("咸宁市人民政府办公室", top=-8.6071),
            moved("2023年6月7日印发", top=-8.6071),
        ),
    ),
    M(
        "imprint-size",
        UP_SINGLE,
        "H",
        style(tag_before('<span style="padding-left:0'), "font-size:13.5pt"),
    ),
    M(
        "imprint-to",
        MANY_ADDRESSEES,
        "H",
        both(put("主送：", "甲乙："), put("抄送：", "主送："), put("甲乙：", "抄送：")),
    ),
    M("copies-left", UP_SINGLE, "H", moved('<span style="padding-left:0', left=2.0)),
    M("copies-end", UP_SINGLE, "H", put("省交通运输厅。</span>", "省交通运输厅</span>")),
    M("copies-hang", LONG, "H", style(SECOND, "padding-left:46pt")),
    M(
        "copies-right",
        LONG,
        "H",
        sub(r"(padding-left:0\.000pt;letter-spacing:)[-\d.]+pt", r"\g<1>0.5pt"),
    ),
    M("printer-left", UP_SINGLE, "H", moved("咸宁市人民政府办公室", left=2.0)),
    M("printed-right", UP_SINGLE, "H", moved("2023年6月7日印发", right=2.0)),
    M("printed-format", UP_SINGLE, "H", put("2023年6月7日印发", "2023年06月07日印发")),
    M("even-pages", SHORT, "G", with_(sides="single", cc="", body=SHORT.body[:1])),
    M("letter-imprint", LETTER, "H", pieces(RULE)),
    M("letter-printed", LETTER, "H", pieces(PRINTED)),
)
