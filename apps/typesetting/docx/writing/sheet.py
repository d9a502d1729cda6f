"""The sheet: size, margins, line grid; in its margins page numbers and a letter's head."""

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
    twips,
)
from apps.typesetting.model import Gongwen

FOLIO_LINE = 336
FOLIO_BOTTOM = 24.9  # mm: the dash lies 7 mm below the type area
NOTICE = "送审稿，未经签发"
NOTICE_LINE = 300
HEADER_TOP = 15.0

# Kind of part -> name; the letter's first page has a head and a foot of its own.
PARTS = ("default", "even", "first")


def section_break(properties: str) -> str:
    """Return the end of a section as an empty paragraph."""
    return f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>{properties}</w:pPr></w:p>'


def section(gongwen: Gongwen, *, draft: bool, begins: str = "") -> str:
    """Return the properties of a section; ``begins`` is the kind of page it begins on."""
    letter = gongwen.layout == "letter" and not begins
    kinds = PARTS if letter else PARTS[:2]
    references = "".join(
        f'<w:{part}Reference w:type="{kind}" r:id="{part}_{kind}"/>'
        for kind in kinds
        for part in ("header", "footer")
    )
    return (
        f"<w:sectPr>{references}"
        + (f'<w:type w:val="{begins}"/>' if begins else "")
        + f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}" '
        f'w:header="{twips(HEADER_TOP)}" w:footer="{twips(FOLIO_BOTTOM)}" w:gutter="0"/>'
        + ("<w:titlePg/>" if letter else "")
        + f'<w:docGrid w:type="lines" w:linePitch="{PITCH}"/></w:sectPr>'
    )


def margins(gongwen: Gongwen, *, draft: bool) -> dict[str, str]:
    """Return name -> inner XML of every header and footer."""
    notice = _notice() if draft else paragraph("", line=20)
    out = {
        "header_default": notice,
        "header_even": notice,
        "footer_default": _folio("right"),
        "footer_even": _folio("left"),
    }
    if gongwen.layout == "letter":
        out["header_first"] = letter_head(gongwen) + notice
        out["footer_first"] = letter_foot() + paragraph("", line=20)
    return out


def _folio(side: str) -> str:
    """— 1 — at the outer edge, a character in."""
    number = (
        f'<w:r>{marks("song", SMALL)}<w:t xml:space="preserve">— </w:t></w:r>'
        f'<w:fldSimple w:instr=" PAGE "><w:r>{marks("song", SMALL)}<w:t>1</w:t></w:r></w:fldSimple>'
        f'<w:r>{marks("song", SMALL)}<w:t xml:space="preserve"> —</w:t></w:r>'
    )
    return paragraph(number, align=side, indent=f'w:{side}="{SMALL_CELL}"', line=FOLIO_LINE)


def _notice() -> str:
    return paragraph(run(NOTICE, "hei", 24, colour="808080"), align="center", line=NOTICE_LINE)
