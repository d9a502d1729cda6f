"""Ways to spoil a page on purpose: move a piece, stretch a rule, change a face, a mark, a font.

A mutation is (fact, document, what to change). `G` changes the document, `H` the composed HTML, `C`
the style sheet, `P` the finished file.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from apps.typesetting.layouts import document, lay_out
from apps.typesetting.model import Gongwen
from apps.typesetting.rendering import VARIANT, _setting
from apps.typesetting.stylesheet import stylesheet

Change = Callable[[Any], Any]


@dataclass(frozen=True)
class Mutation:
    """One spoilt page."""

    fact: str
    base: Gongwen
    kind: str
    change: Change

    def pdf(self) -> bytes:
        """Return the spoilt file."""
        gongwen = self.base
        if self.kind == "G":
            gongwen = self.change(gongwen)
        html, css = document(gongwen, lay_out(gongwen)), None
        if self.kind == "H":
            before, html = html, self.change(html)
            assert html != before, "the mutation changed nothing"
        if self.kind == "C":
            css = self.change(stylesheet())
            assert css != stylesheet(), "the mutation changed nothing"
        pdf = draw(html, css)
        return self.change(pdf) if self.kind == "P" else pdf


def draw(html: str, css: str | None = None) -> bytes:
    """Render HTML without the guards of `render`."""
    from weasyprint import CSS, HTML

    setting = _setting()
    sheet = setting.css
    if css:
        bare = re.sub(r"@font-face\{[^}]*\}", "", css)  # the faces are known already
        sheet = CSS(string=bare, font_config=setting.configuration, url_fetcher=setting.fetcher)
    page = HTML(string=html, url_fetcher=setting.fetcher)
    return page.write_pdf(
        font_config=setting.configuration, stylesheets=[sheet], pdf_variant=VARIANT
    )


def put(old: str, new: str, count: int = 1) -> Change:
    """Replace the first occurrence."""
    return lambda text: text.replace(old, new, count)


def sub(pattern: str, new: str, count: int = 1) -> Change:
    """Replace by pattern, the first occurrence."""
    return lambda text: re.sub(pattern, new, text, count=count)


def shift(text: str, **moves: float) -> Change:
    """Move the absolutely placed piece whose text begins so, by millimetres (or points)."""

    def change(html: str) -> str:
        found = re.search(rf'<div class="[^"]*" style="[^"]*">{re.escape(text)}', html)
        assert found, text
        piece = found.group()
        for side, by in moves.items():
            piece = re.sub(
                rf"([\";]){side}:(-?[\d.]+)(mm|pt)",
                lambda m, s=side, d=by: f"{m[1]}{s}:{float(m[2]) + d:.4f}{m[3]}",
                piece,
            )
        return html[: found.start()] + piece + html[found.end() :]

    return change


def bars(place: int, css: str, **moves: float) -> Change:
    """Move or stretch the n-th bar of a colour."""

    def change(html: str) -> str:
        found = list(re.finditer(rf'<div class="bar {css}" style="[^"]*">', html))[place]
        piece = found.group()
        for side, by in moves.items():
            piece = re.sub(
                rf"([\";]){side}:(-?[\d.]+)mm",
                lambda m, s=side, d=by: f"{m[1]}{s}:{float(m[2]) + d:.4f}mm",
                piece,
            )
        return html[: found.start()] + piece + html[found.end() :]

    return change


def without_unicode(pdf: bytes) -> bytes:
    """Take the character maps out of every font."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf)))
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].values():
            font.get_object().pop("/ToUnicode", None)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_(**changes: Any) -> Change:
    """Change fields of the document."""
    return lambda gongwen: replace(gongwen, **changes)
