"""Fills pages of 22 rows one after another, so that every page and row is known before rendering.

It owns page breaks: paragraphs are cut between lines, headings keep a line after them, a signature
takes the last line of the text along. It refuses a block that is taller than a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.typesetting.grid import (
    BOTTOM,
    FOLIO_DROP,
    HALF,
    MM,
    ROW,
    ROWS,
    SMALL,
    TOP,
)
from apps.typesetting.markup import Lines
from apps.typesetting.metrics import metrics
from apps.typesetting.refusals import CannotTypeset


@dataclass
class Fixed:
    """A block of whole rows that is never cut."""

    html: str
    rows: int


@dataclass
class Page:
    """One side of paper: rows from `start` mm down, and what lies over them."""

    start: float = 0.0
    used: int = 0
    items: list[Lines | Fixed] = field(default_factory=list)
    overlays: list[str] = field(default_factory=list)
    numbered: bool = True

    @property
    def left(self) -> int:
        """Rows still free."""
        return ROWS - self.used

    def html(self, number: int) -> str:
        """Return the page as one <section>."""
        start = f'<div style="height:{self.start:.4f}mm"></div>' if self.start else ""
        flow = "".join(i.html() if isinstance(i, Lines) else i.html for i in self.items)
        over = "".join(self.overlays) + (folio(number) if self.numbered else "")
        return f"<section>{start}{flow}{over}</section>"


class Flow:
    """The pages of one document, while they fill."""

    def __init__(self) -> None:
        self.pages = [Page()]

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
            self.page.items.append(Lines(taken, block.hang, block.css))
            self.page.used += len(taken)

    def fixed(self, html: str, rows: int) -> None:
        """Set a block of whole rows on one page."""
        if rows > ROWS:
            raise CannotTypeset(f"有一处内容需要{rows}行，超过一页（{ROWS}行），请拆分后再排版。")
        if self.page.left < rows:
            self.open_page()
        self.page.items.append(Fixed(html, rows))
        self.page.used += rows

    def blank(self, rows: int = 1, *, at_top: bool = False) -> None:
        """Leave rows free; not at the top of a page unless the standard wants them there."""
        if self.page.items or at_top or self.page.used:
            rows = min(rows, self.page.left)
            if rows:
                self.fixed(f'<div style="height:{rows * ROW:.4f}mm"></div>', rows)

    def heading(self, block: Lines) -> None:
        """Set a heading with at least one line after it on its page."""
        if self.page.left < len(block.rows) + 1:
            self.open_page()
        self.lines(block)

    def closing(self, html: str, rows: int) -> None:
        """Set a signature; it never stands alone on a page, the last line of text comes along."""
        if self.page.left < rows:
            line = self._take_last_line()
            self.open_page()
            if line:
                self.lines(line)
        self.fixed(html, rows)

    def _take_last_line(self) -> Lines | None:
        last = self.page.items[-1] if self.page.items else None
        if not isinstance(last, Lines):
            return None
        row = last.rows.pop()
        self.page.used -= 1
        if not last.rows:
            self.page.items.pop()
        return Lines([row], last.hang, last.css)

    def html(self) -> str:
        """Return all pages."""
        return "".join(page.html(number) for number, page in enumerate(self.pages, start=1))


def folio(number: int) -> str:
    """Return the page number at the outer edge, its 一字线 7 mm below the type area."""
    font = metrics("song")
    dash = font.baseline - font.ink("—").middle
    top = BOTTOM + FOLIO_DROP - (TOP - HALF) - dash * SMALL * MM
    side = "right" if number % 2 else "left"
    return f'<div class="folio song" style="{side}:{SMALL}pt;top:{top:.4f}mm">— {number} —</div>'


def titles(lines: Sequence[str]) -> str:
    """Return title lines, one row each."""
    from apps.typesetting.markup import plain

    return "".join(
        f'<div class="title biao" style="height:{ROW:.4f}mm;white-space:pre">'
        f"{plain(line, 'biao')}</div>"
        for line in lines
    )
