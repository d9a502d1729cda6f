"""Title, addressees, paragraphs with their faces, annexes on pages of their own."""

from collections.abc import Iterable

from apps.typesetting.docx.writing.markup import LINE, blank, paragraph, run
from apps.typesetting.docx.writing.measures import CELL, TITLE, em_top_in_row, twips
from apps.typesetting.docx.writing.sheet import Across
from apps.typesetting.docx.writing.tables import table
from apps.typesetting.model import Annex, Block, Figure, Gongwen, Paragraph, Table
from apps.typesetting.titles import break_title

FACES = {1: "hei", 2: "kai"}
INDENT = f'w:firstLine="{2 * CELL}"'
BELOW_RULE = 20.9  # mm between the rule and the title's em box


def title(gongwen: Gongwen) -> str:
    """Return the title, its lines as the page breaks them, and the blank row below it."""
    if not gongwen.title:
        return ""
    before = 0 if gongwen.layout == "order" else twips(BELOW_RULE - em_top_in_row(TITLE))
    return _title(break_title(gongwen.title, gongwen.issuers), before) + blank()


def _title(lines: Iterable[str], before: int = 0) -> str:
    inner = LINE.join(run(line, "biao", TITLE) for line in lines)
    return paragraph(inner, align="center", before=before, keep=True)


def addressees(gongwen: Gongwen) -> str:
    """Return 主送机关 flush left, closed by a colon."""
    text = gongwen.addressees.rstrip("：:。")
    return paragraph(run(f"{text}：")) if text else ""


def blocks(parts: Iterable[Block], *, held: bool = False) -> list[str | Across]:
    """Return paragraphs and tables; ``held`` keeps the last paragraph with what follows.

    The only paragraph is not held: it would leave page 1 without text.
    """
    parts = tuple(parts)
    held = held and len(parts) > 1
    return [_block(part, keep=held and place == len(parts) - 1) for place, part in enumerate(parts)]


def _block(part: Block, *, keep: bool) -> str | Across:
    if isinstance(part, Table):
        return Across(table(part)) if part.landscape else table(part)
    if isinstance(part, Figure):
        # A picture is not written into the Word file: its caption marks where it belongs.
        return paragraph(run(part.caption or "（图）"), align="center", keep=keep)
    return _paragraph(part, keep=keep)


def _paragraph(part: Paragraph, *, keep: bool) -> str:
    if part.kind == "chapter":
        return paragraph(run(part.text, "hei"), align="center", keep=True)
    if part.kind == "centred":
        return paragraph(run(part.text), align="center", keep=keep)
    face = FACES.get(part.level, "fang")
    lead = part.lead if face != "fang" else 0
    heading = bool(part.text) and lead >= len(part.text)
    inner = run(part.text[:lead], face) + run(part.text[lead:])
    indent = "" if part.kind == "flush" else INDENT
    return paragraph(inner, indent=indent, keep=keep or heading)


def annex(part: Annex) -> list[str | Across]:
    """Return an annex: label in row 1, title centred in row 3, then its text.

    A landscape table that comes first takes label and title onto its own page.
    """
    first = part.blocks[0] if part.blocks else None
    if isinstance(first, Table) and first.landscape:
        return [Across(_front(part, new_page=False) + table(first)), *blocks(part.blocks[1:])]
    return [_front(part, new_page=True), *blocks(part.blocks)]


def _front(part: Annex, *, new_page: bool) -> str:
    if part.label:
        top = paragraph(run(part.label, "hei"), align="left", new_page=new_page, keep=True)
        top += blank(keep=True)
    else:
        top = blank(2, new_page=new_page, keep=True)
    lines = break_title(part.title)
    return top + (_title(lines) + blank() if lines else "")


__all__ = ["addressees", "annex", "blocks", "title"]
