"""Puts pages, fonts and pictures together into one OFD package; equal PDFs give equal packages."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from apps.typesetting.ofd.elements import HEAD, NAMESPACE, numbers, page
from apps.typesetting.ofd.fonts import family_of, font_file
from apps.typesetting.readback import Face, Picture, Run, Sheet, Unreadable, read_pages

MEDIA_TYPE = "application/ofd"
STAMP = (1980, 1, 1, 0, 0, 0)  # of every entry of the package
CREATOR = "市府协同"


class Resources:
    """Fonts and pictures as pages ask for them, each once."""

    def __init__(self) -> None:
        self._ids = count(1)
        self.last = 0
        self.fonts: dict[Face, tuple[int, dict[str, int]]] = {}
        self.media: dict[bytes, int] = {}

    def new_id(self) -> int:
        """Return the next number of an object; numbers are never used twice in a document."""
        self.last = next(self._ids)
        return self.last

    def font(self, run: Run) -> int:
        """Return the number of a run's font and note its characters."""
        if run.face not in self.fonts:
            self.fonts[run.face] = (self.new_id(), {})
        number, used = self.fonts[run.face]
        for glyph in run.glyphs:
            if used.setdefault(glyph.text, glyph.code) != glyph.code:
                raise Unreadable(f"{run.face.name} draws {glyph.text} in two ways")
        return number

    def picture(self, picture: Picture) -> int:
        """Return the number of a picture."""
        if picture.png not in self.media:
            self.media[picture.png] = self.new_id()
        return self.media[picture.png]


def to_ofd(pdf: bytes) -> bytes:
    """Return the file as OFD; raises Unreadable where something of it cannot be carried over."""
    sheets = list(read_pages(pdf))
    held = Resources()
    contents = [page(sheet, held.new_id, held.font, held.picture) for sheet in sheets]
    parts: list[tuple[str, bytes]] = [("OFD.xml", _root(pdf).encode())]
    parts += [
        (f"Doc_0/Pages/Page_{place}/Content.xml", content.encode())
        for place, content in enumerate(contents)
    ]
    parts += [
        (f"Doc_0/Res/font_{number}.ttf", font_file(face, used))
        for face, (number, used) in held.fonts.items()
    ]
    parts += [(f"Doc_0/Res/image_{number}.png", png) for png, number in held.media.items()]
    parts += [
        ("Doc_0/PublicRes.xml", _public(held).encode()),
        ("Doc_0/DocumentRes.xml", _document_resources(held).encode()),
        ("Doc_0/Document.xml", _document(sheets, held).encode()),
    ]
    return _zip(parts)


def _zip(parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return out.getvalue()


def _root(pdf: bytes) -> str:
    from pypdf import PdfReader

    info: Any = PdfReader(io.BytesIO(pdf)).metadata or {}
    created = _day(str(info.get("/CreationDate", "")))
    facts = (
        ("DocID", hashlib.sha256(pdf).hexdigest()[:32]),
        ("Title", str(info.get("/Title", ""))),
        ("Author", str(info.get("/Author", ""))),
        ("Subject", str(info.get("/Subject", ""))),
        ("CreationDate", created),
        ("Creator", CREATOR),
    )
    told = "".join(f"<ofd:{name}>{escape(v)}</ofd:{name}>" for name, v in facts if v)
    return (
        f'{HEAD}<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody>'
        f"<ofd:DocInfo>{told}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>"
    )


def _day(word: str) -> str:
    """Return the day of a PDF date (D:20260607…) as OFD writes it, "" where there is none."""
    try:
        return dt.datetime.strptime(word[2:10], "%Y%m%d").date().isoformat()  # noqa: DTZ007
    except ValueError:
        return ""


def _public(held: Resources) -> str:
    fonts = "".join(
        f'<ofd:Font ID="{number}" FontName={quoteattr(face.name)}'
        f" FamilyName={quoteattr(family_of(face))}>"
        f"<ofd:FontFile>font_{number}.ttf</ofd:FontFile></ofd:Font>"
        for face, (number, _) in held.fonts.items()
    )
    inner = f"<ofd:Fonts>{fonts}</ofd:Fonts>" if fonts else ""
    return f'{HEAD}<ofd:Res {NAMESPACE} BaseLoc="Res">{inner}</ofd:Res>'


def _document_resources(held: Resources) -> str:
    media = "".join(
        f'<ofd:MultiMedia ID="{number}" Type="Image" Format="PNG">'
        f"<ofd:MediaFile>image_{number}.png</ofd:MediaFile></ofd:MultiMedia>"
        for number in held.media.values()
    )
    inner = f"<ofd:MultiMedias>{media}</ofd:MultiMedias>" if media else ""
    return f'{HEAD}<ofd:Res {NAMESPACE} BaseLoc="Res">{inner}</ofd:Res>'


def _document(sheets: list[Sheet], held: Resources) -> str:
    first = sheets[0]
    pages = "".join(
        f'<ofd:Page ID="{held.new_id()}" BaseLoc="Pages/Page_{place}/Content.xml"/>'
        for place in range(len(sheets))
    )
    box = f"0 0 {numbers((first.width, first.height))}"
    return (
        f"{HEAD}<ofd:Document {NAMESPACE}><ofd:CommonData>"
        f"<ofd:MaxUnitID>{held.last}</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
        f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
    )
