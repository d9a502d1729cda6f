"""Spoilt titles, addressees, paragraphs, lists of annexes, annex pages, attendance."""

from apps.typesetting import Paragraph, body_from_text
from tests.typesetting.documents import LETTER, MINUTES, ORDER, UP, UP_SINGLE
from tests.typesetting.mutations.bases import LISTED, SHORT, THREE
from tests.typesetting.mutations.ops import Mutation as M
from tests.typesetting.mutations.ops import moved, put, style, sub, tag_before, with_

H1 = r"<h1[^>]*>"
MANY = "，".join(f"第{n}镇人民政府办公室" for n in range(1, 60))
LIST_2 = r'<p style="[^"]*">(?=(<span[^>]*>)?2\.)'


def _hang(pattern: str):
    """Let the turnover of a hanging paragraph hang 4 mm further, its first row stay."""

    def change(html: str) -> str:
        import re

        found = re.search(pattern, html)
        tag = re.sub(
            r"padding-left:([\d.]+)pt;text-indent:(-?[\d.]+)pt",
            lambda m: f"padding-left:{float(m[1]) + 11:.3f}pt;text-indent:{float(m[2]) - 11:.3f}pt",
            found.group(),
        )
        return html[: found.start()] + tag + html[found.end() :]

    return change


MUTATIONS = (
    M("title", UP_SINGLE, "G", with_(title="")),
    M("title-size", SHORT, "H", style(H1, "font-size:21.5pt")),
    M("title-font", SHORT, "H", put("title biao", "title song")),
    M("title-centre", SHORT, "H", style(H1, "padding-left:2mm")),
    M(
        "title-gap",
        SHORT,
        "H",
        sub(r'<div style="height:([\d.]+)mm"></div><h1', '<div style="height:102mm"></div><h1'),
    ),
    M("title-shape", UP_SINGLE, "G", with_(title="关于绿色航运项目\n资金\n安排有关问题的请示")),
    M("title-marks", UP_SINGLE, "G", with_(title="关于绿色航运，资金安排问题的请示")),
    M("title-sense", UP_SINGLE, "G", with_(title="关于绿色航运项\n目资金安排问题的请示")),
    M("title-sense", UP_SINGLE, "G", with_(title="关于转发《绿色航运\n办法》有关问题的请示")),
    M("title-kind", UP_SINGLE, "G", with_(title="关于绿色航运项目资金安排的方案")),
    M("addressee-left", UP_SINGLE, "H", moved("省人民政府：", left=2.0)),
    M("addressee-gap", SHORT, "H", sub(r'(</h1><div style="height:)[\d.]+', r"\g<1>12.5")),
    M("addressee-colon", UP_SINGLE, "H", put("省人民政府：", "省人民政府:")),
    M("first-page-text", LETTER, "G", with_(addressees=MANY)),
    M("no-blank-note", THREE, "G", with_(body=(*THREE.body, Paragraph("（此页无正文）")))),
    M("indent", ORDER, "C", sub(r"\.in\{text-indent:[\d.]+pt", ".in{text-indent:33.5pt")),
    M("level-font", LISTED, "H", put('<span class="hei">一、', '<span class="kai">一、')),
    M("level-font", LISTED, "H", put('<span class="kai">', '<span class="hei">')),
    M("level-form", LISTED, "G", with_(body=(Paragraph("(一)甲事项。", 2, 3),))),
    M(
        "level-order",
        LISTED,
        "G",
        with_(body=body_from_text("一、甲事项请办理。\n三、丙事项请办理。")),
    ),
    M("annex-list-left", LISTED, "H", style(tag_before("附件：1."), "margin-left:1mm")),
    M("annex-list-form", LISTED, "H", put("附件：1.", "附件:1.")),
    M("annex-list-form", LISTED, "H", put("附件：1.", "附件：1、")),
    M("annex-list-end", UP_SINGLE, "H", put("资金安排明细表<", "资金安排明细表；<")),
    M("annex-list-gap", LISTED, "H", style(tag_before("附件：1."), "margin-top:2mm")),
    M("annex-list-hang", UP, "H", _hang(LIST_2)),
    M("annex-names", LISTED, "G", with_(annex_list=("汛期信息报送说明", "汛期值班安排表"))),
    M("annex-label", THREE, "H", put('<p class="hei">附件', '<p class="kai">附件')),
    M("annex-title", THREE, "H", style(r"<h1[^>]*有关材料[^>]*>", "padding-left:2mm")),
    M(
        "attendance-left",
        MINUTES,
        "H",
        style(tag_before('<span class="hei">请假'), "margin-left:1mm"),
    ),
    M("attendance-font", MINUTES, "H", put('<span class="hei">出席', '<span class="kai">出席')),
    M("attendance-hang", MINUTES, "H", _hang(r'<p style="[^"]*">(?=<span class="hei">出席)')),
)
