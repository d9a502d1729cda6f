"""Puts the parts together: one document of the model, and the parts it was made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.typesetting.docx.parsing.pieces import Grid, Item, Piece
from apps.typesetting.docx.recognising import patterns
from apps.typesetting.docx.recognising.annexes import Part, is_issued, split_annexes, titled
from apps.typesetting.docx.recognising.heads import (
    Head,
    head_length,
    is_mark,
    issuers_of,
    take_head,
)
from apps.typesetting.docx.recognising.imprints import Imprint, take_imprint
from apps.typesetting.docx.recognising.tails import Tail, is_signed, take_tail
from apps.typesetting.docx.recognising.texts import Texts
from apps.typesetting.docx.recognising.titles import find_title, is_addressee
from apps.typesetting.model import Annex, Attendance, Gongwen, Layout
from apps.typesetting.plaintext import widen

STAMPED = ("议案",)  # signed by the head in person


@dataclass(frozen=True)
class Parts:
    """A draft taken apart, its words still as they were typed."""

    head: Head
    titles: list[str]
    certain: bool  # the title was found by its words or looks, not by its place
    kind: str
    addressees: str
    body: list[Item]
    tail: Tail
    imprint: Imprint
    annexes: list[Part]
    margins: list[str]  # headers and footers that are no part of the document


@dataclass(frozen=True)
class Recognised:
    """The document, the parts it was put together from, and what was changed in their words."""

    gongwen: Gongwen
    parts: Parts
    texts: Texts


def recognise(items: Sequence[Item], margins: Sequence[Piece] = ()) -> Recognised:
    """Return the document that the items are; ``margins`` are lines of headers and footers."""
    parts, texts = taken_apart(items, margins), Texts()
    return Recognised(assembled(parts, texts), parts, texts)


def taken_apart(items: Sequence[Item], margins: Sequence[Piece] = ()) -> Parts:
    """Return the parts; every item goes into exactly one of them."""
    imprint, rest = take_imprint(items)
    main, annexes = split_annexes(rest)
    first, after, certain = (0, 0, False) if _is_bare_order(main) else find_title(main)
    if not after:  # no title: an order has none, its head is there all the same
        first = after = head_length(main)
    inside = [piece for piece in margins if is_mark(piece)]  # a letter's mark stands in a header
    head = take_head([*inside, *main[:first]])
    titles = [item.bare for item in main[first:after] if isinstance(item, Piece)]
    kind = patterns.kind_of("".join(titles))
    text = list(main[after:])
    while text and isinstance(text[0], Piece) and not text[0].bare:
        text.pop(0)
    addressees = ""
    if text and isinstance(text[0], Piece) and is_addressee(text[0]):
        addressees = text[0].bare
        text.pop(0)
    minutes = kind == "纪要" or any(mark.endswith("纪要") for mark in head.marks)
    opening = text.pop(0) if minutes and text and is_signed(text[0]) else None
    tail, body, following = take_tail(text, opening, minutes=minutes)
    if is_issued(following):
        annexes.insert(0, titled(following))
    else:
        body += following
    others = [piece.bare for piece in margins if piece not in inside]
    return Parts(head, titles, certain, kind, addressees, body, tail, imprint, annexes, others)


def _is_bare_order(items: Sequence[Item]) -> bool:
    """Say whether the text begins right under the mark of an order: what it issues has a title."""
    length = head_length(items)
    rest = (item for item in items[length:] if isinstance(item, Grid) or item.bare)
    text = next(rest, None)
    marks = take_head(items[:length]).marks
    begins = isinstance(text, Piece) and not patterns.is_title_like(text.bare)
    return begins and bool(marks) and marks[-1].endswith("令")


def assembled(parts: Parts, texts: Texts) -> Gongwen:
    """Return the model of the parts, each word in its form; ``texts`` keeps the changes."""
    head, tail, imprint = parts.head, parts.tail, parts.imprint
    issuers, mark = issuers_of(head.marks)
    layout = _layout(parts)
    names = [texts.line("署名", name) for name in tail.signatures]
    signers = head.signers
    stamped = parts.kind in STAMPED
    if (layout == "order" or stamped) and names:  # office and name of the person on one line
        *office, signer = names[-1].rsplit("　", 1)
        names, signers = [name.rstrip("　") for name in office], [signer]
    joint = len(names) > 1 and len(issuers) > 1
    return Gongwen(
        layout=layout,
        issuers=issuers,
        head=mark,
        reference=head.reference,
        signers=tuple(signers),
        stamped=stamped,
        signature_names=tuple(names) if joint else (),
        title="\n".join(texts.line("标题", line) for line in parts.titles),
        addressees=texts.line("主送机关", parts.addressees.rstrip("：:")),
        body=texts.blocks("正文", parts.body),
        annexes=tuple(_annex(texts, part) for part in parts.annexes),
        annex_list=tuple(texts.line("附件说明", name) for name in tail.annex_list),
        signature_name="" if joint else "　".join(names).rstrip("　"),
        date=tail.date,
        notes=widen("；".join(tail.notes)),
        cc=texts.line("抄送", imprint.cc),
        printed_by=imprint.printed_by,
        printed_on=imprint.printed_on,
        copy_number=head.copy_number,
        urgency=head.urgency,
        attendance=tuple(Attendance(label, names) for label, names in tail.attendance),
    )


def _annex(texts: Texts, part: Part) -> Annex:
    name = part.label or "随文印发的正文"
    title = "\n".join(texts.line(f"{name}标题", line) for line in part.titles)
    return Annex(title, texts.blocks(name, part.items), part.label)


def _layout(parts: Parts) -> Layout:
    marks = "".join(parts.head.marks)
    if marks.endswith("纪要") or parts.kind == "纪要":
        return "minutes"
    if marks.endswith("令") or parts.kind in ("令", "命令"):
        return "order"
    if parts.head.signers:
        return "up"
    if parts.kind == "函" and not marks.endswith("文件"):
        return "letter"
    return "down"
