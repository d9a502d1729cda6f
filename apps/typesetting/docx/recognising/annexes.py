"""What follows the document: annexes under labels, or the text that it issues."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.typesetting.docx.parsing.pieces import Grid, Item, Piece
from apps.typesetting.docx.recognising import patterns
from apps.typesetting.manuscript.numerals import counted

TITLE_LINES = 5


@dataclass
class Part:
    """One annex: its label ("" for an issued text), the lines of its title, its items."""

    label: str
    titles: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


def split_annexes(items: Sequence[Item]) -> tuple[list[Item], list[Part]]:
    """Return (the document, its annexes): each begins with its label on a line of its own."""
    starts = [i for i, item in enumerate(items) if _label(item) is not None]
    if not starts:
        return list(items), []
    parts = [
        _labelled(items[start:end])
        for start, end in zip(starts, [*starts[1:], len(items)], strict=True)
    ]
    return list(items[: starts[0]]), parts


def _label(item: Item) -> tuple[str, str] | None:
    """Return (label, title on the same line), None where no annex begins."""
    if isinstance(item, Grid):
        return None
    if found := patterns.whole(patterns.LABEL, item.bare):
        return _written(found.group(1)), ""
    found = patterns.whole(patterns.LABEL_WITH_TITLE, item.bare) if item.new_page else None
    return (_written(found.group(1)), found.group(2)) if found else None


def _written(numeral: str | None) -> str:
    number = counted(numeral or "")
    return f"附件{number}" if number else "附件"


def _labelled(items: Sequence[Item]) -> Part:
    label, title = _label(items[0]) or ("", "")
    part = titled(items[1:]) if not title else Part("", [title], list(items[1:]))
    part.label = label
    return part


def titled(items: Sequence[Item]) -> Part:
    """Return a part whose title is its first centred lines, or its first short one."""
    rest = list(items)
    while rest and isinstance(rest[0], Piece) and not rest[0].bare:
        rest.pop(0)
    part = Part("")
    while rest and len(part.titles) < TITLE_LINES and _goes_on(part, rest[0], rest[1:2]):
        first = rest.pop(0)
        part.titles.append(first.bare if isinstance(first, Piece) else "")
    part.items = rest
    return part


def _goes_on(part: Part, item: Item, following: Sequence[Item]) -> bool:
    if isinstance(item, Grid) or not patterns.is_title_like(item.bare):
        return False
    if not part.titles:
        return bool(following)
    large = item.align == "centre" and item.size >= 18
    return large and not patterns.whole(patterns.BRACKETED, item.bare)


def is_issued(items: Sequence[Item]) -> bool:
    """Say whether what follows the signature is a text of its own."""
    first = next((i for i in items if isinstance(i, Grid) or i.bare), None)
    if first is None:
        return False
    lines = sum(1 for item in items if isinstance(item, Grid) or item.bare)
    begins = first.new_page or (isinstance(first, Piece) and first.align == "centre")
    return begins or lines > 3
