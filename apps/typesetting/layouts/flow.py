"""Fills pages of 22 rows one after another, so that every page and row is known before rendering.

It owns page breaks: paragraphs are cut between lines, headings keep a line after them, a signature
takes the last line of the text along. It refuses a block that is taller than a page.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from apps.typesetting.grid import HALF, LEFT, ROW, ROWS, TOP
from apps.typesetting.layouts.folios import folio
from apps.typesetting.layouts.seals import SealBox
from apps.typesetting.markup import Lines
from apps.typesetting.refusals import CannotTypeset


@dataclass
class Fixed:
    """A block of whole rows that is never cut; `moved`: what it becomes at the head of a page."""

    html: str
    rows: int
    kind: Literal["block", "blank", "row"] = "block"
    moved: tuple["Fixed", ...] = ()


Item = Lines | Fixed
ALONE = (
    "落款前面的表格或者图太大，署名和成文日期会单独成页，"
    "请在后面加一段正文，或者把表格、图移作附件。"
)
LIST_ROWS = 2  # of a name in 附件说明 that a signature takes along where all of them are too many


@dataclass
class Page:
    """One side of paper: rows from `start` mm down, what lies before and over them."""

    start: float = 0.0
    used: int = 0
    items: list[Item] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    overlays: list[str] = field(default_factory=list)
    numbered: bool = True
    floor: int = 0  # rows down to the lowest seal: nothing else may be put under it

    @property
    def left(self) -> int:
        """Rows still free."""
        return ROWS - self.used

    @property
    def free(self) -> int:
        """Rows free for what must not come under a seal."""
        return ROWS - max(self.used, self.floor)

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all stands on it."""
        return not (self.items or self.head or self.overlays)

    @property
    def depth(self) -> float:
        """How far down the box of rows is filled, in millimetres."""
        return self.start + ROW * sum(rows_of(item) for item in self.items)

    def html(self, number: int) -> str:
        """Return the page as one <section>."""
        start = f'<div style="height:{self.start:.4f}mm"></div>' if self.start else ""
        flow = "".join(i.html() if isinstance(i, Lines) else i.html for i in self.items)
        over = "".join(self.overlays) + (folio(number) if self.numbered else "")
        return f"<section>{''.join(self.head)}{start}{flow}{over}</section>"


def rows_of(item: Item) -> int:
    """Return how many rows an item takes."""
    return len(item.rows) if isinstance(item, Lines) else item.rows


def blank_rows(rows: float) -> str:
    """Return white of so many rows."""
    return f'<div style="height:{rows * ROW:.4f}mm"></div>'


class Flow:
    """The pages of one document, while they fill."""

    def __init__(self) -> None:
        self.pages = [Page()]
        self.seals: list[SealBox] = []

    @property
    def page(self) -> Page:
        """The page that is filling."""
        return self.pages[-1]

    def open_page(self) -> Page:
        """Begin a new page."""
        self.pages.append(Page())
        return self.page

    def lines(self, block: Lines) -> None:
        """Set a paragraph, cut where a page ends."""
        rest = list(block.rows)
        while rest:
            if not self.page.left:
                self.open_page()
            taken, rest = rest[: self.page.left], rest[self.page.left :]
            self._put(block.part(taken))

    def fixed(self, html: str, rows: int, kind: Literal["block", "blank", "row"] = "block") -> None:
        """Set a block of whole rows on one page."""
        if rows > ROWS:
            raise CannotTypeset(f"有一处内容需要{rows}行，超过一页（{ROWS}行），请拆分后再排版。")
        if self.page.left < rows:
            self.open_page()
        self._put(Fixed(html, rows, kind))

    def _put(self, item: Item) -> None:
        self.page.items.append(item)
        self.page.used += rows_of(item)

    def put_row(self, row: Fixed) -> None:
        """Set a row of a table whose place has been found."""
        self._put(row)

    def blank(self, rows: int = 1, *, at_top: bool = False) -> None:
        """Leave rows free; not at the top of a page unless the standard wants them there."""
        if self.page.items or at_top or self.page.used:
            rows = min(rows, self.page.left)
            if rows:
                self.fixed(blank_rows(rows), rows, "blank")

    def heading(self, block: Lines) -> None:
        """Set a heading with at least one line after it on its page."""
        if self.page.left < len(block.rows) + 1:
            self.open_page()
        self.lines(block)

    def closing(self, html: str, rows: int, seals: Iterable[SealBox] = ()) -> None:
        """Set a signature with the places of its seals, given from the upper edge of its rows.

        It never stands alone on a page: what stands last before it comes along.
        """
        seals = tuple(seals)
        down = max((rows_down(seal) for seal in seals), default=0)
        if self.page.left < max(rows, min(down, ROWS)):
            room = ROWS - max(rows, min(down, ROWS))
            company = self._company(room)
            if sum(rows_of(item) for item in company) > room:
                raise CannotTypeset(ALONE)
            self.open_page()
            for item in company:
                self._put(item)
        x, y = LEFT, TOP - HALF + self.page.depth
        number, filled = len(self.pages), self.page.used
        self.fixed(html, rows)
        self.page.floor = max(self.page.floor, filled + down)
        self.seals += [seal.moved(x, y, number) for seal in seals]

    def _company(self, room: int) -> list[Item]:
        """Take off the page what must come along: 附件说明, a line of text or a row of a table.

        Of 附件说明 that would not leave the signature its room, or fills its page alone, only the
        last rows come.
        """
        listed = self._listed()
        if listed and (listed == len(self.page.items) or self._rows_of_last(listed) + 1 > room):
            last = self.page.items.pop()
            kept = last.rows[:-LIST_ROWS] if isinstance(last, Lines) else []
            if isinstance(last, Lines) and kept:
                self.page.items.append(last.part(kept))
                last = last.part(last.rows[-LIST_ROWS:])
            self.page.used -= rows_of(last)
            return [last]
        taken: list[Item] = []
        while self.page.items:
            last = self._take()
            if isinstance(last, Lines):
                taken.insert(0, last)
                if not last.together:
                    break
            elif last.kind == "row":
                return [*last.moved, *taken]
            elif taken or last.kind != "blank":
                taken.insert(0, last)
                if last.kind == "block":
                    break
        return taken

    def _listed(self) -> int:
        """Count the items of 附件说明 at the foot of the page."""
        count = 0
        for item in reversed(self.page.items):
            if not (isinstance(item, Lines) and item.together):
                break
            count += 1
        return count

    def _rows_of_last(self, count: int) -> int:
        return 1 + sum(rows_of(item) for item in self.page.items[-count:])

    def _take(self) -> Item:
        """Take the last item off the page, of a paragraph only its last line."""
        last = self.page.items[-1]
        if isinstance(last, Lines) and not last.together and len(last.rows) > 1:
            self.page.used -= 1
            return last.part([last.rows.pop()])
        self.page.items.pop()
        self.page.used -= rows_of(last)
        return last

    def html(self) -> str:
        """Return all pages."""
        return "".join(page.html(number) for number, page in enumerate(self.pages, start=1))


def rows_down(seal: SealBox) -> int:
    """Return the rows down to a seal's lower edge, from the upper edge of its block."""
    return math.ceil((seal.top + seal.height) / ROW - 1e-6)
