"""发文机关标志: the red name, as large as it fits; several names in a stack, 文件 beside them."""

from apps.typesetting.docx.writing.markup import paragraph, run
from apps.typesetting.docx.writing.measures import (
    BASELINE,
    INK_TOP,
    MARK_LINE,
    MM,
    RED,
    WIDTH,
    twips,
)

LARGEST, CONDENSED = 17.0, 13.0  # mm: a longer name gets narrower before it gets lower than this
LETTER_LARGEST = 14.5
WIDE = WIDTH / MM - 1.0  # mm: a hair less than the type area, so that no program breaks the line
SUFFIX = 1.15  # 文件 beside a stack, of the size of the names
GAP = 0.3  # of the size, between names and 文件
STACK = 80.0  # mm that a stack may be high


def mark_size(names: tuple[str, ...], suffix: str, largest: float = LARGEST) -> float:
    """Return the size of a mark in millimetres."""
    if len(names) == 1:
        natural = WIDE / len(names[0] + suffix)
        return min(largest, max(natural, min(largest, CONDENSED)))
    longest = max(map(len, names)) + (len(suffix) * SUFFIX + GAP if suffix else 0)
    return min(largest, STACK / (MARK_LINE * len(names)), WIDE / longest)


def mark(names: tuple[str, ...], suffix: str, size: float, top: float, *, frame: str = "") -> str:
    """Return one name whose ink begins ``top`` mm below where the paragraph would begin."""
    text = "".join(names) + suffix
    scale = min(100, int(100 * WIDE / (size * len(text))))
    return paragraph(
        run(text, "biao", _half_points(size), colour=RED, scale=scale),
        align="center",
        before=twips(top - (MARK_LINE * BASELINE - INK_TOP) * size),
        line=twips(MARK_LINE * size),
        extra=frame,
    )


def joint_mark(names: tuple[str, ...], suffix: str, size: float, top: float) -> str:
    """Return names one below another, each spread to one width, and 文件 in the middle beside."""
    room = twips(max(1.0, top - (MARK_LINE * BASELINE - INK_TOP) * size))
    block = twips(size * max(map(len, names))) + 40
    beside = twips(size * (SUFFIX * len(suffix) + GAP)) if suffix else 0
    rows = "".join(
        f"<w:tr>{_name(name, size, block)}{_beside(suffix, size, beside, first=not place)}</w:tr>"
        for place, name in enumerate(names)
    )
    widths = "".join(f'<w:gridCol w:w="{w}"/>' for w in (block, beside) if w)
    margins = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    return paragraph("", line=room, align="left") + (
        f'<w:tbl><w:tblPr><w:tblW w:w="{block + beside}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{widths}</w:tblGrid>{rows}</w:tbl>"
    )


def _name(name: str, size: float, width: int) -> str:
    shown = run(name, "biao", _half_points(size), colour=RED)
    return _cell(paragraph(shown, align="distribute", line=twips(MARK_LINE * size)), width)


def _beside(suffix: str, size: float, width: int, *, first: bool) -> str:
    """文件, in one cell beside all the names."""
    if not suffix:
        return ""
    merge = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    shown = run(suffix, "biao", _half_points(size * SUFFIX), colour=RED) if first else ""
    inner = paragraph(shown, align="right", line=twips(MARK_LINE * size * SUFFIX))
    return _cell(inner, width, merge + '<w:vAlign w:val="center"/>')


def _cell(inner: str, width: int, extra: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}</w:tcPr>{inner}</w:tc>'


def _half_points(mm: float) -> int:
    return int(mm * MM / 10)
