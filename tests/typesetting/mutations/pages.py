"""Spoilt paper, grid, faces, page numbers."""

from dataclasses import replace
from functools import partial

from apps.typesetting.composer import Measure
from apps.typesetting.grid import FIT, TRACKING
from apps.typesetting.model import Paragraph
from tests.typesetting.documents import LETTER, ORDER, UP_SINGLE
from tests.typesetting.mutations.bases import LANDSCAPE, LISTED, PADDED, SEAL, SHORT, TEXT, THREE
from tests.typesetting.mutations.ops import Mutation as M
from tests.typesetting.mutations.ops import (
    not_embedded,
    on_page,
    pieces,
    put,
    stretched,
    style,
    sub,
)

MEASURE = "apps.typesetting.markup.Measure"
LOOSE_TRACKING = TRACKING + FIT / 27  # 27 characters fill a line
LOOSE = partial(Measure, tracking=LOOSE_TRACKING)
LOOSE_TEXT = f"<style>p{{letter-spacing:{LOOSE_TRACKING:.4f}pt}}</style></head>"
UNIFORM = replace(TEXT, body=(Paragraph("国" * 25 + "国" * 27 * 30),), annexes=())
ROW_3 = r"<p[^>]*>"
SHIFTED = "section:not(:first-child) p,section:first-child p+p{margin-left:.8mm}"
FOLIO_4 = '<div class="folio song" style="left:14pt;top:231.9681mm">— 4 —</div>'
SMALL_ROW = '<div class="abs" style="left:0;top:14mm;font-size:10pt">增加的一行小字</div>'
TILTED = '<div class="abs" style="left:60mm;top:200mm;transform:rotate(5deg)">斜</div>'
BLUE = '<div class="abs" style="left:60mm;top:200mm;color:#00f">蓝</div>'
ALONE = (
    '<img class="seal" alt="" style="left:40mm;top:150mm;width:45mm;height:45mm" '
    f"src='data:image/svg+xml,{SEAL.replace('#', '%23')}'>"
)
FOLIO = '<div class="folio song" style="right:14pt;top:232mm">— 1 —</div>'


def _every(pattern: str, css: str, page: int):
    """Add declarations to every tag of a page that the pattern finds."""
    import re

    def change(html: str) -> str:
        places = len(re.findall(pattern, html))
        for nth in range(places):
            html = style(pattern, css, nth)(html)
        return html

    return on_page(page, change)


MUTATIONS = (
    M("page-size", SHORT, "C", put("size:210.0mm 297.0mm", "size:210.4mm 297.4mm")),
    M("top-margin", THREE, "H", stretched(4, 1.003, 227.0)),
    M("last-row", THREE, "H", stretched(3, 1.003, 2.4)),
    M("left-margin", TEXT, "C", lambda css: css + SHIFTED),
    M("type-width", THREE, "H", _every(ROW_3, "letter-spacing:-0.34pt", 3)),
    M("cells", UNIFORM, "H", put("</head>", LOOSE_TEXT), {}, (MEASURE, LOOSE)),
    M("rows", THREE, "H", pieces(SMALL_ROW, 4)),
    M(
        "pitch",
        THREE,
        "H",
        on_page(
            3, sub(r"\n([^<\n]{20,})\n", r'\n<span style="position:relative;top:.3mm">\1</span>\n')
        ),
    ),
    M("body-size", ORDER, "C", lambda css: css + "p{font-size:15.6pt;letter-spacing:.19pt}"),
    M("body-font", SHORT, "C", lambda css: css + 'p{font-family:"GW-KaiTi"}'),
    M("colour", ORDER, "H", pieces(BLUE)),
    M("embedded", LISTED, "P", not_embedded("GW-HeiTi")),
    M("skew", ORDER, "H", pieces(TILTED)),
    M("line-ends", THREE, "H", on_page(3, sub(r"\n[一-龥](?=[一-龥])", "\n，"))),
    M(
        "landscape",
        LANDSCAPE,
        "C",
        sub(
            r"transform:translate\([^)]*\) rotate\(-90deg\)",
            "transform:translate(156mm,2mm) rotate(90deg)",
        ),
    ),
    M("seal-alone", LISTED, "H", pieces(ALONE, 3)),
    M("folio", ORDER, "H", sub(r'<div class="folio[^>]*>.*?</div>', "")),
    M("folio-size", ORDER, "H", style(r'<div class="folio[^>]*>', "font-size:13.5pt")),
    M("folio-font", ORDER, "H", put("— 1 —", '— <span class="hei">1</span> —')),
    M("folio-form", ORDER, "H", put("— 1 —", "— 2 —")),
    M("folio-odd", ORDER, "H", style(r'<div class="folio[^>]*>', "margin-right:2mm")),
    M(
        "folio-even",
        UP_SINGLE,
        "H",
        on_page(2, style(r'<div class="folio[^>]*>', "margin-left:2mm")),
    ),
    M("folio-drop", ORDER, "H", style(r'<div class="folio[^>]*>', "transform:translateY(1mm)")),
    M(
        "folio-upright",
        LANDSCAPE,
        "H",
        on_page(3, style(r'<div class="folio[^>]*>', "transform:rotate(-90deg)")),
    ),
    M("blank-folio", PADDED, "H", pieces(FOLIO_4, 4)),
    M("letter-folio", LETTER, "H", pieces(FOLIO)),
)
