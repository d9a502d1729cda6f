"""Word files: read into the document model with a report, and written from it.

    reading = read(data)           # bytes of a .docx; CannotRead with a Chinese sentence
    reading.gongwen                # the model
    reading.notes                  # what was recognised, changed, dropped
    data = write(gongwen)          # bytes of a .docx by the standard; draft=True marks each page
    docx = to_docx(data, "doc")    # .doc, .wps through LibreOffice; CannotConvert with a sentence

It knows no ORM and no Django and fetches nothing. It refuses what it cannot read whole: a file with
a document type declaration, one that is too long, too deep or broken. Whether an upload is harmless
is asked elsewhere, before it comes here.
"""

from apps.typesetting.docx.converting import CannotConvert, can_convert, to_docx
from apps.typesetting.docx.notes import Note
from apps.typesetting.docx.reading import Reading, read
from apps.typesetting.docx.refusal import CannotRead
from apps.typesetting.docx.writing import write

__all__ = [
    "CannotConvert",
    "CannotRead",
    "Note",
    "Reading",
    "can_convert",
    "read",
    "to_docx",
    "write",
]
