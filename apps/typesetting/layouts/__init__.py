"""The layouts: one order of parts, a head for each. Returns pages as HTML, nothing rendered yet."""

import html
from collections.abc import Mapping
from dataclasses import replace

from apps.typesetting.identity import LANGUAGE, head
from apps.typesetting.layouts.bodies import set_addressees, set_annexes, set_blocks, set_title
from apps.typesetting.layouts.flow import Flow
from apps.typesetting.layouts.heads import set_head
from apps.typesetting.layouts.imprint import set_imprint
from apps.typesetting.layouts.seals import SealBox, drawn
from apps.typesetting.layouts.signatures import set_signature
from apps.typesetting.layouts.tails import set_annex_list, set_attendance, set_notes
from apps.typesetting.markup import Lines
from apps.typesetting.model import Gongwen

MAY_MOVE_ADDRESSEES = ("down", "level", "up")  # layouts whose 版记 can take the 主送机关


def lay_out(gongwen: Gongwen, artwork: Mapping[str, str] | None = None) -> Flow:
    """Compose the whole document into pages; raises CannotTypeset where something does not fit.

    Addressees so many that no text is left on page 1 move to 版记 (GB/T 9704, 7.3.2).
    """
    flow = _composed(gongwen, artwork or {})
    crowded = gongwen.addressees and gongwen.body and gongwen.layout in MAY_MOVE_ADDRESSEES
    if crowded and not gongwen.addressees_below and not _shows_text(flow):
        moved = _composed(replace(gongwen, addressees_below=True), artwork or {})
        flow = moved if _shows_text(moved) else flow
    for box in flow.seals:
        flow.pages[box.page - 1].overlays.append(drawn(box, artwork or {}))
    return flow


def _shows_text(flow: Flow) -> bool:
    first = flow.pages[0].items
    return any(isinstance(item, Lines) and item.kind == "text" for item in first)


def _composed(gongwen: Gongwen, artwork: Mapping[str, str]) -> Flow:
    flow = Flow()
    set_head(flow.page, gongwen)
    set_title(flow, gongwen)
    set_addressees(flow, gongwen)
    set_blocks(flow, gongwen.body, gongwen.names)
    set_annex_list(flow, gongwen)
    set_signature(flow, gongwen, artwork)
    set_notes(flow, gongwen)
    set_attendance(flow, gongwen)
    set_annexes(flow, gongwen)
    set_imprint(flow, gongwen)
    return flow


def document(gongwen: Gongwen, flow: Flow) -> str:
    """Return the whole HTML document of composed pages (the style sheet is given apart)."""
    return (
        f'<!doctype html><html lang="{LANGUAGE}">{head(gongwen)}<body>{flow.html()}</body></html>'
    )


def page_of(name: str, author: str, body: str, subject: str = "", css: str = "") -> str:
    """Return an HTML document with its metadata; `css` is ours, never anybody's."""
    title, author = html.escape(name), html.escape(author, quote=True)
    about = html.escape(subject, quote=True)
    described = f'<meta name="description" content="{about}">' if about else ""
    style = f"<style>{css}</style>" if css else ""
    return (
        f'<!doctype html><html lang="{LANGUAGE}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="author" content="{author}">{described}{style}</head>'
        f"<body>{body}</body></html>"
    )


__all__ = ["Flow", "SealBox", "document", "lay_out", "page_of"]
