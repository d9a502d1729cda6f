"""PDF: every object is looked at; nothing in it may run, start or carry another file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from apps.matters.file_checks.refusal import Unfit

if TYPE_CHECKING:
    from pypdf import PdfReader

OBJECTS = 60_000  # some seconds of looking; a scanned report of 500 pages has 3,000
DEPTH = 60
FACE = 2_000_000  # bytes of page description read for its text
# Keys and action names that make a page do something, or bring a file along.
_RUNS = {"/JS", "/JavaScript", "/AA", "/XFA", "/RichMedia", "/RichMediaContent"}
_CARRIES = {"/EmbeddedFiles", "/EF", "/AF"}
_ACTS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition"}
_TYPES = {"/EmbeddedFile"}
_SUBTYPES = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/3D", "/Screen"}


def look(stream: IO[bytes], extension: str) -> str:
    """Return the text of the first page; raises Unfit."""
    _refuse_tail(stream)
    from pypdf import PdfReader

    reader = PdfReader(stream, strict=False)
    if reader.is_encrypted:
        raise Unfit("文件已加密或者设有密码，请解除后再上传")
    if not len(reader.pages):
        raise Unfit("文件没有页面，请核对后再上传")
    for found in _objects(reader):
        _judge(found, 0)
    return _face(reader)


def _refuse_tail(stream: IO[bytes]) -> None:
    """Refuse what stands after the end mark: an archive or a page appended to the PDF."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 2048))
    tail = stream.read()
    stream.seek(0)
    _, mark, rest = tail.rpartition(b"%%EOF")
    if not mark or rest.strip(b"\x00\t\r\n\x0c \x1a"):
        raise Unfit("文件不完整或者尾部夹带其他内容，请用原软件另存后再上传")


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Yield the trailer and every object of the cross-reference tables, used or not."""
    from pypdf.generic import IndirectObject

    yield reader.trailer
    known = {(n, g) for g, table in reader.xref.items() for n in table if n}
    known |= {(n, 0) for n in reader.xref_objStm}
    if len(known) > OBJECTS:
        raise Unfit("文件结构过于复杂，请用原软件另存后再上传")
    for number, generation in sorted(known):
        found = reader.get_object(IndirectObject(number, generation, reader))
        if found is not None:
            yield found


def _judge(found: Any, depth: int) -> None:
    from pypdf.generic import ArrayObject, DictionaryObject

    if depth > DEPTH:
        raise Unfit("文件结构过于复杂，请用原软件另存后再上传")
    if isinstance(found, DictionaryObject):
        _judge_entries(found)
        children = [found.raw_get(key) for key in found]
    elif isinstance(found, ArrayObject):
        children = list.__iter__(found)  # type: ignore[assignment]  # unresolved references
    else:
        return
    for child in children:
        if isinstance(child, DictionaryObject | ArrayObject):
            _judge(child, depth + 1)


def _judge_entries(entries: Any) -> None:
    keys = set(entries)
    acts = _word(entries, "/S") in _ACTS or _word(entries, "/Subtype") in _SUBTYPES
    if keys & _RUNS or acts:
        raise Unfit("文件中含有脚本或者可自动执行的动作，请用打印方式另存为 PDF 后再上传")
    if keys & _CARRIES or _word(entries, "/Type") in _TYPES:
        raise Unfit("文件中夹带其他文件，请把所附文件取出后分别上传")


def _word(entries: Any, key: str) -> str:
    """Return a name entry as text; a reference is followed, anything odd is no name."""
    if key not in entries:
        return ""
    value = entries.raw_get(key)
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, str) else ""


def _face(reader: PdfReader) -> str:
    page = reader.pages[0]
    contents = page.get_contents()
    if contents is None or len(contents.get_data()) > FACE:
        return ""
    return page.extract_text()
