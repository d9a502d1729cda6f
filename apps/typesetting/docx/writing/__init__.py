"""Writes a document of the model as a Word file by the same standard as the printed page.

The parts are written as text and zipped with fixed dates: equal documents give equal files. Fonts
carry their official names, for the machine of whoever opens the file; nothing is embedded.
"""

from apps.typesetting.docx.writing.bodies import addressees, annex, blocks, title
from apps.typesetting.docx.writing.heads import head
from apps.typesetting.docx.writing.imprints import has_own_page, imprint
from apps.typesetting.docx.writing.package import packed
from apps.typesetting.docx.writing.sheet import section, section_break
from apps.typesetting.docx.writing.tails import annex_list, attendance, notes, signature
from apps.typesetting.model import Gongwen


def write(gongwen: Gongwen, *, draft: bool = False) -> bytes:
    """Return a .docx; ``draft`` writes above each page that it was not issued."""
    tail = signature(gongwen)
    body = [
        head(gongwen),
        title(gongwen),
        addressees(gongwen),
        blocks(gongwen.body, held=bool(tail)),
        annex_list(gongwen, held=bool(tail)),
        tail,
        notes(gongwen),
        attendance(gongwen),
        *(annex(one) for one in gongwen.annexes),
        _closed(gongwen, draft),
    ]
    return packed(gongwen, "".join(body), draft=draft)


def _closed(gongwen: Gongwen, draft: bool) -> str:
    """Return the imprint and the end of the file; an own page is the next even one."""
    shown = imprint(gongwen)
    if not shown or not has_own_page(gongwen):
        return shown + section(gongwen, draft=draft)
    text = section_break(section(gongwen, draft=draft))
    kind = "nextPage" if gongwen.layout == "letter" else "evenPage"
    return text + shown + section(gongwen, draft=draft, begins=kind)


__all__ = ["write"]
