"""Facts of whole pages: paper, skew, colours, faces, line ends, landscape pages, embedded fonts."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from apps.typesetting.checker.anatomy import Anatomy
from apps.typesetting.checker.faces import is_face
from apps.typesetting.checker.gauge import Gauge
from apps.typesetting.checker.ink import Raster
from apps.typesetting.checker.lines import broken
from apps.typesetting.checker.results import Spot
from apps.typesetting.checker.sheets import MARK, Row, Sheet
from apps.typesetting.composer import NO_END, NO_START
from apps.typesetting.grid import BODY, PAGE_HEIGHT, PAGE_WIDTH

MARKS = frozenset("，。、；：？！）》」』】〕”’…·％℃")
FOLLOWED = frozenset("（《「『【〔“‘")
PROSE = 5  # rows shorter than this are labels, not lines of a paragraph


def check_pages(gauge: Gauge, found: Anatomy) -> None:
    """Measure paper, skew, colours, faces and line ends of every page."""
    sheets = found.sheets
    sides = [
        (abs(got - want), s)
        for s in sheets
        for got, want in ((s.width, PAGE_WIDTH), (s.height, PAGE_HEIGHT))
    ]
    gauge.worst("page-size", sides, 0.0, needed=True)
    tilted = next((s for s in sheets if s.tilt == "有倾斜的文字"), None)
    gauge.holds("skew", tilted is None, tilted.tilt if tilted else "不斜", "不斜", tilted)
    coloured = next((row for s in sheets for row in s.rows if _is_coloured(row)), None)
    gauge.holds("colour", coloured is None, "有其他颜色" if coloured else "黑色", "黑色", coloured)
    _check_face(gauge, found)
    ends = [bad for row, below in broken(sheets) for bad in _breaks_badly(row, below)]
    first = ends[0] if ends else None
    gauge.worst("line-ends", [(float(len(ends)), first)], 0.0)
    _check_turned(gauge, sheets)


def _is_coloured(row: Row) -> bool:
    return any(not g.is_black and not (g.is_red and row.size > MARK) for g in row.glyphs)


def _breaks_badly(row: Row, below: Row) -> Iterator[Row]:
    """Yield the rows where a break put a mark wrongly; how a paragraph begins is its writer's."""
    if len(row.glyphs) < PROSE:
        return
    if row.text[-1] in FOLLOWED & NO_END:
        yield row
    if below.text[0] in MARKS & NO_START:
        yield below


def _check_face(gauge: Gauge, found: Anatomy) -> None:
    """The most frequent face and size of the text is its body."""
    imprint = set(found.imprint.rows) if found.imprint else set()
    used = Counter(
        (glyph.font, round(glyph.size, 1))
        for sheet in found.sheets
        if not sheet.has_table
        for row in sheet.text_rows
        if row not in found.title and row not in imprint
        for glyph in row.glyphs
    )
    if used:
        font, size = used.most_common(1)[0][0]
        gauge.near("body-size", size, BODY)
        gauge.holds("body-font", is_face(font, "仿宋"), font, "仿宋")


def _check_turned(gauge: Gauge, sheets: Sequence[Sheet]) -> None:
    """A landscape table is turned to the left: its head stands at the left edge of the sheet."""
    wrong = next((s for s in sheets if s.tilt == "有向右转的文字"), None)
    if wrong or any(sheet.turned for sheet in sheets):
        got = "表头在右侧" if wrong else "表头在左侧"
        gauge.holds("landscape", wrong is None, got, "表头在左侧", wrong)


def check_seals_alone(gauge: Gauge, found: Anatomy, raster: Raster) -> None:
    """No seal stands on a page without the signature that it belongs to (空白印章)."""
    signed = found.date.page if found.date else 0
    for sheet in found.sheets:
        below = found.head_bottom if sheet.number == 1 else 0.0
        if sheet.number != signed and (spots := raster.red_spots(sheet.number, below)):
            gauge.holds("seal-alone", False, "有印章而无署名", "无", spots[0])
            return


def check_embedding(gauge: Gauge, pdf: bytes) -> None:
    """Every font must be embedded and say which characters its glyphs are."""
    from pypdf import PdfReader

    bad: dict[str, int] = {}
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages, start=1):
        resources = page.get("/Resources")
        fonts = resources.get_object().get("/Font") if resources else None
        for reference in (fonts.get_object() if fonts else {}).values():
            font = reference.get_object()
            if not _says_characters(font) or not _has_file(font):
                bad.setdefault(str(font.get("/BaseFont", "?")).lstrip("/"), number)
    name = next(iter(bad), "")
    got = f"{name}未嵌入或者无文字编码" if bad else "已嵌入"
    gauge.holds("embedded", not bad, got, "已嵌入", _Page(bad[name]) if bad else None)


class _Page:
    def __init__(self, number: int) -> None:
        self.spot = Spot(number)


def _says_characters(font: dict) -> bool:
    """A character map, or one of the standard encodings of simple Latin fonts."""
    return "/ToUnicode" in font or font.get("/Encoding") in (
        "/WinAnsiEncoding", "/MacRomanEncoding",
    )  # fmt: skip


def _has_file(font: dict) -> bool:
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    described: Any = inner.get("/FontDescriptor")
    return bool(described) and any(key.startswith("/FontFile") for key in described.get_object())
