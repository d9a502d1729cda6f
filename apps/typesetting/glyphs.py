"""Walks over every character of a document before it is set: each must have a glyph somewhere."""

from collections.abc import Iterator

from apps.typesetting.metrics import metrics
from apps.typesetting.model import Block, Gongwen, Paragraph
from apps.typesetting.refusals import MissingGlyph

IGNORED = frozenset("\n　 ")


def refuse_missing(gongwen: Gongwen) -> None:
    """Raise MissingGlyph for the first character that neither its face nor the rare face has."""
    rare = metrics("rare")
    for place, role, text in places(gongwen):
        font = metrics(role)
        for character in text:
            if character not in IGNORED and not font.has(character) and not rare.has(character):
                raise MissingGlyph(character, place)


def places(gongwen: Gongwen) -> Iterator[tuple[str, str, str]]:
    """Yield (place in Chinese, role, text) of everything that appears on the page."""
    yield "发文机关标志", "biao", gongwen.head + "".join(gongwen.issuers)
    yield "份号", "fang", gongwen.copy_number
    yield "紧急程度", "hei", gongwen.urgency
    yield "发文字号", "fang", gongwen.reference
    yield "签发人", "kai", "".join(gongwen.signers)
    yield "标题", "biao", gongwen.title
    yield "主送机关", "fang", gongwen.addressees
    yield from _blocks("正文", gongwen.body)
    yield "附件说明", "fang", "".join(gongwen.annex_list)
    yield "发文机关署名", "fang", gongwen.signature_name
    yield "附注", "fang", gongwen.notes
    for group in gongwen.attendance:
        yield f"“{group.label}”名单", "fang", group.label + group.names
    for annex in gongwen.annexes:
        name = annex.label or f"《{annex.title}》"
        yield f"{name}的标题", "biao", annex.title
        yield from _blocks(name, annex.blocks)
    yield "抄送机关", "fang", gongwen.cc
    yield "印发机关", "fang", gongwen.printed_by


def _blocks(name: str, blocks: tuple[Block, ...]) -> Iterator[tuple[str, str, str]]:
    for number, block in enumerate(blocks, start=1):
        if isinstance(block, Paragraph):
            role = "hei" if block.kind == "chapter" else "fang"
            yield f"{name}第{number}段", role, block.text
        else:
            text = "".join((*block.header, *(cell for row in block.rows for cell in row)))
            yield f"{name}第{number}段（表格）", "fang", text
