"""The text between head and tail: title, addressees, paragraphs, chapters, annex pages."""

from collections.abc import Iterable

from apps.typesetting.composer import Measure
from apps.typesetting.layouts.flow import Flow, titles
from apps.typesetting.layouts.tables import set_table
from apps.typesetting.markup import Lines, paragraph, plain
from apps.typesetting.model import Annex, Block, Gongwen, Paragraph, Table
from apps.typesetting.titles import break_title

FACES = {1: "hei", 2: "kai"}
ANNEX_TITLE_ROW = 3


def set_title(flow: Flow, gongwen: Gongwen) -> None:
    """The title in 二号小标宋, broken by sense, and the blank row below it."""
    if gongwen.title:
        lines = break_title(gongwen.title, gongwen.issuers)
        flow.fixed(titles(lines), len(lines))
        flow.blank()


def set_addressees(flow: Flow, gongwen: Gongwen) -> None:
    """主送机关 flush left, closed by a full-width colon."""
    if gongwen.addressees:
        text = gongwen.addressees.rstrip("：:。") + "："
        flow.lines(paragraph(text, Measure(first=0.0)))


def set_blocks(flow: Flow, blocks: Iterable[Block]) -> None:
    """Set paragraphs and tables one after another."""
    for block in blocks:
        if isinstance(block, Table):
            set_table(flow, block)
        else:
            _set_paragraph(flow, block)


def _set_paragraph(flow: Flow, block: Paragraph) -> None:
    face = FACES.get(block.level, "")
    lead = block.lead if face else 0
    if block.kind == "chapter":
        flow.heading(_centred(block.text, "hei centre", "hei"))
    elif block.kind == "centred":
        flow.lines(_centred(block.text, "centre", "fang"))
    elif block.kind == "flush":
        flow.lines(paragraph(block.text, Measure(first=0.0)))
    else:
        lines = paragraph(block.text, lead=lead, face=face)
        whole = lead >= len(block.text) > 0
        place = flow.heading if whole else flow.lines
        place(lines)


def _centred(text: str, css: str, role: str) -> Lines:
    """Centred lines, broken evenly where one is not enough."""
    lines = break_title(text) if len(text) > 26 else (text,)
    return Lines([(0.0, plain(line, role)) for line in lines], css=css)


def set_annexes(flow: Flow, annexes: Iterable[Annex]) -> None:
    """Each annex on a new page: its label flush left in row 1, its title centred in row 3."""
    for annex in annexes:
        flow.open_page()
        if annex.label:
            flow.lines(Lines([(0.0, plain(annex.label, "hei"))], css="hei"))
            flow.blank()
        else:
            flow.blank(ANNEX_TITLE_ROW - 1, at_top=True)
        lines = break_title(annex.title)
        flow.fixed(titles(lines), len(lines))
        flow.blank()
        set_blocks(flow, annex.blocks)
