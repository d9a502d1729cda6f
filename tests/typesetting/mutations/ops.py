"""Ways to spoil a page on purpose: move a piece, stretch a rule, change a face, a mark, a font.

A mutation is (fact, document, what to change). `G` changes the document, `H` the composed HTML, `C`
the style sheet, `P` the finished file. Nothing else of the page may leave its tolerance.
"""

import io
import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any
from unittest import mock

from apps.typesetting.engine import setting
from apps.typesetting.layouts import document, lay_out
from apps.typesetting.model import Gongwen
from apps.typesetting.rendering import VARIANT
from apps.typesetting.stylesheet import stylesheet

Change = Callable[[Any], Any]


@dataclass(frozen=True)
class Mutation:
    """One spoilt page; `seals`: the artwork stamped on it."""

    fact: str
    base: Gongwen
    kind: str
    change: Change
    seals: dict[str, str] = field(default_factory=dict)
    patched: tuple[str, Any] | None = None  # (name in the layouts, value) while it is composed

    def pdf(self) -> bytes:
        """Return the spoilt file."""
        gongwen = self.change(self.base) if self.kind == "G" else self.base
        with mock.patch(*self.patched) if self.patched else nullcontext():
            html, css = document(gongwen, lay_out(gongwen, self.seals)), None
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

    made = setting()
    sheet = made.css
    if css:
        sheet = CSS(string=css, font_config=made.configuration, url_fetcher=made.fetcher)
    page = HTML(string=html, url_fetcher=made.fetcher)
    return page.write_pdf(
        font_config=made.configuration, stylesheets=[sheet], pdf_variant=VARIANT, pdf_tags=True
    )


def put(old: str, new: str, count: int = 1) -> Change:
    """Replace the first occurrence."""
    return lambda text: text.replace(old, new, count)


def sub(pattern: str, new: str, count: int = 1) -> Change:
    """Replace by pattern, the first occurrence."""
    return lambda text: re.sub(pattern, new, text, count=count)


def both(*changes: Change) -> Change:
    """Apply several changes, one after the other."""

    def change(text: Any) -> Any:
        for one in changes:
            before, text = text, one(text)
            assert text != before, "one of the changes changed nothing"
        return text

    return change


def on_page(number: int, change: Change) -> Change:
    """Apply a change to one page only."""

    def changed(html: str) -> str:
        pages = html.split("<section>")
        pages[number] = change(pages[number])
        return "<section>".join(pages)

    return changed


def style(pattern: str, css: str, nth: int = 0) -> Change:
    """Add declarations to the n-th tag that the pattern finds."""

    def change(html: str) -> str:
        found = list(re.finditer(pattern, html))
        assert len(found) > nth, pattern
        tag = found[nth].group()
        if ' style="' in tag:
            restyled = re.sub(r'style="([^"]*?);?"', rf'style="\1;{css}"', tag, count=1)
        else:
            restyled = f'{tag[:-1]} style="{css}">'
        return html[: found[nth].start()] + restyled + html[found[nth].end() :]

    return change


def tag_before(text: str) -> str:
    """Return the pattern of the tag right before a text."""
    return rf"<[a-z][^<>]*>(?={re.escape(text)})"


def moved(text: str, nth: int = 0, **by: float) -> Change:
    """Move the piece whose text begins so, by millimetres (left, top, right)."""
    css = ";".join(f"margin-{side}:{way}mm" for side, way in by.items())
    return style(tag_before(text), css, nth)


def bars(css_class: str, css: str, *places: int) -> Change:
    """Add declarations to bars of a colour."""
    pattern = rf'<div class="bar {css_class}"[^>]*>'
    return both(*(style(pattern, css, nth) for nth in places))


def seals(css: str, *places: int) -> Change:
    """Add declarations to stamped seals."""
    return both(*(style(r'<img class="seal"[^>]*>', css, nth) for nth in places))


def pieces(html: str, number: int = 1) -> Change:
    """Put more HTML at the end of a page."""
    return on_page(number, put("</section>", f"{html}</section>"))


def stretched(number: int, factor: float, origin: float) -> Change:
    """Stretch the rows of a page downwards and upwards from a height in mm; not its page number."""

    def change(page: str) -> str:
        rows, folio = page.split('<div class="folio', 1)
        css = f"transform:scaleY({factor});transform-origin:0 {origin}mm"
        return f'<div style="{css}">{rows}</div><div class="folio{folio}'

    return on_page(number, change)


def with_(**changes: Any) -> Change:
    """Change fields of the document."""
    return lambda gongwen: replace(gongwen, **changes)


def not_embedded(name: str) -> Change:
    """Take the file of one font out of the PDF."""
    from pypdf import PdfReader, PdfWriter

    def change(pdf: bytes) -> bytes:
        writer = PdfWriter(PdfReader(io.BytesIO(pdf)))
        for page in writer.pages:
            for font in page["/Resources"]["/Font"].values():
                inner = font.get_object()["/DescendantFonts"][0].get_object()
                if name in inner["/BaseFont"]:
                    inner["/FontDescriptor"].get_object().pop("/FontFile3", None)
                    inner["/FontDescriptor"].get_object().pop("/FontFile2", None)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return change
