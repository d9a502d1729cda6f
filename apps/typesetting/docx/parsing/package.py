"""The zipped parts of a Word file, each read whole within a limit and parsed without declarations.

Nothing is unpacked to disk and nothing outside the file is followed.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError  # noqa: S405  (parsing is defusedxml's)

from apps.typesetting.docx.parsing.markup import attribute, local
from apps.typesetting.docx.refusal import BROKEN, CannotRead

PART = 32 * 1024 * 1024  # bytes of one part of XML: some 5,000 pages of text
MAIN = "word/document.xml"


class Package:
    """A Word file as parts of XML; a part that is not there is None."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._names = {name.lower(): name for name in self._archive.namelist()}
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as broken:
            raise CannotRead(BROKEN) from broken
        found = self._relations("")
        self.main_name = next(
            (path for kind, path in found.values() if kind == "officeDocument"), MAIN
        )
        main = self.part(self.main_name)
        if main is None or local(main) != "document":
            raise CannotRead(BROKEN)
        self.main: Element = main
        self.relations: Mapping[str, tuple[str, str]] = self._relations(self.main_name)

    def part(self, name: str) -> Element | None:
        """Return the root of a part."""
        known = self._names.get(name.lower().lstrip("/"))
        return None if known is None else self._parsed(known)

    def related(self, kind: str) -> Iterator[Element]:
        """Yield the parts that the document names as of one kind (styles, footnotes …)."""
        for found, path in self.relations.values():
            if found == kind and (part := self.part(path)) is not None:
                yield part

    def by_id(self, key: str) -> Element | None:
        """Return the part behind a relation's id."""
        found = self.relations.get(key)
        return self.part(found[1]) if found else None

    def _relations(self, name: str) -> dict[str, tuple[str, str]]:
        folder, file = posixpath.split(name)
        part = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for entry in part if part is not None else ():
            if attribute(entry, "TargetMode").lower() == "external":
                continue
            target = attribute(entry, "Target")
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            kind = attribute(entry, "Type").rsplit("/", 1)[-1]
            found[attribute(entry, "Id")] = (kind, posixpath.normpath(path))
        return found

    def _parsed(self, name: str) -> Element:
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        data = self._bytes(name)
        try:
            parsed: Any = fromstring(data, forbid_dtd=True)
        except DefusedXmlException as refusal:
            raise CannotRead("文件中含有外部实体声明，不能导入。") from refusal
        except (ParseError, ValueError, LookupError) as broken:
            raise CannotRead(BROKEN) from broken
        root: Element = parsed
        return root

    def _bytes(self, name: str) -> bytes:
        try:
            with self._archive.open(name) as source:
                data = source.read(PART + 1)
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as broken:
            raise CannotRead(BROKEN) from broken
        except Exception as broken:  # zlib.error, lzma.LZMAError: whatever a broken stream raises
            raise CannotRead(BROKEN) from broken
        if len(data) > PART:
            raise CannotRead("文件内容过长，请拆分后再导入。")
        return data
