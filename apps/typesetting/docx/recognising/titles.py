"""Where the title stands, and to whom the document is addressed."""

from collections.abc import Sequence

from apps.typesetting.docx.parsing.pieces import Grid, Item, Piece
from apps.typesetting.docx.recognising import patterns
from apps.typesetting.docx.recognising.heads import LARGE, is_head

SEARCHED, LONGEST = 24, 6  # lines looked through; lines of one title
NAMES = ("title", "标题", "公文标题", "文件标题")
ADDRESSED = 400  # characters of the longest list of addressees


def find_title(items: Sequence[Item]) -> tuple[int, int, bool]:
    """Return (first item, item after the last, certain) of the title; (0, 0, False) without one."""
    lines = [i for i, item in enumerate(items[:SEARCHED]) if _may_be(item)]
    for way in (_by_kind, _by_looks, _by_place):
        if found := way(items, lines):
            return (*found, way is not _by_place)
    return 0, 0, False


def _may_be(item: Item) -> bool:
    return isinstance(item, Piece) and patterns.is_title_like(item.bare) and not is_head(item)


def _by_kind(items: Sequence[Item], lines: list[int]) -> tuple[int, int] | None:
    """Lines that follow each other, look alike, and end together with the word of a kind."""
    for first in lines:
        best = None
        for last in range(first, min(first + LONGEST, len(items))):
            if last not in lines or not _alike(items[first], items[last]):
                break
            if _reads_as_title("".join(_text(i) for i in items[first : last + 1])):
                best = last
        if best is not None:
            return first, best + 1
    return None


def _reads_as_title(text: str) -> bool:
    squeezed = patterns.squeezed(text)
    return (
        len(squeezed) <= 150
        and bool(patterns.kind_of(text))
        and ("关于" in squeezed or len(squeezed) <= 40)
    )


def _by_looks(items: Sequence[Item], lines: list[int]) -> tuple[int, int] | None:
    """A style called title, or the first large centred lines."""
    for first in lines:
        item = items[first]
        assert isinstance(item, Piece)
        named = item.style in NAMES
        if named or (item.align == "centre" and item.size >= LARGE):
            last = first
            while last + 1 in lines and _alike(item, items[last + 1]):
                last += 1
            return first, last + 1
    return None


def _by_place(items: Sequence[Item], lines: list[int]) -> tuple[int, int] | None:
    """The first line, where it is short and others follow: a guess that is told as one."""
    first = next((i for i, item in enumerate(items) if isinstance(item, Grid) or item.bare), 0)
    more = sum(1 for item in items if isinstance(item, Grid) or item.bare)
    if first in lines and more > 1 and len(_text(items[first])) <= 40:
        return first, first + 1
    return None


def _alike(one: Item, other: Item) -> bool:
    return (
        isinstance(one, Piece)
        and isinstance(other, Piece)
        and one.align == other.align
        and abs(one.size - other.size) < 1
    )


def _text(item: Item) -> str:
    return item.bare if isinstance(item, Piece) else ""


def is_addressee(item: Item) -> bool:
    """Say whether a line names bodies and ends with a colon, and is no first sentence."""
    text = _text(item)
    if not text or len(text) > ADDRESSED or text[-1] not in "：:":
        return False
    named = patterns.ADDRESSEE.search(text) is not None
    return named and not patterns.NO_ADDRESSEE.search(text) and not patterns.NUMBERED.match(text)
