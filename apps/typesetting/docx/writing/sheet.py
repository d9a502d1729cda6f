"""The sheet: size, margins, line grid; in its margins page numbers and a letter's head."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from apps.typesetting.docx.writing.boxes import HAIR, box
from apps.typesetting.docx.writing.letters import letter_foot, letter_head
from apps.typesetting.docx.writing.markup import marks, paragraph, run
from apps.typesetting.docx.writing.measures import (
    BOTTOM,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PITCH,
    RIGHT,
    SMALL,
    SMALL_CELL,
    TOP,
    WIDTH,
    twips,
)
from apps.typesetting.grid import FOLIO_DROP
from apps.typesetting.model import Gongwen, Table

FOLIO_LINE = 336
FOLIO_BOTTOM = 24.9  # mm: the dash lies 7 mm below the type area
FOLIO_ROOM = 1600  # twips that a page number on a page that lies across may be long
NOTICE = "送审稿，未经签发"
NOTICE_LINE = 300
HEADER_TOP = 15.0
NEXT = "nextPage"

# Kind of part -> name; the letter's first page has a head and a foot of its own.
PARTS = ("default", "even", "first")


@dataclass(frozen=True)
class Across:
    """What stands on pages of its own that lie across."""

    xml: str


class Closing(NamedTuple):
    """版记: its text, whether it begins a page of its own, and whether that is an even one."""

    xml: str
    own_page: bool
    even: bool


def bound(
    gongwen: Gongwen, pieces: Iterable[str | Across], closing: Closing, *, draft: bool
) -> str:
    """Return the body of the file: pages that lie across, and an own page of 版记, are sections."""
    parts: list[tuple[str, bool, str]] = []  # text, across, kind of page on which it begins
    for piece in [*pieces, "" if closing.own_page else closing.xml]:
        if isinstance(piece, Across):
            parts.append((piece.xml, True, NEXT))
        elif parts and not parts[-1][1]:
            parts[-1] = (parts[-1][0] + piece, *parts[-1][1:])
        elif piece:
            parts.append((piece, False, NEXT))
    if closing.xml and closing.own_page:
        parts.append((closing.xml, False, "evenPage" if closing.even else NEXT))
    out = []
    for place, (text, across, kind) in enumerate(parts):
        begins = kind if place else ""
        made = _across(begins) if across else _section(gongwen, begins)
        if place == len(parts) - 1:
            out += [text, paragraph("", line=HAIR) if across else "", made]
        else:
            out += [text, _break(made)]
    return "".join(out)


def _break(properties: str) -> str:
    """Return the end of a section as an empty paragraph."""
    line = f'<w:spacing w:line="{HAIR}" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{line}{properties}</w:pPr></w:p>"


def _section(gongwen: Gongwen, begins: str) -> str:
    """Return the properties of an upright section; ``begins`` is the kind of page it begins on."""
    letter = gongwen.layout == "letter" and not begins
    kinds = PARTS if letter else PARTS[:2]
    size = f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
    return _properties(
        kinds, begins, size, (TOP, RIGHT, BOTTOM, LEFT), FOLIO_BOTTOM,
        more="<w:titlePg/>" if letter else "",
    )  # fmt: skip


def _across(begins: str) -> str:
    """Return the properties of pages that lie across: the sheet turned by a quarter, clockwise.

    Its left edge lies above, so that the head of a table stands there on every page (GB/T
    9704-2012, 9).
    """
    kinds = tuple(f"across_{kind}" for kind in PARTS[:2])
    size = f'<w:pgSz w:w="{PAGE_HEIGHT}" w:h="{PAGE_WIDTH}" w:orient="landscape"/>'
    return _properties(kinds, begins, size, (LEFT, TOP, RIGHT, BOTTOM), HEADER_TOP)


def _properties(
    kinds: Iterable[str],
    begins: str,
    size: str,
    margins: tuple[int, int, int, int],
    foot: float,
    *,
    more: str = "",
) -> str:
    """Return a section: its headers and footers by kind, its size, its four margins, clockwise."""
    references = "".join(
        f'<w:{part}Reference w:type="{kind.removeprefix("across_")}" r:id="{part}_{kind}"/>'
        for kind in kinds
        for part in ("header", "footer")
    )
    top, right, bottom, left = margins
    return (
        f"<w:sectPr>{references}"
        + (f'<w:type w:val="{begins}"/>' if begins else "")
        + size
        + f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{twips(HEADER_TOP)}" w:footer="{twips(foot)}" w:gutter="0"/>{more}'
        f'<w:docGrid w:type="lines" w:linePitch="{PITCH}"/></w:sectPr>'
    )


def margins(gongwen: Gongwen, *, draft: bool) -> dict[str, str]:
    """Return name -> inner XML of every header and footer that a section may name."""
    notice = _notice() if draft else paragraph("", line=HAIR)
    out = {
        "header_default": notice,
        "header_even": notice,
        "footer_default": _folio("right"),
        "footer_even": _folio("left"),
    }
    if _lies_across(gongwen):
        out["header_across_default"] = notice + _folio_across("right")
        out["header_across_even"] = notice + _folio_across("left")
        out["footer_across_default"] = out["footer_across_even"] = paragraph("", line=HAIR)
    if gongwen.layout == "letter":
        out["header_first"] = letter_head(gongwen) + notice
        out["footer_first"] = letter_foot() + paragraph("", line=HAIR)
    return out


def _lies_across(gongwen: Gongwen) -> bool:
    blocks = chain(gongwen.body, *(annex.blocks for annex in gongwen.annexes))
    return any(isinstance(block, Table) and block.landscape for block in blocks)


def _folio(side: str) -> str:
    """— 1 — at the outer edge, a character in."""
    indent = f'w:{side}="{SMALL_CELL}"'
    return paragraph(_number(), align=side, indent=indent, line=FOLIO_LINE)


def _folio_across(side: str) -> str:
    """The page number where every page has it, seen upright on the sheet: it reads downwards."""
    top = LEFT + SMALL_CELL if side == "left" else LEFT + WIDTH - SMALL_CELL - FOLIO_ROOM
    return box(
        paragraph(_number(), align=side, line=FOLIO_LINE),
        left=BOTTOM - twips(FOLIO_DROP) - FOLIO_LINE // 2, top=top,
        wide=FOLIO_LINE, high=FOLIO_ROOM, name="页码", downwards=True,
    )  # fmt: skip


def _number() -> str:
    return (
        f'<w:r>{marks("song", SMALL)}<w:t xml:space="preserve">— </w:t></w:r>'
        f'<w:fldSimple w:instr=" PAGE "><w:r>{marks("song", SMALL)}<w:t>1</w:t></w:r></w:fldSimple>'
        f'<w:r>{marks("song", SMALL)}<w:t xml:space="preserve"> —</w:t></w:r>'
    )


def _notice() -> str:
    return paragraph(run(NOTICE, "hei", 24, colour="808080"), align="center", line=NOTICE_LINE)
