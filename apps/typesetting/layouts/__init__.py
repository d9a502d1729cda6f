"""The five layouts: one order of parts, five heads. Returns pages as HTML, nothing rendered yet."""

from apps.typesetting.identity import LANGUAGE, head
from apps.typesetting.layouts.bodies import set_addressees, set_annexes, set_blocks, set_title
from apps.typesetting.layouts.flow import Flow
from apps.typesetting.layouts.heads import set_head
from apps.typesetting.layouts.tails import (
    set_annex_list,
    set_attendance,
    set_imprint,
    set_notes,
    set_signature,
)
from apps.typesetting.model import Gongwen


def lay_out(gongwen: Gongwen) -> Flow:
    """Compose the whole document into pages; raises CannotTypeset where something does not fit."""
    flow = Flow()
    set_head(flow.page, gongwen)
    set_title(flow, gongwen)
    set_addressees(flow, gongwen)
    set_blocks(flow, gongwen.body)
    set_annex_list(flow, gongwen)
    set_signature(flow, gongwen)
    set_notes(flow, gongwen)
    set_attendance(flow, gongwen)
    set_annexes(flow, gongwen.annexes)
    set_imprint(flow, gongwen)
    return flow


def document(gongwen: Gongwen, flow: Flow) -> str:
    """Return the whole HTML document of composed pages (the style sheet is given apart)."""
    return (
        f'<!doctype html><html lang="{LANGUAGE}">{head(gongwen)}<body>{flow.html()}</body></html>'
    )


__all__ = ["Flow", "document", "lay_out"]
