"""One XML part of an office file, read as a stream: declarations refused, depth bounded."""

from __future__ import annotations

import zipfile
from xml.sax import SAXParseException  # noqa: S406  (the error's class; parsing is defusedxml's)
from xml.sax.handler import ContentHandler  # noqa: S406

from apps.matters.file_checks.refusal import Unfit

DEPTH = 500
FACE = 20_000  # characters kept for the search for marks
# What a document may point to outside itself: a link to click, the source of a table.
_OUTSIDE = ("/hyperlink", "/externallink", "/externallinkpath", "/xlpathmissing")
_MACRO_TYPES = ("macroenabled", "vbaproject", "activex")


class _Part(ContentHandler):
    """Counts depth, judges relations and content types, keeps the first words."""

    def __init__(self, is_face: bool) -> None:
        super().__init__()
        self.depth = 0
        self.words: list[str] = []
        self.room = FACE if is_face else 0

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802 (SAX's name)
        self.depth += 1
        if self.depth > DEPTH:
            raise Unfit("文件内部层次过深，不能上传")
        local = name.rpartition(":")[2]
        if local == "Relationship":
            _judge_relation(attrs)
        elif local in ("Override", "Default"):
            _judge_content_type(attrs)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1

    def characters(self, content: str) -> None:
        if self.room > 0:
            self.words.append(content[: self.room])
            self.room -= len(content)


def read_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, is_face: bool) -> str:
    """Return the words of a part if it is the face, else ""; raises Unfit."""
    from defusedxml import DefusedXmlException
    from defusedxml.sax import parse

    part = _Part(is_face)
    try:
        with archive.open(entry) as source:
            parse(source, part, forbid_dtd=True)
    except DefusedXmlException as refusal:
        raise Unfit("文件中含有外部实体声明，不能上传") from refusal
    except SAXParseException as broken:
        raise Unfit("文件已损坏或者格式不正确，无法打开检查") from broken
    return "".join(part.words)


def _judge_relation(attrs: object) -> None:
    mode, kind = _value(attrs, "TargetMode"), _value(attrs, "Type")
    if mode == "external" and not kind.endswith(_OUTSIDE):
        raise Unfit("文件引用了外部模板或者对象，请另存为不带引用的文件后再上传")
    if kind.endswith(("/vbaproject", "/xlmacrosheet", "/attachedtoolbars")):
        raise Unfit("文件中含有宏，请另存为不带宏的格式后再上传")


def _judge_content_type(attrs: object) -> None:
    if any(word in _value(attrs, "ContentType") for word in _MACRO_TYPES):
        raise Unfit("文件中含有宏，请另存为不带宏的格式后再上传")


def _value(attrs: object, name: str) -> str:
    return str(attrs.get(name, "")).strip().lower()  # type: ignore[attr-defined]
