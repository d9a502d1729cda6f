"""The tail after the text: 附件说明, signature, date, 附注, attendance."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.typesetting.docx.parsing.pieces import Grid, Item, Piece
from apps.typesetting.docx.recognising import patterns

SIGNED = re.compile(
    rf"(.{{2,40}}?)[\s\u3000]+(?:{patterns.ARABIC.pattern}|{patterns.CHINESE.pattern})"
)
APART = re.compile(r"\t+|\u3000+| {2,}")
SIGNATURES = 8  # bodies of one joint issue
SIGNATURE = 40  # characters of one
ENDS = "。；;，,、"


@dataclass
class Tail:
    """What closes the document, as written."""

    annex_list: list[str] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    date: dt.date | None = None
    date_typed: str = ""
    notes: list[str] = field(default_factory=list)
    attendance: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def is_signed(item: Item) -> bool:
    """Say whether a line holds a body and a date, as minutes have it under their number."""
    return patterns.whole(SIGNED, _bare(item)) is not None


def take_tail(
    items: Sequence[Item], opening: Item | None = None, *, minutes: bool
) -> tuple[Tail, list[Item], list[Item]]:
    """Return (tail, items of the text, items that follow the tail).

    ``opening`` is the line of office and date above the text of minutes: they have none below.
    """
    tail = Tail()
    if opening is not None:
        _take_date(tail, _bare(opening))
    place = None if opening is not None else _date_place(items)
    body, after = list(items if place is None else items[:place]), []
    if place is not None:
        _take_date(tail, _bare(items[place]))
        after = _without_notes(tail, list(items[place + 1 :]))
    if opening is None:
        _take_signatures(tail, body, dated=place is not None)
    _take_annex_list(tail, body)
    if minutes:
        _take_attendance(tail, body)
    return tail, body, after


def _bare(item: Item) -> str:
    return item.bare if isinstance(item, Piece) else ""


def _is_date(text: str) -> bool:
    return bool(
        patterns.whole(patterns.ARABIC, text)
        or patterns.whole(patterns.CHINESE, patterns.squeezed(text))
        or (text and patterns.whole(patterns.UNDATED, text))
    )


def _date_place(items: Sequence[Item]) -> int | None:
    """The first date that stands under a signature, else the last that stands alone."""
    alone = [i for i, item in enumerate(items) if _is_date(_bare(item))]
    signed = [i for i, item in enumerate(items) if patterns.whole(SIGNED, _bare(item))]
    for place in alone:
        above = next((i for i in reversed(items[:place]) if isinstance(i, Grid) or i.bare), None)
        if above is not None and _may_sign(_bare(above)):
            return place
    return signed[-1] if signed else alone[-1] if alone else None


def _may_sign(text: str) -> bool:
    text = patterns.SEAL.sub("", text).strip(patterns.BLANKS)
    return len(text) <= SIGNATURE and patterns.is_title_like(text)


def _take_date(tail: Tail, text: str) -> None:
    if found := patterns.whole(SIGNED, text):
        tail.signatures.append(found.group(1).strip(patterns.BLANKS))
        text = text[found.end(1) :].strip()
    tail.date_typed, tail.date = text, patterns.day_of(text)


def _without_notes(tail: Tail, after: list[Item]) -> list[Item]:
    """Take the lines in brackets right after the date, and contact lines without any."""
    for place, item in enumerate(after):
        text = _bare(item)
        found = patterns.whole(patterns.BRACKETED, text)
        if found or patterns.CONTACT.match(text):
            tail.notes.append(found.group(1) if found else text)
        elif text or isinstance(item, Grid):
            return after[place:]
    return []


def _take_signatures(tail: Tail, body: list[Item], *, dated: bool) -> None:
    """Take the lines above the date that name a body; without a date only one set to the right."""
    while body and len(tail.signatures) < SIGNATURES:
        last = body[-1]
        text = patterns.SEAL.sub("", _bare(last)).strip(patterns.BLANKS)
        if isinstance(last, Piece) and not text:
            tail.dropped += [last.bare] if last.bare else []
            body.pop()
        elif isinstance(last, Piece) and _signs(last, text, first=not tail.signatures, dated=dated):
            tail.signatures[:0] = _names(text)
            tail.dropped += patterns.SEAL.findall(last.bare)
            body.pop()
        else:
            return


def _names(text: str) -> list[str]:
    """Several names of a joint issue may stand in a row, between tabs or wide blanks."""
    names = [name for name in APART.split(text) if name]
    several = len(names) > 1 and all(patterns.ADDRESSEE.search(name[-4:]) for name in names)
    return names if several else [text]


def _signs(piece: Piece, text: str, *, first: bool, dated: bool) -> bool:
    if not _may_sign(text):
        return False
    named = patterns.ADDRESSEE.search(text[-4:]) is not None
    aside = piece.align == "right" or len(piece.text) - len(piece.text.lstrip()) >= 6
    if not dated:
        return named and aside
    return named or aside or (first and len(text) <= 12)


def _take_annex_list(tail: Tail, body: list[Item]) -> None:
    """Take 附件：… and the numbered lines under it, where nothing else follows them."""
    starts = [i for i, item in enumerate(body) if patterns.whole(patterns.ANNEX_LIST, _bare(item))]
    if not starts:
        return
    names, rest = [], body[starts[-1] :]
    for place, item in enumerate(rest):
        text = _bare(item)
        found = patterns.whole(patterns.ANNEX_LIST, text) if not place else None
        text = found.group(1).strip() if found else text
        if isinstance(item, Grid) or not text:
            if isinstance(item, Grid):
                return
            continue
        listed = patterns.whole(patterns.LISTED, text)
        if place and not listed:
            return
        names.append((listed.group(2) if listed else text).strip().rstrip(ENDS))
    tail.annex_list = names
    del body[starts[-1] :]


def _take_attendance(tail: Tail, body: list[Item]) -> None:
    """Take 出席, 请假, 列席 from the end of minutes."""
    while body:
        found = patterns.whole(patterns.ATTENDANCE, _bare(body[-1]))
        if found:
            tail.attendance.insert(0, (found.group(1), found.group(2).strip()))
        elif isinstance(body[-1], Grid) or body[-1].bare:
            return
        body.pop()
