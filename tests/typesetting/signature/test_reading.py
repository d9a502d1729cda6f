"""Checking files: every flipped byte is told, and no file of a stranger breaks the check."""

from __future__ import annotations

import io
import random
import zlib

import pytest

from apps.typesetting.signature import child
from apps.typesetting.signature.child import FAILED, read_apart
from apps.typesetting.signature.reading import Reading, read_signatures
from tests.typesetting.pages import page_of
from tests.typesetting.signature.kit import AT, pades, sealed


def reading(pdf: bytes) -> Reading:
    return read_signatures(pdf, trusted=pades().certificates(), at=AT)


def container(pdf: bytes) -> tuple[int, int]:
    """Return where the hexadecimal signature begins and ends: no signature can cover itself."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    _, first, second, _ = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0].byte_range
    return int(first), int(second)


def test_one_flipped_byte_anywhere_in_the_signed_bytes_is_found():
    pdf, draw = sealed(), random.Random(4)
    start, end = container(pdf)
    places = [*draw.sample(range(start), 90), *draw.sample(range(end, len(pdf)), 30), 0, start - 1]
    for place in places:
        changed = bytearray(pdf)
        changed[place] ^= 1 << draw.randrange(8)
        found = reading(bytes(changed))
        assert found.problem or not any(s.whole and s.known for s in found.signatures), place


def test_a_file_without_a_signature_is_read_and_has_none():
    assert reading(page_of("letter").pdf) == Reading()


def test_the_child_process_reads_the_same():
    trusted = pades().certificates()
    assert read_apart(sealed(), trusted=trusted, at=AT) == reading(sealed())


def test_what_goes_to_json_comes_back():
    found = reading(sealed())
    assert Reading.from_dict(found.as_dict()) == found


def pdf_of(body: bytes, catalog: bytes = b"<</Type/Catalog/Pages 2 0 R>>") -> bytes:
    """Return a small PDF by hand, with a correct table of references."""
    objects = [catalog, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", body]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, data in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
BOMB = zlib.compress(zlib.compress(b"\x00" * 60_000_000))
HOSTILE = {
    "empty": b"",
    "text": b"hello",
    "html": b"<html><script>alert(1)</script>",
    "head only": b"%PDF-1.7",
    "noise": b"%PDF-1.7\n" + random.Random(1).randbytes(50_000),
    "no objects": b"%PDF-1.7\nxref\n0 0\ntrailer<<>>\nstartxref\n9\n%%EOF",
    "loop of tables": b"%PDF-1.7\nxref\n0 0\ntrailer<</Prev 9>>\nstartxref\n9\n%%EOF",
    "loop of pages": pdf_of(b"<</Type/Pages/Kids[2 0 R]/Count 9>>"),
    "far offset": b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF",
    "negative offset": b"%PDF-1.7\nstartxref\n-5\n%%EOF",
    "deep arrays": pdf_of(b"[" * 100_000),
    "deep dictionaries": pdf_of(b"<</a" * 50_000),
    "long name": pdf_of(b"/" + b"a" * 1_000_000),
    "field loop": pdf_of(
        PAGE, b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>/V 3 0 R/Kids[1 0 R]>>"
    ),
    "signature is a number": pdf_of(
        b"<</FT/Sig/T(a)/V 7>>", b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>"
    ),
    "signature is junk": pdf_of(
        b"<</FT/Sig/T(a)/V<</Type/Sig/SubFilter/ETSI.CAdES.detached/Contents<00>"
        b"/ByteRange[0 1 2 3]>>>>",
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>",
    ),
    "wild byte range": pdf_of(
        b"<</FT/Sig/T(a)/V<</Type/Sig/SubFilter/ETSI.CAdES.detached/Contents<3080>"
        b"/ByteRange[-1 99999999999 5 1e9]>>>>",
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>",
    ),
    "bomb": pdf_of(
        b"<</Type/ObjStm/N 1/First 5/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\n"
        b"endstream" % (len(BOMB), BOMB)
    ),
    "encrypted": page_of("letter").pdf.replace(b"/Root", b"/Encrypt 1 0 R/Root"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_an_answer_and_no_error(name):
    found = read_apart(HOSTILE[name], trusted=pades().certificates(), at=AT)
    assert isinstance(found, Reading)
    assert not any(s.whole and s.known for s in found.signatures)


def test_a_signed_file_cut_anywhere_is_an_answer_and_no_error():
    pdf = sealed()
    for length in range(0, len(pdf), len(pdf) // 40):
        found = reading(pdf[:length])
        assert not any(s.whole and s.known for s in found.signatures)


def test_a_child_that_hangs_or_dies_is_one_answer(monkeypatch):
    monkeypatch.setattr(child, "WALL", 0.001)
    assert read_apart(sealed(), trusted=(), at=AT) == Reading(problem=FAILED)
    monkeypatch.undo()
    monkeypatch.setattr(child.sys, "executable", "/bin/false")
    assert read_apart(sealed(), trusted=(), at=AT) == Reading(problem=FAILED)


def test_the_child_gets_no_secret_of_the_site(monkeypatch, tmp_path):
    """Whatever takes the process over finds an empty environment."""
    script = tmp_path / "python"
    answer = '{"signatures":[],"problem":"%s"}'
    script.write_text(f"#!/bin/sh\ncat >/dev/null\nprintf '{answer}' \"$SECRET_KEY$LINK_KEY\"\n")
    script.chmod(0o755)
    monkeypatch.setenv("SECRET_KEY", "site-secret")
    monkeypatch.setenv("LINK_KEY", "link-secret")
    monkeypatch.setattr(child.sys, "executable", str(script))
    assert read_apart(sealed(), trusted=(), at=AT) == Reading()


def test_the_child_cannot_take_more_memory_than_it_is_given():
    import subprocess
    import sys

    program = (
        "import resource, apps.typesetting.signature.child as c\n"
        "c.sys.stdin = type('S', (), {'buffer': open('/dev/null', 'rb')})\n"
        "try:\n c.main()\nexcept ValueError:\n pass\n"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0] == c.MEMORY)\n"
        "bytearray(c.MEMORY)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=child.ROOT, check=False
    )
    assert done.stdout.strip() == "True"
    assert "MemoryError" in done.stderr
