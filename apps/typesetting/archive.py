"""Checks what a PDF claims to be: tagged PDF/A-2u, with its metadata, signed or not.

It reads the structure as ISO 19005-2 asks for it, as far as Python can: container, metadata,
output intent, fonts and their Unicode, colours, annotations, actions, structure tree. It is no
certified validator: it does not judge ICC profiles, glyph outlines, XMP schemas of others or the
byte syntax of every object. The list of what it looks at is `CHECKS`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

XMP = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
FORBIDDEN_KEYS = frozenset(
    {"/AA", "/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EF", "/Encrypt"}
)
FORBIDDEN_ACTIONS = frozenset({
    "/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide",
    "/Rendition", "/SetOCGState", "/Trans", "/GoTo3DView",
})  # fmt: skip
ALLOWED_ANNOTATIONS = frozenset({"/Widget", "/Stamp", "/Link"})
BLENDING = frozenset({
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten",
})  # fmt: skip
NO_CHARACTER = frozenset("\x00\ufffe\ufeff")
PRINT, INVISIBLE, HIDDEN, NO_VIEW, TOGGLE = 4, 1, 2, 32, 256


def archive_faults(pdf: bytes) -> tuple[str, ...]:
    """Return what keeps a file from being what it claims, as English phrases; () where nothing."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf), strict=True)
    return tuple(fault for check in CHECKS for fault in check(pdf, reader))


def _container(pdf: bytes, reader: Any) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7][\r\n]+%[\x80-\xff]{4}", pdf):
        yield "header without version and four high bytes"
    if "/ID" not in reader.trailer:
        yield "trailer without ID"
    if reader.is_encrypted:
        yield "encrypted"
    if not pdf.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "bytes after the end mark"


def _metadata(pdf: bytes, reader: Any) -> Iterator[str]:
    from defusedxml.ElementTree import fromstring

    root = reader.trailer["/Root"]
    if "/Metadata" not in root:
        yield "no XMP metadata"
        return
    tree = fromstring(root["/Metadata"].get_object().get_data(), forbid_dtd=True)
    if (_xmp(tree, "pdfaid:part"), _xmp(tree, "pdfaid:conformance")) != ("2", "U"):
        yield "XMP does not claim PDF/A-2u"
    info = reader.metadata or {}
    pairs = (
        ("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Subject", "dc:description"),
        ("/Keywords", "pdf:Keywords"), ("/Producer", "pdf:Producer"),
    )  # fmt: skip
    for key, name in pairs:
        if str(info.get(key, "")) != _xmp(tree, name):
            yield f"{key} differs from {name}"
    if not info.get("/Title"):
        yield "no title"
    if not root.get("/Lang"):
        yield "no language"


def _xmp(tree: Any, name: str) -> str:
    """Return a property, written as an attribute, as text or as a list."""
    space, _, local = name.partition(":")
    tag = f"{{{XMP[space]}}}{local}"
    for description in tree.iter(f"{{{XMP['rdf']}}}Description"):
        if tag in description.attrib:
            return str(description.attrib[tag])
        found = description.find(tag)
        if found is not None:
            items = [item.text or "" for item in found.iter(f"{{{XMP['rdf']}}}li")]
            return "、".join(items) if items else (found.text or "")
    return ""


def _intent(pdf: bytes, reader: Any) -> Iterator[str]:
    intents = reader.trailer["/Root"].get("/OutputIntents", [])
    profiles = [
        intent.get_object()["/DestOutputProfile"].get_object()
        for intent in intents
        if intent.get_object().get("/S") == "/GTS_PDFA1"
    ]
    if len(profiles) != 1:
        yield "not exactly one output intent"
        return
    if profiles[0].get("/N") != 3 or profiles[0].get_data()[16:20] != b"RGB ":
        yield "output intent is not RGB"


def _objects(pdf: bytes, reader: Any) -> Iterator[str]:
    for found in _every(reader):
        if not isinstance(found, dict):
            continue
        for key in FORBIDDEN_KEYS & set(found):
            yield f"forbidden key {key}"
        if found.get("/S") in FORBIDDEN_ACTIONS and "/Type" not in found:
            yield f"forbidden action {found['/S']}"
        if found.get("/Filter") in ("/LZWDecode", "/Crypt"):
            yield f"forbidden filter {found['/Filter']}"
        if found.get("/Subtype") == "/PS" or ("/F" in found and hasattr(found, "get_data")):
            yield "PostScript or a stream outside the file"
        if "/BM" in found and found["/BM"] not in BLENDING:
            yield f"blend mode {found['/BM']}"
        if "/TR" in found or ("/TR2" in found and found["/TR2"] != "/Default"):
            yield "transfer function"


def _fonts(pdf: bytes, reader: Any) -> Iterator[str]:
    for found in _every(reader):
        if not isinstance(found, dict) or found.get("/Type") != "/Font":
            continue
        name = found.get("/BaseFont", "")
        if found.get("/Subtype") == "/Type0":
            yield from _unicode(name, found)
        elif found.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2"):
            held = found["/FontDescriptor"].get_object()
            if not {"/FontFile2", "/FontFile3"} & set(held):
                yield f"{name} is not embedded"
            if found["/Subtype"] == "/CIDFontType2" and "/CIDToGIDMap" not in found:
                yield f"{name} without CIDToGIDMap"
        else:
            yield f"{name}: simple font {found.get('/Subtype')}"


def _unicode(name: str, font: Any) -> Iterator[str]:
    """Every code has a text, and none of the texts says "no character"."""
    from apps.typesetting.readback.faces import text_table, width_table

    if "/ToUnicode" not in font:
        yield f"{name} without Unicode"
        return
    texts = text_table(font["/ToUnicode"].get_object().get_data())
    if any(set(text) & NO_CHARACTER or not text for text in texts.values()):
        yield f"{name} maps a code to no character"
    if lacking := set(width_table(font["/DescendantFonts"][0].get_object()["/W"])) - set(texts):
        yield f"{name}: codes without Unicode {sorted(lacking)[:5]}"


def _pages(pdf: bytes, reader: Any) -> Iterator[str]:
    """Device colours are those of the intent; all text and every picture is tagged or artifact."""
    from pypdf.generic import ContentStream

    for number, page in enumerate(reader.pages, start=1):
        depth = 0
        for _, operator in ContentStream(page.get_contents(), reader).operations:
            order = operator.decode("latin-1")
            if order in ("k", "K"):
                yield f"page {number}: CMYK colour"
            depth += (order in ("BDC", "BMC")) - (order == "EMC")
            if order in ("Tj", "TJ", "Do") and depth < 1:
                yield f"page {number}: content outside the structure"
        if "/StructParents" not in page:
            yield f"page {number}: no place in the structure"


def _structure(pdf: bytes, reader: Any) -> Iterator[str]:
    root = reader.trailer["/Root"]
    if not _got(root.get("/MarkInfo", {})).get("/Marked"):
        yield "not marked as tagged"
    tree = _got(root.get("/StructTreeRoot"))
    if not tree or "/ParentTree" not in tree or not tree.get("/K"):
        yield "no structure tree"
    if not _got(root.get("/ViewerPreferences", {})).get("/DisplayDocTitle"):
        yield "title is not shown"


def _annotations(pdf: bytes, reader: Any) -> Iterator[str]:
    form = _got(reader.trailer["/Root"].get("/AcroForm", {}))
    if form.get("/NeedAppearances"):
        yield "form without appearances"
    for page in reader.pages:
        for reference in _got(page.get("/Annots", [])):
            note = reference.get_object()
            kind, flags = note.get("/Subtype"), int(note.get("/F", 0))
            if kind not in ALLOWED_ANNOTATIONS:
                yield f"annotation {kind}"
            if not flags & PRINT or flags & (INVISIBLE | HIDDEN | NO_VIEW | TOGGLE):
                yield f"annotation {kind} is not printed as shown"
            if set(_got(note.get("/AP", {}))) != {"/N"} and kind != "/Link":
                yield f"annotation {kind} without exactly one appearance"


def _every(reader: Any) -> Iterator[Any]:
    """Yield every object that the file's last state reaches, each once, nested ones too."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        found = waiting.pop()
        reference = getattr(found, "idnum", None)
        if reference is not None:
            if (reference, found.generation) in seen:
                continue
            seen.add((reference, found.generation))
            found = found.get_object()
        if isinstance(found, dict):
            waiting += [found.raw_get(key) for key in found]  # type: ignore[attr-defined]
            yield found
        elif isinstance(found, list):
            waiting += list(list.__iter__(found))


def _got(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


CHECKS: tuple[Callable[[bytes, Any], Iterator[str]], ...] = (
    _container, _metadata, _intent, _objects, _fonts, _pages, _structure, _annotations,
)  # fmt: skip
