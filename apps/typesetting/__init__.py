"""公文版式: turns a structured official document into pages of GB/T 9704-2012, and measures pages.

It owns the document model, the composer, the layouts, the fonts and the checker. It knows no ORM,
no clock, no settings and (beyond apps.py and one command) no Django; it refuses characters that no
font can write, and it never fetches anything from a network.

    from apps.typesetting import (
        Gongwen, Paragraph, Table, Annex, Attendance, body_from_text,
        render, Rendered, MissingGlyph, CannotTypeset, check, Report,
    )

    gongwen = Gongwen(
        layout="down",                          # down | up | letter | order | minutes
        issuers=("咸宁市人民政府",),             # several = joint issue, the sponsor first
        head="",                                # red head; "" = made from issuers and layout
        reference="咸政发〔2023〕6号",
        title="市人民政府关于印发咸宁市人民政府工作规则的通知",   # "\n" = line break chosen by hand
        addressees="各县、市、区人民政府，市政府各部门",         # the colon is added
        body=body_from_text("为……，现印发给你们。"),
        annexes=(Annex(title="咸宁市人民政府工作规则", blocks=body_from_text(text)),),
        signature_name="咸宁市人民政府", date=date(2023, 6, 7), sealed=True,
        notes="此件公开发布", cc="市委各部门，咸宁军分区。",
        printed_by="咸宁市人民政府办公室", printed_on=date(2023, 6, 7),
    )
    gongwen.to_dict(); Gongwen.from_dict(d); gongwen.to_json(); gongwen.sha256   # canonical
    rendered = render(gongwen, draft=False)     # draft=True: 未经签发 watermark on every page
    rendered.pdf, rendered.pages, rendered.sha256, rendered.substitutes
    report = check(rendered.pdf, "down")        # report.ok, report.facts, report.unread, .to_dict()

`render` raises MissingGlyph (a ValueError; Chinese sentence naming character and place) where no
font has a character, and CannotTypeset (a ValueError) where an element does not fit on a page, or
where Pango or every Chinese font is missing. Empty fields are simply left out of the page.
`fonts.report()` lists (role, family, is_substitute) for an admin page; `fonts.problems()` gives
start-up warnings as sentences. A render takes about 0.1 s for one page and 0.03 s for each further.
"""

from apps.typesetting.checker import Report, check
from apps.typesetting.model import (
    Annex,
    Attendance,
    Gongwen,
    Paragraph,
    Table,
)
from apps.typesetting.plaintext import body_from_text
from apps.typesetting.refusals import CannotTypeset, MissingGlyph
from apps.typesetting.rendering import Rendered, render

__all__ = [
    "Annex",
    "Attendance",
    "CannotTypeset",
    "Gongwen",
    "MissingGlyph",
    "Paragraph",
    "Rendered",
    "Report",
    "Table",
    "body_from_text",
    "check",
    "render",
]
