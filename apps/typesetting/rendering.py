"""Turns a document into tagged PDF/A-2u: compose, check every glyph, render, hash.

One FontConfiguration and one style sheet per process (a fresh one for each page costs time and
memory), one document at a time per process (neither Pango's nor fontTools' objects bear threads).
Nothing is fetched but data: addresses and files of our own font folder.
"""

import hashlib
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from apps.typesetting import fonts
from apps.typesetting.glyphs import refuse_missing
from apps.typesetting.layouts import document, lay_out
from apps.typesetting.model import Gongwen
from apps.typesetting.refusals import CannotTypeset
from apps.typesetting.watermark import stamp_drafts

VARIANT = "pdf/a-2u"
ONE_AT_A_TIME = threading.RLock()


@dataclass(frozen=True)
class Rendered:
    """A finished file: bytes, pages, SHA-256 (hexadecimal), sentences about substitute fonts."""

    pdf: bytes
    pages: int
    sha256: str
    substitutes: tuple[str, ...]


def render(gongwen: Gongwen, *, draft: bool = False) -> Rendered:
    """Typeset a document; `draft` stamps every page as not issued.

    Raises MissingGlyph and CannotTypeset, both with a Chinese sentence.
    """
    with ONE_AT_A_TIME:
        refuse_missing(gongwen)
        flow = lay_out(gongwen)
        if draft:
            stamp_drafts(flow)
        pdf = to_pdf(document(gongwen, flow), len(flow.pages))
    return Rendered(pdf, len(flow.pages), hashlib.sha256(pdf).hexdigest(), fonts.substitutes())


def to_pdf(html: str, pages: int) -> bytes:
    """Render composed HTML and prove that it became as many pages as were composed."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        raise CannotTypeset("本机缺少 Pango 等排版组件，暂不能生成PDF，请联系管理员。") from error
    with ONE_AT_A_TIME, _no_blank_glyphs():
        setting = _setting()
        rendered = HTML(string=html, url_fetcher=setting.fetcher).render(
            font_config=setting.configuration, stylesheets=[setting.css]
        )
        if len(rendered.pages) != pages:
            raise CannotTypeset(f"排版结果为{len(rendered.pages)}页，应为{pages}页，已停止。")
        return bytes(rendered.write_pdf(pdf_variant=VARIANT, pdf_tags=True))


@dataclass(frozen=True)
class _Setting:
    configuration: Any
    css: Any
    fetcher: Any


@lru_cache(maxsize=1)
def _setting() -> _Setting:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    from apps.typesetting.stylesheet import stylesheet

    configuration, fetcher = FontConfiguration(), font_fetcher()
    css = CSS(string=stylesheet(), font_config=configuration, url_fetcher=fetcher)
    return _Setting(configuration, css, fetcher)


def font_fetcher() -> Any:
    """Return the only fetcher: data: and our font folder, no redirects, no network."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class FontFolderFetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "file" and not parts.netloc:
                path = fonts.Path(unquote(parts.path)).resolve()
                allowed = path.is_relative_to(fonts.folder().resolve())
            else:
                allowed = parts.scheme == "data"
            if not allowed:
                raise FatalURLFetchingError("typesetting fetches data: and its own fonts only")
            return super().fetch(url, headers)

    return FontFolderFetcher(
        allowed_protocols=("data", "file"), allow_redirects=False, fail_on_errors=True
    )


@contextmanager
def _no_blank_glyphs() -> Iterator[None]:
    """Stop where WeasyPrint warns that it drew .notdef: the last guard behind `refuse_missing`."""
    logger, warned = logging.getLogger("weasyprint"), []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "notdef" in record.getMessage():
                warned.append(record.getMessage())

    listener = Listener(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)
    if warned:
        raise CannotTypeset("有字符没有可用字形，已停止排版，请检查文中的生僻字和特殊符号。")
