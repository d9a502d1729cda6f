"""Word files: an upload read into the document model, a document written for whoever may read it.

Owns the order of the checks: harmless first, converted next, checked again, then read. Keeps
nothing: what was read is shown to the drafter, and saved only by him.
"""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.core.files import File

from apps.core.verdicts import Refused, Verdict
from apps.documents.models import Document
from apps.documents.page import gongwen
from apps.matters import file_checks
from apps.matters.file_checks.marks import CLASSIFIED, is_marked
from apps.typesetting import CannotTypeset
from apps.typesetting.docx import (
    CannotConvert,
    CannotRead,
    Reading,
    can_convert,
    read,
    to_docx,
    write,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLD = ("doc", "wps")
FIELD = "file"
WRONG_KIND = "只能导入 docx、doc、wps 文件"


def converts() -> bool:
    """Say whether this machine can read .doc and .wps too."""
    return can_convert()


def read_upload(upload: File[bytes]) -> tuple[str, Reading]:
    """Return (cleaned name, what the file is); raises Refused with ``field="file"``."""
    name, _ = file_checks.inspect(
        name=upload.name or "",
        stream=upload,  # type: ignore[arg-type]  # a file with read and seek is all that is asked
        size=upload.size or 0,
        limit=settings.OA_ATTACHMENT_MAX_BYTES,
    )
    extension = name.rpartition(".")[2].lower()
    if extension not in (*OLD, "docx"):
        raise _refused(WRONG_KIND)
    upload.seek(0)
    data = upload.read()
    try:
        reading = read(_converted(data, extension) if extension in OLD else data)
    except (CannotConvert, CannotRead) as refusal:
        raise _refused(str(refusal)) from refusal
    said = "".join(f"{note.sentence}{''.join(note.details)}" for note in reading.notes)
    if reading.classified or is_marked(reading.gongwen.to_json() + said):
        raise _refused(CLASSIFIED)
    return name, reading


def _converted(data: bytes, extension: str) -> bytes:
    """Return an old file as .docx; what a converter wrote is checked like any upload."""
    made = to_docx(data, extension)
    file_checks.inspect(
        name="converted.docx",
        stream=io.BytesIO(made),
        size=len(made),
        limit=settings.OA_ATTACHMENT_MAX_BYTES,
    )
    return made


def _refused(sentence: str) -> Refused:
    return Refused(Verdict.deny(sentence.rstrip("。"), field=FIELD))


def written(document: Document) -> tuple[str, bytes]:
    """Return (file name, bytes) of a document as a Word file, marked until it is signed.

    Raises Refused where the page cannot be laid out.
    """
    draft = document.signed_by_id is None and document.document_date is None
    try:
        data = write(gongwen(document, printed_on=document.issued_on), draft=draft)
    except CannotTypeset as refusal:
        raise Refused(Verdict.deny(str(refusal), field="body_text")) from refusal
    return _file_name(document), data


def _file_name(document: Document) -> str:
    name: Any = file_checks.clean_name(f"{document.reference} {document.title}".strip() + ".docx")
    return str(name)
