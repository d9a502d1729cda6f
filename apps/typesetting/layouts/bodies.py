"""The text between head and tail: title, addressees, paragraphs, chapters, annex pages."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from apps.typesetting.composer import Measure
from apps.typesetting.layouts.figures import set_figure
from apps.typesetting.layouts.flow import Flow, blank_rows
from apps.typesetting.layouts.tables import set_table
from apps.typesetting.layouts.titles import titled
from apps.typesetting.layouts.turned import set_turned
from apps.typesetting.markup import Lines, Style, paragraph, plain
from apps.typesetting.model import Annex, Block, Figure, Gongwen, Paragraph, Table
from apps.typesetting.model.outline import is_heading
from apps.typesetting.titles import break_title

FACES = {1: "hei", 2: "kai"}
ANNEX_TITLE_ROW = 3
TYPED = "　 "  # blanks that a typist put where the layout leaves room
ONE_ROW = 26  # characters of a centred line


def set_title(flow: Flow, gongwen: Gongwen) -> None:
    """The title in 二号小标宋, broken by sense, and the blank row below it."""
    if gongwen.title:
        flow.fixed(*titled(gongwen.title, (*gongwen.issuers, *gongwen.names)))
        flow.blank()


def set_addressees(flow: Flow, gongwen: Gongwen) -> None:
    """主送机关 flush left, closed by a full-width colon."""
    if gongwen.addressees and not gongwen.addressees_below:
        text = gongwen.addressees.strip(TYPED).rstrip("：:。") + "："
        flow.lines(paragraph(text, Measure(first=0.0), Style(kind="address")))


def set_blocks(flow: Flow, blocks: Iterable[Block], names: tuple[str, ...] = ()) -> None:
    """Set paragraphs, tables and figures one after another."""
    for block in blocks:
        if isinstance(block, Table):
            (set_turned if block.landscape else set_table)(flow, block, names)
        elif isinstance(block, Figure):
            set_figure(flow, block)
        else:
            _set_paragraph(flow, block, names)


def _trimmed(block: Paragraph) -> Paragraph:
    """Return a paragraph without the blanks typed before and after it: the layout sets its own."""
    text = block.text.lstrip(TYPED)
    lead = max(0, block.lead - (len(block.text) - len(text)))
    return replace(block, text=text.rstrip(TYPED), lead=lead)


def _set_paragraph(flow: Flow, block: Paragraph, names: tuple[str, ...]) -> None:
    block = _trimmed(block)
    if not block.text:
        return
    if block.kind == "chapter":
        flow.heading(_centred(block.text, "hei centre", "hei", "h2"))
    elif block.kind == "centred":
        flow.lines(_centred(block.text, "centre", "fang", "p"))
    elif block.kind == "flush":
        flow.lines(paragraph(block.text, Measure(first=0.0), Style(names=names)))
    else:
        face = FACES.get(block.level, "")
        whole = bool(face) and is_heading(block)
        tag = "h3" if whole and block.level == 1 else "p"
        lines = paragraph(
            block.text, style=Style(block.lead if face else 0, face, tag=tag, names=names)
        )
        (flow.heading if whole else flow.lines)(lines)


def _centred(text: str, css: str, role: str, tag: str) -> Lines:
    """Centred lines, broken evenly where one is not enough."""
    lines = break_title(text) if len(text) > ONE_ROW else (text,)
    return Lines([(0.0, plain(line, role)) for line in lines], css=css, tag=tag)


def set_annexes(flow: Flow, gongwen: Gongwen) -> None:
    """Each annex on a new page: its label flush left in row 1, its title centred in row 3."""
    for annex in gongwen.annexes:
        blocks = annex.blocks
        front = _front(annex, gongwen.names)
        flow.open_page()
        if blocks and isinstance(blocks[0], Table) and blocks[0].landscape:
            set_turned(flow, blocks[0], gongwen.names, front)
            blocks = blocks[1:]
        else:
            for html, rows in front:
                flow.fixed(html, rows)
        set_blocks(flow, blocks, gongwen.names)


def _front(annex: Annex, names: tuple[str, ...]) -> Sequence[tuple[str, int]]:
    """Label, title and the white between them; without a label the title keeps its row."""
    above = ANNEX_TITLE_ROW - 1
    label = Lines([(0.0, plain(annex.label, "hei"))], css="hei").html() if annex.label else ""
    white = above - bool(annex.label)
    front = [(label, 1)] if label else []
    front.append((blank_rows(white), white))
    return [*front, titled(annex.title, names), (blank_rows(1), 1)]
