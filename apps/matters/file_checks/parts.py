"""One XML part of an office file, read as a stream: declarations refused, depth bounded."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from xml.sax import SAXParseException  # noqa: S406  (the error's class; parsing is defusedxml's)
from xml.sax.handler import ContentHandler  # noqa: S406

from apps.matters.file_checks.refusal import Unfit

DEPTH = 500
FACE = 20_000  # characters kept for the search for marks
LONG = 200_000  # elements of one part: behind them stand only more cells of a table
ALL = 3_000_000  # elements of a whole file: some seconds of reading
# What a document may point to outside itself: a link to click, the source of a table.
_OUTSIDE = ("/hyperlink", "/externallink", "/externallinkpath", "/xlpathmissing")
_MACRO_TYPES = ("macroenabled", "vbaproject", "activex")


class _Enough(Exception):
    """A long part is judged by its beginning: no declaration may follow the first element."""


@dataclass
class Budget:
    """How many elements of one file may still be read."""

    left: int = ALL


class _Part(ContentHandler):
    """Counts depth, judges relations and content types, keeps the first words."""

    def __init__(self, is_face: bool, limit: int) -> None:
        super().__init__()
        self.depth = 0
        self.count = 0
        self.limit = limit
        self.words: list[str] = []
        self.room = FACE if is_face else 0

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802 (SAX's name)
        self.depth += 1
        self.count += 1
        if self.count > self.limit:
            raise _Enough
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


def read_part(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, is_face: bool, budget: Budget
) -> str:
    """Return the words of a part if it is the face, else ""; raises Unfit."""
    from defusedxml import DefusedXmlException
    from defusedxml.sax import parse

    # Relations and types are read to the end: any line of them may be the wrong one.
    ruling = entry.filename.lower().endswith((".rels", "[content_types].xml"))
    part = _Part(is_face, budget.left if ruling else min(LONG, budget.left))
    try:
        with archive.open(entry) as source:
            parse(source, part, forbid_dtd=True)
    except _Enough as enough:
        if part.limit != LONG:
            raise Unfit("文件结构过于复杂，请拆分后再上传") from enough
    except DefusedXmlException as refusal:
        raise Unfit("文件中含有外部实体声明，不能上传") from refusal
    except SAXParseException as broken:
        raise Unfit("文件已损坏或者格式不正确，无法打开检查") from broken
    budget.left -= part.count
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
