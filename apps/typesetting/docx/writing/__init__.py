"""Writes a document of the model as a Word file by the same standard as the printed page.

The parts are written as text and zipped with fixed dates: equal documents give equal files. Fonts
carry their official names, for the machine of whoever opens the file; nothing is embedded.
"""

from apps.typesetting.docx.writing.bodies import addressees, annex, blocks, title
from apps.typesetting.docx.writing.heads import head
from apps.typesetting.docx.writing.imprints import has_own_page, imprint
from apps.typesetting.docx.writing.package import packed
from apps.typesetting.docx.writing.sheet import Closing, bound
from apps.typesetting.docx.writing.tails import annex_list, attendance, notes, signature
from apps.typesetting.model import Gongwen


def write(gongwen: Gongwen, *, draft: bool = False) -> bytes:
    """Return a .docx; ``draft`` writes above each page that it was not issued."""
    tail = signature(gongwen)
    pieces = [
        head(gongwen),
        title(gongwen),
        addressees(gongwen),
        *blocks(gongwen.body, held=bool(tail)),
        annex_list(gongwen, held=bool(tail)),
        tail,
        notes(gongwen),
        attendance(gongwen),
        *(piece for one in gongwen.annexes for piece in annex(one)),
    ]
    own = has_own_page(gongwen)
    closing = Closing(imprint(gongwen), own, even=gongwen.layout != "letter")
    return packed(gongwen, bound(gongwen, pieces, closing, draft=draft), draft=draft)


__all__ = ["write"]
