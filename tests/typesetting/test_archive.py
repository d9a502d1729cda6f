"""The check of PDF/A-2u: our files pass, and each thing it looks at fails when it is broken."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader, PdfWriter  # noqa: TID253 - broken here file by file
from pypdf.generic import (  # noqa: TID253 - as above
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from apps.typesetting import Gongwen, render
from apps.typesetting.archive import archive_faults
from apps.typesetting.identity import head
from tests.typesetting.documents import LETTER, REAL, SPECIMENS
from tests.typesetting.pages import page_of

N = NameObject


@pytest.mark.parametrize("name", [n for n in SPECIMENS if n != "real"])
def test_every_specimen_is_what_it_claims_to_be(name):
    assert archive_faults(page_of(name).pdf) == ()


def test_a_draft_with_its_stamp_is_an_archive_file_too():
    assert archive_faults(render(LETTER, draft=True).pdf) == ()


def test_title_reference_issuer_date_and_language_are_in_the_file():
    reader = PdfReader(io.BytesIO(page_of("letter").pdf))
    info = reader.metadata
    assert info["/Title"] == LETTER.title
    assert info["/Subject"] == LETTER.reference
    assert info["/Author"] == "咸宁市人民政府"
    assert info["/CreationDate"] == "D:20230607"
    assert "2023年6月7日" in info["/Keywords"]
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_what_people_wrote_is_data_in_the_head_and_nothing_else():
    hostile = Gongwen(title='"><script>x</script>', issuers=("<b>",), reference="&amp;")
    assert "<script>" not in head(hostile)
    assert "&lt;b&gt;" in head(hostile)
    assert "dcterms" not in head(hostile)
    assert "<title>公文</title>" in head(Gongwen())
    assert REAL.reference in head(REAL)


def edited(change) -> bytes:
    """Return a good file, changed in one place and written anew."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(page_of("letter").pdf)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def root(writer):
    return writer._root_object


def xmp(before: bytes, after: bytes):
    def change(writer):
        stream = root(writer)["/Metadata"].get_object()
        stream.set_data(stream.get_data().replace(before, after))

    return change


def drop(key: str):
    return lambda writer: root(writer).__delitem__(N(key))


def add(key: str, value):
    return lambda writer: root(writer).__setitem__(N(key), value)


def font(writer, kind: str):
    return next(o for o in objects(writer) if o.get("/Subtype") == kind)


def objects(writer):
    return [o for o in (ref for ref in writer._objects) if isinstance(o, DictionaryObject)]


def unembed(writer) -> None:
    held = next(o for o in objects(writer) if o.get("/Type") == "/FontDescriptor")
    del held[next(key for key in held if "FontFile" in key)]


def untext(writer) -> None:
    del font(writer, "/Type0")[N("/ToUnicode")]


def mistext(writer) -> None:
    stream = font(writer, "/Type0")["/ToUnicode"].get_object()
    head, mark, table = stream.get_data().partition(b"beginbfchar")
    broken = re.sub(rb"(<[0-9a-fA-F]{4}>) <[0-9a-fA-F]+>", rb"\1 <0000>", table, count=1)
    stream.set_data(head + mark + broken)


def annotate(**entries):
    def change(writer):
        look = StreamObject()
        note = {
            "/Type": N("/Annot"), "/Subtype": N("/Stamp"), "/F": NumberObject(4),
            "/Rect": ArrayObject(NumberObject(n) for n in (0, 0, 9, 9)),
            "/AP": DictionaryObject({N("/N"): writer._add_object(look)}),
            **{f"/{key}": value for key, value in entries.items()},
        }  # fmt: skip
        held = writer._add_object(DictionaryObject({N(k): v for k, v in note.items()}))
        writer.pages[0][N("/Annots")] = ArrayObject([held])

    return change


def orders(more: bytes):
    def change(writer):
        page = writer.pages[0]
        stream = StreamObject()
        stream.set_data(page.get_contents().get_data() + more)
        page[N("/Contents")] = writer._add_object(stream)

    return change


def profile(writer) -> None:
    stream = root(writer)["/OutputIntents"][0].get_object()["/DestOutputProfile"].get_object()
    stream[N("/N")] = NumberObject(4)


def blend(writer) -> None:
    states = writer.pages[0]["/Resources"].setdefault(N("/ExtGState"), DictionaryObject())
    states.get_object()[N("/x")] = DictionaryObject({N("/BM"): N("/Odd"), N("/TR"): N("/Identity")})


def action(kind: str):
    return add("/OpenAction", DictionaryObject({N("/S"): N(kind)}))


BROKEN = {
    "header": (lambda w: setattr(w, "pdf_header", "%PDF-2.0"), "header"),
    "no claim": (xmp(b'conformance="U"', b'conformance="B"'), "claim"),
    "title differs": (xmp(LETTER.title.encode(), b"other"), "/Title differs"),
    "producer differs": (xmp(b"WeasyPrint", b"Other"), "/Producer differs"),
    "reference differs": (xmp(LETTER.reference.encode(), b"other"), "/Subject differs"),
    "no metadata": (drop("/Metadata"), "no XMP"),
    "no language": (drop("/Lang"), "no language"),
    "no intent": (drop("/OutputIntents"), "output intent"),
    "intent of ink": (profile, "not RGB"),
    "script": (action("/JavaScript"), "forbidden action"),
    "launch": (action("/Launch"), "forbidden action"),
    "additional actions": (add("/AA", DictionaryObject()), "/AA"),
    "files inside": (
        add("/Names", DictionaryObject({N("/EmbeddedFiles"): DictionaryObject()})),
        "/EmbeddedFiles",
    ),
    "font outside": (unembed, "not embedded"),
    "no Unicode": (untext, "without Unicode"),
    "no character": (mistext, "no character"),
    "CMYK": (orders(b"\n/P BMC 0 0 0 1 k EMC"), "CMYK"),
    "outside the structure": (orders(b"\nBT [<0001>] TJ ET"), "outside the structure"),
    "no place": (lambda w: w.pages[0].__delitem__(N("/StructParents")), "no place"),
    "not tagged": (drop("/MarkInfo"), "not marked"),
    "no tree": (drop("/StructTreeRoot"), "no structure tree"),
    "title hidden": (drop("/ViewerPreferences"), "title is not shown"),
    "form": (
        add("/AcroForm", DictionaryObject({N("/NeedAppearances"): NumberObject(1)})), "form",
    ),
    "film": (annotate(Subtype=N("/Movie")), "annotation /Movie"),
    "hidden": (annotate(F=NumberObject(6)), "not printed"),
    "no look": (annotate(AP=DictionaryObject()), "appearance"),
    "blend": (blend, "blend mode"),
    "transfer": (blend, "transfer"),
    "crypt": (
        add("/X", DictionaryObject({N("/Filter"): N("/LZWDecode")})), "forbidden filter",
    ),
}  # fmt: skip


def test_a_file_that_is_only_written_anew_loses_nothing_but_its_number():
    """The ground the broken files stand on: by itself writing anew breaks one thing only."""
    assert set(archive_faults(edited(lambda writer: None))) <= {
        "trailer without ID", "/Producer differs from pdf:Producer",
        "header without version and four high bytes",
    }  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_each_thing_it_looks_at_is_found_when_broken(name):
    change, words = BROKEN[name]
    assert any(words in fault for fault in archive_faults(edited(change))), name


def test_bytes_after_the_end_and_encryption_are_found():
    assert "bytes after the end mark" in archive_faults(page_of("letter").pdf + b"\n<html>")
    locked = PdfWriter(clone_from=PdfReader(io.BytesIO(page_of("letter").pdf)))
    locked.encrypt("", "owner")
    out = io.BytesIO()
    locked.write(out)
    from pypdf.errors import FileNotDecryptedError

    try:
        assert "encrypted" in archive_faults(out.getvalue())
    except FileNotDecryptedError:
        pytest.fail("an encrypted file is a fault, not an error")


def test_text_of_the_metadata_is_never_read_as_an_entity():
    from defusedxml import DefusedXmlException

    hostile = edited(xmp(b"<x:xmpmeta", b'<!DOCTYPE a [<!ENTITY b "c">]><x:xmpmeta'))
    with pytest.raises(DefusedXmlException):
        archive_faults(hostile)
