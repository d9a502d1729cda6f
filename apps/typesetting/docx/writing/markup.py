"""Runs and paragraphs of WordprocessingML as text; everything from a person is escaped here."""

import re
from html import escape

from apps.typesetting.docx.writing.measures import BODY, FACES, ROW, TRACKING

# What XML 1.0 has no way to write.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINE = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"


def plain(text: str) -> str:
    """Return text as XML."""
    return escape(UNWRITABLE.sub("", text), quote=True)


def run(
    text: str, face: str = "fang", size: int = BODY, *, colour: str = "", scale: int = 100
) -> str:
    """Return a run; ``size`` in half-points, ``scale`` in per cent of its width."""
    if not text:
        return ""
    words = f'<w:t xml:space="preserve">{plain(text)}</w:t>'
    return f"<w:r>{marks(face, size, colour, scale)}{words}</w:r>"


def marks(face: str, size: int = BODY, colour: str = "", scale: int = 100) -> str:
    """Return the properties of a run, in the order the schema wants."""
    name = FACES[face]
    fonts = " ".join(f'w:{kind}="{name}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    tracking = TRACKING if size == BODY else 0
    return (
        f"<w:rPr><w:rFonts {fonts}/>"
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:spacing w:val="{tracking}"/>' if tracking else "")
        + (f'<w:w w:val="{scale}"/>' if scale != 100 else "")
        + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def paragraph(
    inner: str,
    *,
    align: str = "both",
    indent: str = "",
    before: int = 0,
    after: int = 0,
    line: int = ROW,
    keep: bool = False,
    new_page: bool = False,
    extra: str = "",
    tabs: str = "",
) -> str:
    """Return a paragraph of exact line height; ``indent`` are attributes of w:ind."""
    # Off the line grid: rows are exact as they are, and some programs would round them to it.
    properties = (
        ("<w:keepNext/>" if keep else "")
        + ("<w:pageBreakBefore/>" if new_page else "")
        + extra
        + (f"<w:tabs>{tabs}</w:tabs>" if tabs else "")
        + '<w:snapToGrid w:val="0"/>'
        + f'<w:spacing w:before="{max(0, before)}" w:after="{max(0, after)}" '
        f'w:line="{line}" w:lineRule="exact"/>'
        + (f"<w:ind {indent}/>" if indent else "")
        + f'<w:jc w:val="{align}"/>'
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def blank(rows: int = 1, *, keep: bool = False, new_page: bool = False) -> str:
    """Return empty rows."""
    mark = marks("fang")
    return "".join(
        paragraph(f"<w:r>{mark}</w:r>", keep=keep, new_page=new_page and not row)
        for row in range(rows)
    )


def rule(side: str, kind: str, eighths: int, space: int, colour: str = "auto") -> str:
    """Return a border below or above a paragraph; ``space`` in points."""
    return (
        f'<w:pBdr><w:{side} w:val="{kind}" w:sz="{eighths}" w:space="{space}" '
        f'w:color="{colour}"/></w:pBdr>'
    )
