"""Finds the parts of a document on its pages: mark, number, title, text, signature, 版记.

It says what stands where and measures nothing. Parts that a page does not have are None or empty.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.typesetting.checker.ink import Box, Raster
from apps.typesetting.checker.lines import is_centred
from apps.typesetting.checker.sheets import Bar, Row, Sheet
from apps.typesetting.grid import BOTTOM, CELL, INDENT, LEFT, MM, ROW, TOP, WIDTH

LOOSE_NUMBER = r"[一-龥]{1,12}[〔\[［【（(]?\d{4}[〕\]］】）)]?第?\d+号"
LOOSE_NUMBERS = {"order": r"第?\d+号", "minutes": r"第?\d+[次期号]|〔\d{4}〕\d+号?"}
LOOSE_DATE = (
    r"\d{4}年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九]{4}年.{2,7}日|\d{4}[-./]\d+[-./]\d+"
)
TITLE_SIZE = 20.0  # points; black rows larger than this are titles
SAME_SIZE = 0.6  # points between a signature's name and its date
LETTER_BARS = 160.0  # mm; red bars longer than this are those of a letter
HEAD = 150.0  # mm; marks and head rules stand above this


@dataclass(frozen=True)
class AnnexPage:
    """The first page of an annex: its label and its title, if they are found."""

    sheet: Sheet
    label: Row
    title: list[Row]


@dataclass(frozen=True)
class Imprint:
    """版记: its bars, its rows, the sheet they stand on."""

    sheet: Sheet
    bars: list[Bar]
    rows: list[Row]


@dataclass
class Anatomy:
    """The parts of one document."""

    layout: str
    sheets: Sequence[Sheet]
    mark: Box | None = None
    rules: list[Bar] = field(default_factory=list)
    number: Row | None = None
    title: list[Row] = field(default_factory=list)
    addressee: list[Row] = field(default_factory=list)
    date: Row | None = None
    notes: Row | None = None
    names: list[Row] = field(default_factory=list)
    annex_list: list[Row] = field(default_factory=list)
    annexes: list[AnnexPage] = field(default_factory=list)
    imprint: Imprint | None = None

    @property
    def first(self) -> Sheet:
        """Page 1."""
        return self.sheets[0]

    @property
    def head_bottom(self) -> float:
        """The lower edge of the head on page 1: below it only text and seals stand."""
        edges = [bar.foot for bar in self.rules if bar.top < HEAD]
        edges += [row.bottom for row in self.first.mark]
        return max(edges, default=TOP)

    @property
    def signature_page(self) -> Sheet | None:
        """The page of the date."""
        return self.sheets[self.date.page - 1] if self.date else None


def dissect(sheets: Sequence[Sheet], raster: Raster, layout: str) -> Anatomy:
    """Return the parts of a document that is measured as this layout."""
    found = Anatomy(layout, sheets)
    first = sheets[0]
    found.rules = [bar for bar in first.bars if bar.red]
    found.mark = _mark(first, raster)
    found.number = _number(first, layout)
    found.title = title_rows(first)
    found.addressee = _addressee(found)
    found.imprint = _imprint(sheets[-1])
    found.date = _date(found)
    found.notes = _notes(found)
    found.annex_list = _annex_list(found)
    found.annexes = [page for sheet in sheets[1:] if (page := _annex_page(sheet))]
    found.names = _names(found)
    return found


def _mark(sheet: Sheet, raster: Raster) -> Box | None:
    """The ink of the mark, also where it is a picture or an outline and no text."""
    if rows := sheet.mark:
        top = min(row.baseline - 0.95 * row.size * MM for row in rows)
        bottom = max(row.baseline + 0.13 * row.size * MM for row in rows)
        left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
        return raster.ink(1, Box(left - 2, top, right + 2, bottom), red=True)
    bars = [bar.top for bar in sheet.bars if bar.red]
    box = Box(5.0, 15.0, sheet.width - 5.0, min(bars, default=HEAD) - 1.0)
    ink = raster.ink(1, box, red=True) if box.bottom > box.top else None
    return ink if ink and ink.height > 6.0 else None


def _number(sheet: Sheet, layout: str) -> Row | None:
    pattern = LOOSE_NUMBERS.get(layout, LOOSE_NUMBER)
    mark = max((row.baseline for row in sheet.mark), default=0.0)
    for row in sheet.text_rows:
        if row.baseline > mark:
            for run in row.runs():
                if re.fullmatch(pattern, run.text):
                    return run
    return None


def title_rows(sheet: Sheet) -> list[Row]:
    """Rows of 二号 size in black at the head of a page, down to the first other row."""
    return big_rows(sheet.text_rows)


def big_rows(rows: Sequence[Row]) -> list[Row]:
    """Consecutive rows of 二号 size."""
    big = [row for row in rows if row.size > TITLE_SIZE]
    return [row for row in big if row.baseline - big[0].baseline < 1.3 * ROW * len(big)]


def _addressee(found: Anatomy) -> list[Row]:
    """主送机关: the first rows below the title, if the block begins at the edge and ends in ：."""
    if not found.title or found.layout == "minutes":
        return []
    block: list[Row] = []
    below = [r for r in found.first.text_rows if r.top > found.title[-1].bottom]
    for row in (*below, *(r for sheet in found.sheets[1:2] for r in sheet.text_rows)):
        block.append(row)
        if row.text.endswith(("：", ":", "。")):
            break
    flush = block and block[-1].text.endswith(("：", ":")) and block[0].x0 < INDENT - 1
    return block if flush else []


def _date(found: Anatomy) -> Row | None:
    """The row that holds nothing but a date, right of the middle, not in the head or in 版记."""
    for sheet in found.sheets:
        for row in sheet.text_rows:
            low = sheet.number > 1 or row.top > found.head_bottom
            if low and re.fullmatch(LOOSE_DATE, row.text) and row.centre > LEFT + WIDTH / 2:
                return row
    return None


def _notes(found: Anatomy) -> Row | None:
    """附注: the row of 三号 below the date that is no text of another part."""
    date, sheet = found.date, found.signature_page
    if not date or not sheet:
        return None
    imprint = found.imprint.rows if found.imprint else []
    below = (row for row in sheet.text_rows if row.is_body and row not in imprint)
    low = BOTTOM - ROW / 2
    return next(
        (r for r in below if 0 < r.baseline - date.baseline < 2.5 * ROW and r.top < low), None
    )


def _annex_list(found: Anatomy) -> list[Row]:
    """附件说明: from the row that begins with 附件： to the first that does not hang below it."""
    last = found.date.page if found.date else len(found.sheets)
    rows = [row for sheet in found.sheets[:last] for row in sheet.text_rows if row.is_body]
    start = next((n for n, row in enumerate(rows) if re.match(r"附件[：:].", row.text)), None)
    if start is None:
        return []
    block = [rows[start]]
    for row in rows[start + 1 :]:
        below = row.page != block[-1].page or row.baseline - block[-1].baseline < 1.3 * ROW
        if row.x0 < INDENT + 2 * CELL or not below:
            break
        block.append(row)
    return block


def _annex_page(sheet: Sheet) -> AnnexPage | None:
    rows = list(sheet.turned) or sheet.text_rows
    if rows and re.fullmatch(r"附件\d*", rows[0].text):
        return AnnexPage(sheet, rows[0], big_rows(rows))
    return None


def _names(found: Anatomy) -> list[Row]:
    """署名: the rows of the signature above the date, from the top down.

    Rows of text begin at the edge or two cells in and have no wide white; names do not.
    """
    if not found.date or not (sheet := found.signature_page):
        return []
    rows: list[Row] = []
    lowest = found.date.baseline
    for row in reversed([r for r in sheet.text_rows if r.baseline < lowest]):
        gap = (rows[-1].baseline if rows else lowest) - row.baseline
        if gap > 6.5 * ROW or abs(row.size - found.date.size) > SAME_SIZE or _is_text(row):
            break
        if row.text.startswith("附件") or row in found.annex_list:
            break
        if _is_centred_text(row, rows, found.date):
            break
        rows.append(row)
    return rows[::-1]


def _is_text(row: Row) -> bool:
    edge = min(abs(row.x0 - LEFT), abs(row.x0 - INDENT))
    return edge < 1.5 and len(row.runs()) == 1


def _is_centred_text(row: Row, names: Sequence[Row], date: Row) -> bool:
    """A centred row above names that stand right above the date; 职务 beside a stamp may be."""
    close = bool(names) and date.baseline - names[0].baseline < 1.3 * ROW
    return close and is_centred(row) and len(row.runs()) == 1


def _imprint(sheet: Sheet) -> Imprint | None:
    """The bars at the foot of the last page and the small rows between them."""
    bars = [bar for bar in sheet.bars if not bar.red and bar.height >= 0.24 and bar.top > TOP]
    rows = [row for row in sheet.text_rows if row.size < 15 and row.baseline < BOTTOM + ROW]
    inside = [row for row in rows if bars and row.baseline > bars[0].top]
    if bars and inside:
        return Imprint(sheet, bars, inside)
    loose = [row for row in rows if re.match(r"(抄送|主送)[：:]", row.text)]
    if loose:
        return Imprint(sheet, [], [row for row in rows if row.baseline >= loose[0].baseline])
    return None
