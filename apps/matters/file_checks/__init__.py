"""Is this upload what its name says, and harmless? Asked before anything of it is kept.

A file passes only by its extension, its first bytes and a parser that opens it. Owns the list of
kinds the office takes. Refuses everything else, each time with a sentence; a file that breaks a
parser is refused, never an error page.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from apps.core.verdicts import Refused, Verdict
from apps.matters.file_checks import compound, images, packages, pdf, texts
from apps.matters.file_checks.marks import CLASSIFIED, is_marked
from apps.matters.file_checks.names import clean_name, extension_of
from apps.matters.file_checks.refusal import Unfit

__all__ = ["ACCEPTED", "Kind", "Unfit", "clean_name", "inspect"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its type as served, its possible first bytes, and its parser.

    ``look`` gets the stream and the extension, raises Unfit, and returns the text of the face
    (the first page or the like), where classification marks stand.
    """

    media_type: str
    magic: tuple[bytes, ...]
    look: Callable[[IO[bytes], str], str]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ZIP, _OLE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_JPEG = Kind("image/jpeg", (b"\xff\xd8\xff",), images.look)

ACCEPTED: dict[str, Kind] = {
    "pdf": Kind("application/pdf", (b"%PDF-1.", b"%PDF-2."), pdf.look),
    "ofd": Kind("application/ofd", _ZIP, packages.look),
    "docx": Kind(f"{_OFFICE}wordprocessingml.document", _ZIP, packages.look),
    "xlsx": Kind(f"{_OFFICE}spreadsheetml.sheet", _ZIP, packages.look),
    "pptx": Kind(f"{_OFFICE}presentationml.presentation", _ZIP, packages.look),
    "doc": Kind("application/msword", _OLE, compound.look),
    "wps": Kind("application/vnd.ms-works", _OLE, compound.look),
    "xls": Kind("application/vnd.ms-excel", _OLE, compound.look),
    "et": Kind("application/vnd.ms-excel", _OLE, compound.look),
    "png": Kind("image/png", (b"\x89PNG\r\n\x1a\n",), images.look),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "gif": Kind("image/gif", (b"GIF87a", b"GIF89a"), images.look),
    "txt": Kind("text/plain", (b"",), texts.look),
    "csv": Kind("text/csv", (b"",), texts.look),
}


def inspect(*, name: str, stream: IO[bytes], size: int, limit: int) -> tuple[str, str]:
    """Return the cleaned name and the media type of an upload, or raise Refused.

    ``size`` and ``limit`` in bytes. The stream is left at its beginning.
    """
    cleaned = clean_name(name)
    try:
        kind = _kind_of(cleaned)
        _check_size(size, limit)
        face = _look(kind, stream, extension_of(cleaned))
        if is_marked(cleaned) or is_marked(face):
            raise Unfit(CLASSIFIED)
    except Unfit as unfit:
        raise Refused(Verdict.deny(str(unfit), field="file")) from unfit
    finally:
        stream.seek(0)
    return cleaned, kind.media_type


def _kind_of(cleaned: str) -> Kind:
    if not cleaned:
        raise Unfit("文件名无效，请改名后再上传")
    kind = ACCEPTED.get(extension_of(cleaned))
    if kind is None:
        raise Unfit(f"不能上传这种文件；可以上传的有：{'、'.join(ACCEPTED)}")
    return kind


def _check_size(size: int, limit: int) -> None:
    if size <= 0:
        raise Unfit("文件是空的，请核对后再上传")
    if size > limit:
        raise Unfit(f"文件超过 {limit // (1024 * 1024)} MB，请压缩或者拆分后再上传")


def _look(kind: Kind, stream: IO[bytes], extension: str) -> str:
    stream.seek(0)
    if not stream.read(16).startswith(kind.magic):
        raise Unfit(f"文件内容不是 {extension} 格式，请用原软件另存后再上传")
    stream.seek(0)
    try:
        return kind.look(stream, extension)
    except Unfit:
        raise
    except Exception as failure:  # parsers meet hostile bytes: whatever they raise is a refusal
        log.info("upload refused, %s did not open: %s", extension, type(failure).__name__)
        raise Unfit("文件已损坏或者格式不正确，无法打开检查") from failure
