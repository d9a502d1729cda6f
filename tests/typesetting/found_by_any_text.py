"""What the search for any text once found, cut down: checker or layout was wrong, is no more."""

from dataclasses import replace

from apps.typesetting import Annex, Paragraph, Table
from tests.typesetting.documents import LETTER, MINUTES, ORDER, REAL, UP_SINGLE

OPENING = Paragraph("为贯彻落实省委、省政府决策部署，经研究，现将有关事项通知如下。" * 4)
NAME = "绿色航运项目前期工作情况说明"
PLAIN = replace(REAL, annexes=(), notes="", cc="")
SHORT = replace(UP_SINGLE, annex_list=(), notes="", urgency="")
SMALL = Table(("栏1", "栏2"), (("", ""),))


def _body(*blocks, base=PLAIN):
    return replace(base, body=(OPENING, *blocks))


def _lines(count):
    return Paragraph("国" * (28 * count - 2))


FOUND = {
    # The checker took a centred line of 24 characters for a paragraph, a little off its place.
    "centred-near-the-indent": _body(
        Paragraph("‰伡枂I毡不府工部他“b他他发工部发会了了他\\F（《", kind="centred"), base=ORDER
    ),
    # Blanks that somebody typed before a paragraph moved it.
    "typed-blanks": _body(
        Paragraph(" 　国家政策。"), Paragraph("　　"), Paragraph(" 一、甲", 1, 4)
    ),
    # A paragraph that begins with a closing mark, or ends with an opening one, was broken nowhere.
    "closing-mark-first": _body(Paragraph("」国家政策要落实。"), Paragraph("国" * 24 + "（《")),
    # Short paragraphs without indent are no lines that were broken too early.
    "flush-paragraphs": _body(*[Paragraph("国" * 19, kind="flush")] * 4),
    "flush-before-an-address": _body(
        *[Paragraph("https://example.org/a_b?c=1，请查询。", kind="flush")] * 3
    ),
    # A heading that would stand last on a page leaves its rows free.
    "heading-goes-on": _body(_lines(23), Paragraph("一、总体要求", 1, 6), _lines(9)),
    "wrapped-heading-goes-on": _body(
        _lines(22), Paragraph("国家" * 20, kind="chapter"), _lines(9)
    ),
    # 附件说明 over more than a page: the signature took the whole of it along, then stood alone.
    **{
        f"list-of-{count}": replace(SHORT, body=(_lines(9),), annex_list=(NAME,) * count)
        for count in (6, 12, 21, 30)
    },
    # A label moved with the tracking of its row; a 。 within a name is no mark at its end.
    "names-that-turn": replace(
        SHORT,
        annex_list=(
            "关于(‰https://example.org/a_b?c=1以府个为府大府工（\\E上有大他他J了的说明",
            "关于" + "来中为和国" * 4 + "会。的说明",
        ),
    ),
    # A page with a table shows text all the same; below it the list returns to the grid first.
    "text-beside-a-table": _body(SMALL, base=ORDER),
    "list-below-a-table": _body(
        replace(SMALL, landscape=True), SMALL, base=replace(MINUTES, annex_list=(NAME,))
    ),
    # Centred rows and rows of a table above a signature are no names of it.
    "signature-below-centred": replace(
        _body(_lines(15), *[Paragraph("一一一一一一", kind="centred")] * 3, base=SHORT),
        sealed=False,
    ),
    "signature-below-a-table": replace(_body(_lines(10), SMALL, base=SHORT), sealed=False),
    # A line of digits in the text of an order, which has no title, is no 份号.
    "digits-of-an-order": _body(Paragraph("的"), Paragraph("0"), base=ORDER),
    # Centred rows of the text are no turnover of the attendance that comes later.
    "attendance-after-centred": _body(*[Paragraph("不", kind="centred")] * 2, base=MINUTES),
}  # fmt: skip

# What cannot stand on a page by the standard is refused, with the place and what to do.
REFUSED = {
    # A landscape table fills its page: the signature would stand alone on the next one.
    "signature-after-a-landscape-table": (
        _body(Table(("甲",), (("乙",),), landscape=True), base=LETTER), "单独成页"
    ),
    "character-without-a-glyph": (_body(Paragraph("乙\U0003106c。")), "正文第2段"),
    "control-character": (_body(Paragraph("乙\x07。")), "正文第2段"),
    "in-an-annex": (
        replace(PLAIN, annexes=(Annex("名单", (Paragraph("\U0010fffd"),), "附件"),)), "附件第1段"
    ),
}  # fmt: skip
