"""OFD, read back by a package that is not ours: text in order, places, fonts, bars, the seal."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import ofdkit
import pytest

from apps.typesetting.grid import MM
from apps.typesetting.ofd import to_ofd
from apps.typesetting.readback import read_pages, rows
from tests.typesetting.documents import LETTER, REAL, SPECIMENS
from tests.typesetting.pages import page_of
from tests.typesetting.signature.kit import ART, sealed

NS = "{http://www.ofdspec.org/2016}"
CLOSE = 0.2  # mm


def package(ofd: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(ofd)) as found:
        assert found.testzip() is None
        return {name: found.read(name) for name in found.namelist()}


@pytest.mark.parametrize("name", SPECIMENS)
def test_an_independent_reader_finds_the_text_in_order(name):
    pdf = page_of(name).pdf
    with ofdkit.open(to_ofd(pdf)) as document:
        assert not document.warnings
        found = "".join(document.text().split())
    wanted = "".join(
        "".join(row.text.split()) for sheet in read_pages(pdf) for row in rows(sheet.runs)
    )
    assert found == wanted


def reading_order(page) -> list[tuple[str, float, float]]:
    """Return the runs of a page of the independent reader, sorted for comparison."""
    return sorted((run.text, run.x, run.y) for run in page.runs)


@pytest.mark.parametrize("name", [n for n in SPECIMENS if n != "real"])
def test_every_run_stands_where_it_stands_in_the_pdf(name):
    pdf = page_of(name).pdf
    with ofdkit.open(to_ofd(pdf)) as ofd:
        for page, sheet in zip(ofd.pages, read_pages(pdf), strict=True):
            assert (page.width, page.height) == pytest.approx((210, 297), abs=0.01)
            ours = sorted((run.text, run.x, run.y) for run in sheet.runs)
            for (text, *found), (wanted, *place) in zip(reading_order(page), ours, strict=True):
                assert text == wanted
                assert found == pytest.approx(place, abs=0.01), text


@pytest.mark.parametrize("name", SPECIMENS)
def test_no_character_is_off_its_place_in_the_pdf(name):
    """The PDF by one independent reader, the OFD by the letter of the standard."""
    import pdfplumber

    pdf = page_of(name).pdf
    parts = package(to_ofd(pdf))
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages):
            theirs = sorted(
                (c["text"], (float(page.height) - c["matrix"][5]) * MM, c["matrix"][4] * MM)
                for c in page.chars
            )
            xml = parts[f"Doc_0/Pages/Page_{number}/Content.xml"]
            ours = sorted(characters(xml))
            assert [c for c, *_ in ours] == [c for c, *_ in theirs]
            far = [
                (a, b)
                for a, b in zip(ours, theirs, strict=True)
                if abs(a[1] - b[1]) > CLOSE or abs(a[2] - b[2]) > CLOSE
            ]
            assert not far, (number, far[:3])


def characters(xml: bytes):
    """Yield (character, baseline, x) of a page in mm, reading text objects as GB/T 33190 says."""
    for text in ElementTree.fromstring(xml).iter(f"{NS}TextObject"):
        left, top, _, _ = (float(n) for n in text.get("Boundary").split())
        a, b, c, d, e, f = (float(n) for n in text.get("CTM", "1 0 0 1 0 0").split())
        code = text.find(f"{NS}TextCode")
        x, y = float(code.get("X")), float(code.get("Y"))
        for character, step in zip(code.text, [0.0, *steps(code.get("DeltaX", ""))], strict=True):
            x += step
            yield character, top + b * x + d * y + f, left + a * x + c * y + e


def steps(delta: str):
    """Expand `g count value`."""
    words = iter(delta.split())
    for word in words:
        if word == "g":
            count = int(next(words))
            yield from [float(next(words))] * count
        else:
            yield float(word)


def test_the_package_is_what_the_standard_names():
    parts = package(to_ofd(page_of("letter").pdf))
    root = ElementTree.fromstring(parts["OFD.xml"])
    assert root.tag == f"{NS}OFD"
    assert (root.get("Version"), root.get("DocType")) == ("1.0", "OFD")
    told = {e.tag.removeprefix(NS): e.text for e in root.iter() if e.text}
    assert told["Title"] == LETTER.title
    assert told["Author"] == "咸宁市人民政府"
    assert told["Subject"] == LETTER.reference
    assert told["CreationDate"] == "2023-06-07"
    assert len(told["DocID"]) == 32
    for name, data in parts.items():
        if name.endswith(".xml"):
            assert all(e.tag.startswith(NS) for e in ElementTree.fromstring(data).iter()), name


def test_every_reference_leads_to_a_part_and_every_number_is_used_once():
    parts = package(to_ofd(page_of("down").pdf))
    document = ElementTree.fromstring(parts["Doc_0/Document.xml"])
    pages = [f"Doc_0/{page.get('BaseLoc')}" for page in document.iter(f"{NS}Page")]
    assert set(pages) == {name for name in parts if "/Pages/" in name}
    files = [
        e.text
        for n in ("PublicRes", "DocumentRes")
        for e in ElementTree.fromstring(parts[f"Doc_0/{n}.xml"]).iter()
        if e.tag.endswith("File")
    ]
    assert {f"Doc_0/Res/{name}" for name in files} == {n for n in parts if "/Res/" in n}
    trees = [ElementTree.fromstring(data) for name, data in parts.items() if name.endswith("xml")]
    numbers = [int(e.get("ID")) for tree in trees for e in tree.iter() if e.get("ID")]
    assert len(numbers) == len(set(numbers))
    assert max(numbers) == int(document.find(f".//{NS}MaxUnitID").text)
    fonts = {e.get("Font") for tree in trees for e in tree.iter() if e.get("Font")}
    assert fonts <= {str(number) for number in numbers}


def test_red_rules_keep_place_length_and_colour():
    for name in ("letter", "up_single"):
        pdf = page_of(name).pdf
        shapes = [s for s in next(iter(read_pages(pdf))).shapes if s.fill and s.fill[0] > 0.6]
        xml = package(to_ofd(pdf))["Doc_0/Pages/Page_0/Content.xml"]
        found = [
            [float(n) for n in path.get("Boundary").split()]
            for path in ElementTree.fromstring(xml).iter(f"{NS}PathObject")
            if path.find(f"{NS}FillColor").get("Value") == "230 0 18"
        ]
        wanted = [[s.box[0], s.box[1], s.box[2] - s.box[0], s.box[3] - s.box[1]] for s in shapes]
        assert len(found) >= 1
        for ours, theirs in zip(found, wanted, strict=True):
            assert ours == pytest.approx(theirs, abs=0.002)


def test_the_seal_is_vector_of_its_diameter_below_the_text():
    xml = package(to_ofd(sealed()))["Doc_0/Pages/Page_0/Content.xml"]
    layers = list(ElementTree.fromstring(xml).iter(f"{NS}Layer"))
    assert [layer.get("Type") for layer in layers] == ["Background", "Body"]
    ring, star = list(layers[0])
    assert len(ART.pieces) == 2
    left, top, width, height = (float(n) for n in ring.get("Boundary").split())
    assert (width, height) == pytest.approx((45, 45), abs=0.02)
    assert ring.get("Stroke") == "true"
    assert star.get("Fill") == "true"
    assert not list(layers[0].iter(f"{NS}TextObject"))


def test_a_scanned_seal_is_a_picture_in_the_package():
    from dataclasses import replace

    from apps.typesetting.signature import read_art, sign_in_place
    from tests.typesetting.signature.kit import AT, mark, pades
    from tests.typesetting.signature.test_art import png

    pdf = page_of("letter").pdf
    placed = replace(mark(pdf), art=read_art(png()))
    parts = package(to_ofd(sign_in_place(pdf, placed, pades(), among=[placed], at=AT)))
    (name,) = [name for name in parts if name.endswith(".png")]
    assert parts[name].startswith(b"\x89PNG")
    tree = ElementTree.fromstring(parts["Doc_0/Pages/Page_0/Content.xml"])
    (image,) = tree.iter(f"{NS}ImageObject")
    left, top, width, height = (float(n) for n in image.get("Boundary").split())
    assert (left, top) == pytest.approx((placed.spot.left, placed.spot.top), abs=0.01)
    assert (width, height) == pytest.approx((45, 45), abs=0.01)
    assert [float(n) for n in image.get("CTM").split()] == pytest.approx(
        [45, 0, 0, 45, 0, 0], abs=0.02
    )


def test_fonts_are_truetype_subsets_with_every_character_of_their_text():
    from fontTools.ttLib import TTFont

    parts = package(to_ofd(page_of("down").pdf))
    res = ElementTree.fromstring(parts["Doc_0/PublicRes.xml"])
    files = {e.get("ID"): e.find(f"{NS}FontFile").text for e in res.iter(f"{NS}Font")}
    used: dict[str, set[str]] = {}
    for name, data in parts.items():
        if "/Pages/" in name:
            for text in ElementTree.fromstring(data).iter(f"{NS}TextObject"):
                used.setdefault(text.get("Font"), set()).update(text.find(f"{NS}TextCode").text)
    assert set(used) == set(files)
    for number, characters_used in used.items():
        font = TTFont(io.BytesIO(parts[f"Doc_0/Res/{files[number]}"]))
        assert "glyf" in font
        assert set(font.getBestCmap()) == {ord(c) for c in characters_used}
        assert len(font.getGlyphOrder()) == len(characters_used) + 1
    families = {e.get("FamilyName") for e in res.iter(f"{NS}Font")}
    assert {"仿宋", "小标宋体"} <= families


def test_the_embedded_outlines_print_the_same_ink_as_the_pdf():
    """A page drawn from the OFD's own fonts and places covers the PDF's ink."""
    import pypdfium2
    from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

    pdf = page_of("letter").pdf
    parts, scale = package(to_ofd(pdf)), 200 / 25.4
    document = pypdfium2.PdfDocument(pdf)
    wanted = document[0].render(scale=200 / 72).to_pil().convert("L")
    document.close()
    res = ElementTree.fromstring(parts["Doc_0/PublicRes.xml"])
    files = {e.get("ID"): e.find(f"{NS}FontFile").text for e in res.iter(f"{NS}Font")}
    drawn = Image.new("L", wanted.size, 255)
    pen = ImageDraw.Draw(drawn)
    tree = ElementTree.fromstring(parts["Doc_0/Pages/Page_0/Content.xml"])
    for text in tree.iter(f"{NS}TextObject"):
        data = io.BytesIO(parts[f"Doc_0/Res/{files[text.get('Font')]}"])
        font = ImageFont.truetype(data, float(text.get("Size")) * scale)
        one = ElementTree.Element(f"{NS}Page")
        one.append(text)
        for character, baseline, x in characters(ElementTree.tostring(one)):
            pen.text((x * scale, baseline * scale), character, fill=0, font=font, anchor="ls")
    for path in tree.iter(f"{NS}PathObject"):
        left, top, width, height = (float(n) * scale for n in path.get("Boundary").split())
        pen.rectangle((left, top, left + width, top + height), fill=80)
    ours, theirs = (p.point(lambda v: 255 if v < 128 else 0) for p in (drawn, wanted))
    for ink, other in ((ours, theirs), (theirs, ours)):
        near = other.filter(ImageFilter.MaxFilter(3))  # a dot more on each side: 0.13 mm
        far = ImageChops.subtract(ink, near).histogram()[255]
        assert ink.histogram()[255] > 20_000
        assert far / ink.histogram()[255] < 0.005


def test_the_same_pdf_gives_the_same_package():
    assert to_ofd(page_of("letter").pdf) == to_ofd(page_of("letter").pdf)


def test_a_document_of_18_pages_is_small():
    pdf = page_of("real").pdf
    ofd = to_ofd(pdf)
    assert len(ofd) < len(pdf)
    with ofdkit.open(ofd) as document:
        assert len(document.pages) == 18
        assert document.info.title == REAL.title


def test_text_of_people_is_never_markup():
    from dataclasses import replace

    from apps.typesetting import Paragraph, render

    hostile = '<ofd:Page/>&amp;"]]>'
    pdf = render(replace(LETTER, body=(Paragraph(hostile),), title="<b>函</b>")).pdf
    with ofdkit.open(to_ofd(pdf)) as document:
        assert hostile in "".join(document.text().split())
        assert document.info.title == "<b>函</b>"
