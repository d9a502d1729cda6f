"""Turns a document into tagged PDF/A-2u: check every glyph, compose, render, hash.

One document at a time per process: neither Pango's nor fontTools' objects bear threads. Web pages
ask apps.typesetting.service instead, which calls this in a process of its own.
"""

import hashlib
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from apps.typesetting import fonts
from apps.typesetting.engine import listening, setting
from apps.typesetting.glyphs import refuse_missing
from apps.typesetting.layouts import SealBox, document, lay_out
from apps.typesetting.model import Gongwen
from apps.typesetting.refusals import CannotTypeset
from apps.typesetting.watermark import stamp_drafts

VARIANT = "pdf/a-2u"
ONE_AT_A_TIME = threading.RLock()
LAID_OUT = re.compile(r"Creating layout - Page (\d+)")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Rendered:
    """A finished file: bytes, pages, SHA-256 (hexadecimal), sentences about substitute fonts.

    `seals` says where the standard wants each seal, for whoever signs or stamps the file.
    """

    pdf: bytes
    pages: int
    sha256: str
    substitutes: tuple[str, ...]
    seals: tuple[SealBox, ...] = ()


def render(
    gongwen: Gongwen,
    *,
    draft: bool = False,
    artwork: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Rendered:
    """Typeset a document; `draft` stamps every page as not issued.

    `artwork`: an SVG for each name whose seal or stamp is printed. `progress` hears (pages done,
    pages). Raises MissingGlyph and CannotTypeset, both with a Chinese sentence.
    """
    with ONE_AT_A_TIME:
        refuse_missing(gongwen)
        flow = lay_out(gongwen, artwork)
        if draft:
            stamp_drafts(flow)
        pdf = to_pdf(document(gongwen, flow), len(flow.pages), progress)
    return finished(pdf, len(flow.pages), tuple(flow.seals))


def finished(pdf: bytes, pages: int, seals: tuple[SealBox, ...] = ()) -> Rendered:
    """Return a file with its hash and what is to be said of its fonts."""
    return Rendered(pdf, pages, hashlib.sha256(pdf).hexdigest(), fonts.substitutes(), seals)


def to_pdf(html: str, pages: int, progress: Progress | None = None) -> bytes:
    """Render composed HTML and prove that it became as many pages as were composed."""
    with ONE_AT_A_TIME:
        made = setting()
        from weasyprint import HTML

        with _no_blank_glyphs(pages, progress):
            rendered = HTML(string=html, url_fetcher=made.fetcher).render(
                font_config=made.configuration, stylesheets=[made.css], pdf_tags=True
            )
            if len(rendered.pages) != pages:
                raise CannotTypeset(f"排版结果为{len(rendered.pages)}页，应为{pages}页，已停止。")
            return bytes(rendered.write_pdf(pdf_variant=VARIANT, pdf_tags=True))


@contextmanager
def _no_blank_glyphs(pages: int, progress: Progress | None) -> Iterator[None]:
    """Stop where WeasyPrint warns that it drew .notdef: the last guard behind `refuse_missing`."""
    warned = []

    def heard(message: str) -> None:
        if "notdef" in message:
            warned.append(message)
        elif progress and (done := LAID_OUT.search(message)):
            progress(int(done.group(1)), pages)

    with listening(heard, steps=progress is not None):
        yield
    if warned:
        raise CannotTypeset("有字符没有可用字形，已停止排版，请检查文中的生僻字和特殊符号。")
