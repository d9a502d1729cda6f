"""Walks over every character of a document before it is set: each must have a glyph somewhere.

Control characters, joiners and combining marks are refused too: they have no cell of their own, and
what they do to their neighbours no composer can foresee.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from apps.typesetting.metrics import metrics
from apps.typesetting.model import Block, Figure, Gongwen, Paragraph
from apps.typesetting.refusals import MissingGlyph, Unprintable

IGNORED = frozenset("　 ")
WITHOUT_CELL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Mc", "Me", "Zl", "Zp", "Zs"})

Place = tuple[str, str, str, str]  # where, role of the face, text, characters it may also hold


def refuse_missing(gongwen: Gongwen) -> None:
    """Raise MissingGlyph for the first character that neither its face nor the rare face has."""
    refuse_unwritable(places(gongwen))


def refuse_unwritable(everything: Iterable[Place]) -> None:
    """Raise MissingGlyph or Unprintable for the first character that cannot stand on a page."""
    rare = metrics("rare")
    for place, role, text, besides in everything:
        font = metrics(role)
        for character in text:
            if character in IGNORED or character in besides:
                continue
            if unicodedata.category(character) in WITHOUT_CELL:
                raise Unprintable(character, place)
            if not font.has(character) and not rare.has(character):
                raise MissingGlyph(character, place)


def places(gongwen: Gongwen) -> Iterator[Place]:
    """Yield (place in Chinese, role, text, also allowed) of everything that appears on the page."""
    yield "发文机关标志", "biao", gongwen.head + "".join(gongwen.issuers), ""
    yield "份号", "fang", gongwen.copy_number, ""
    yield "紧急程度", "hei", gongwen.urgency, ""
    yield "发文字号", "fang", gongwen.reference, ""
    yield "签发人", "kai", "".join(gongwen.signers), ""
    yield "标题", "biao", gongwen.title, "\n"
    yield "主送机关", "fang", gongwen.addressees, ""
    yield from _blocks("正文", gongwen.body)
    yield "附件说明", "fang", "".join(gongwen.annex_list), ""
    yield "发文机关署名", "fang", "".join(gongwen.signatories), ""
    yield "附注", "fang", gongwen.notes, ""
    for group in gongwen.attendance:
        yield f"“{group.label}”名单", "fang", group.label + group.names, ""
    for annex in gongwen.annexes:
        name = annex.label or f"《{annex.title}》"
        yield "附件序号", "hei", annex.label, ""
        yield f"{name}的标题", "biao", annex.title, "\n"
        yield from _blocks(name, annex.blocks)
    yield "抄送机关", "fang", gongwen.cc, ""
    yield "印发机关", "fang", gongwen.printed_by, ""


def _blocks(name: str, blocks: tuple[Block, ...]) -> Iterator[Place]:
    for number, block in enumerate(blocks, start=1):
        if isinstance(block, Paragraph):
            role = "hei" if block.kind == "chapter" else "fang"
            yield f"{name}第{number}段", role, block.text, ""
        elif isinstance(block, Figure):
            yield f"{name}第{number}段（图）", "hei", block.caption, ""
        else:
            text = "".join((*block.header, *(cell for row in block.rows for cell in row)))
            yield f"{name}第{number}段（表格）", "fang", text, "\n"
            yield f"{name}第{number}段（表名）", "hei", block.title, ""
