"""Signed pages: what the seal looks like and where, what may follow, what is found."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from apps.typesetting import check
from apps.typesetting.archive import archive_faults
from apps.typesetting.grid import MM
from apps.typesetting.readback import read_pages
from apps.typesetting.signature import Mark, Spot, read_art, sign_in_place, stamp_in_place
from apps.typesetting.signature.reading import Reading, read_signatures
from tests.typesetting.documents import CITY
from tests.typesetting.pages import page_of
from tests.typesetting.signature.kit import ART, AT, mark, pades, sealed
from tests.typesetting.signature.test_art import png
from tests.typesetting.specimens import ALL

JOINT = (Spot(1, 60, 100, 45), Spot(1, 110, 100, 42), Spot(1, 150, 150, 45))


def reading(pdf: bytes) -> Reading:
    return read_signatures(pdf, trusted=pades().certificates(), at=AT)


def seals_of(pdf: bytes, page: int = 1):
    sheet = list(read_pages(pdf))[page - 1]
    return [shape for shape in sheet.shapes if shape.of_annotation]


def joint(count: int = 3) -> list[bytes]:
    """Return the file after each of the signatures of a joint issue."""
    pdf, service = page_of("letter").pdf, pades()
    marks = [Mark(f"seal-{n}", f"机关{n}", spot, ART) for n, spot in enumerate(JOINT)]
    states = []
    for each in marks[:count]:
        pdf = sign_in_place(pdf, each, service, among=marks, at=AT)
        states.append(pdf)
    return states


def test_a_signed_page_is_whole_ours_and_dated():
    (signature,) = reading(sealed()).signatures
    assert signature.whole
    assert signature.known
    assert signature.demonstration
    assert (signature.field, signature.issuer, signature.reason) == ("seal-1", CITY, "公文用印")
    assert signature.signed_at == AT.isoformat()
    assert (signature.reach, signature.changes) == ("file", "none")


def test_the_seal_is_drawn_as_large_as_its_diameter_and_where_it_was_placed():
    spot = mark(page_of("letter").pdf).spot
    ring = seals_of(sealed())[0]
    left, top, right, bottom = ring.box
    pen = ring.width
    assert right - left + pen == pytest.approx(spot.diameter, abs=0.02)
    assert bottom - top + pen == pytest.approx(spot.diameter, abs=0.02)
    assert (left + right) / 2 == pytest.approx(spot.x, abs=0.02)
    assert (top + bottom) / 2 == pytest.approx(spot.y, abs=0.02)
    assert ring.stroke is not None
    assert ring.stroke[0] > 0.6 > 0.2 > ring.stroke[1]


def test_black_text_stays_black_under_the_seal():
    """The middle of the star lies on the date: dark pixels remain where the text is."""
    import pypdfium2

    spot = mark(page_of("letter").pdf).spot
    document = pypdfium2.PdfDocument(sealed())
    document.init_forms()
    sheet = document[spot.page - 1].render(scale=300 / 72).to_pil().convert("RGB")
    document.close()
    scale = 300 / 25.4
    box = tuple(round(n * scale) for n in (spot.left, spot.top, spot.right, spot.bottom))
    data = sheet.crop(box).tobytes()
    pixels = list(zip(data[0::3], data[1::3], data[2::3], strict=True))
    red = sum(r > 150 and g < 80 for r, g, _ in pixels)
    dark = sum(r < 90 and g < 90 and b < 90 for r, g, b in pixels)
    assert red > 5000
    assert dark > 3000


def test_the_pages_themselves_are_untouched():
    before, after = list(read_pages(page_of("letter").pdf)), list(read_pages(sealed()))
    for first, second in zip(before, after, strict=True):
        assert [run.text for run in first.runs] == [run.text for run in second.runs]
    assert sealed().startswith(page_of("letter").pdf)


def test_a_sealed_page_is_still_an_archive_file():
    assert archive_faults(page_of("letter").pdf) == ()
    assert archive_faults(sealed()) == ()
    assert archive_faults(joint()[-1]) == ()


def test_a_scanned_seal_is_drawn_with_its_transparency():
    pdf = page_of("letter").pdf
    placed = replace(mark(pdf), art=read_art(png()))
    signed = sign_in_place(pdf, placed, pades(), among=[placed], at=AT)
    (picture,) = next(iter(read_pages(signed))).pictures
    assert abs(picture.matrix[0]) == pytest.approx(45, abs=0.01)
    assert picture.of_annotation
    assert archive_faults(signed) == ()
    assert reading(signed).signatures[0].whole


def test_earlier_signatures_of_a_joint_issue_stay_valid():
    for count, pdf in enumerate(joint(), start=1):
        found = reading(pdf).signatures
        assert [s.field for s in found] == [f"seal-{n}" for n in range(count)]
        assert all(s.whole and s.known for s in found)
    assert [s.reach for s in found] == ["revision", "revision", "file"]
    assert len(seals_of(pdf)) == 3 * len(ART.pieces)


def append(pdf: bytes, change) -> bytes:
    """Return the file with one incremental update more."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def paint_over(writer) -> None:
    from pyhanko.pdf_utils.generic import StreamObject

    writer.add_stream_to_page(
        0, writer.add_object(StreamObject(stream_data=b"1 1 1 rg 100 400 300 40 re f"))
    )


def note(writer) -> None:
    from pyhanko.pdf_utils import generic

    page = writer.find_page_for_modification(0)[0].get_object()
    text = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject(
                generic.NumberObject(n) for n in (100, 400, 300, 440)
            ),
            generic.pdf_name("/Contents"): generic.pdf_string("金额改为一百万元"),
        }
    )
    page["/Annots"] = generic.ArrayObject([*page["/Annots"], writer.add_object(text)])
    writer.update_container(page)


def another_field(writer) -> None:
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    append_signature_field(writer, SigFieldSpec("other", on_page=0, box=(10, 10, 60, 60)))


@pytest.mark.parametrize("change", [paint_over, note, another_field])
@pytest.mark.parametrize("signed", ["single", "joint"])
def test_an_edit_appended_after_the_last_signature_is_found(change, signed):
    pdf = sealed() if signed == "single" else joint()[-1]
    found = reading(append(pdf, change)).signatures
    assert found[-1].intact
    assert not found[-1].whole
    assert found[-1].changes == "forbidden"


def test_an_edit_between_the_signatures_of_a_joint_issue_is_found():
    pdf, service = page_of("letter").pdf, pades()
    marks = [Mark(f"seal-{n}", f"机关{n}", spot, ART) for n, spot in enumerate(JOINT[:2])]
    pdf = append(sign_in_place(pdf, marks[0], service, among=marks, at=AT), paint_over)
    pdf = sign_in_place(pdf, marks[1], service, among=marks, at=AT)
    first, second = reading(pdf).signatures
    assert not first.whole
    assert second.whole


def test_a_strangers_signature_beside_ours_is_told_from_it(tmp_path):
    from apps.typesetting.signature import keys
    from apps.typesetting.signature.pades import SiteKey

    owner = keys.Owner("别处", "别人的证书", 100)
    keys.make_site_key(tmp_path, tmp_path, owner=owner, at=AT)
    other = SiteKey(key=tmp_path / keys.SITE_KEY, certificate=tmp_path / keys.SITE_CERTIFICATE)
    pdf = page_of("letter").pdf
    placed = mark(pdf)
    (found,) = reading(sign_in_place(pdf, placed, other, among=[placed], at=AT)).signatures
    assert found.whole
    assert not found.known
    assert found.issuer == CITY, "a name that anybody can write: only the certificate counts"


@pytest.mark.parametrize("tail", [b"x", b"\n", b"\x00" * 500, b"%%EOF\n"])
def test_bytes_after_the_end_are_found(tail):
    found = reading(sealed() + tail)
    assert found.problem or not found.signatures[0].whole


def test_a_stamp_shows_the_seal_and_claims_no_signature():
    pdf = page_of("letter").pdf
    stamped = stamp_in_place(pdf, [mark(pdf)])
    assert reading(stamped) == Reading()
    for stamp, seal in zip(seals_of(stamped), seals_of(sealed()), strict=True):
        assert stamp.box == pytest.approx(seal.box)
    assert archive_faults(stamped) == ()


def test_the_box_in_points_is_the_circle_around_the_spot():
    from pypdf import PdfReader

    spot = mark(page_of("letter").pdf).spot
    page = PdfReader(io.BytesIO(sealed())).pages[spot.page - 1]
    left, bottom, right, top = (float(n) for n in page["/Annots"][0].get_object()["/Rect"])
    assert (right - left) * MM == pytest.approx(45, abs=0.01)
    assert left * MM == pytest.approx(spot.left, abs=0.01)
    assert 297 - top * MM == pytest.approx(spot.top, abs=0.01)
    assert 297 - bottom * MM == pytest.approx(spot.bottom, abs=0.01)


@pytest.mark.parametrize("name", ["letter", "real"])
def test_the_checker_measures_the_seal_of_a_signed_page(name):
    report = check(sealed(name), ALL[name].layout)
    assert [fact.sentence for fact in report.failures] == []
    measured = {fact.id for fact in report.facts}
    assert {"seal-centre", "seal-covers", "seal-top", "seal-low", "seal-inside"} <= measured
