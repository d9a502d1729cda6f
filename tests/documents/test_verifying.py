"""核验: the answer to every kind of file, held against register and trail."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.documents.models import Document, SealUse
from apps.documents.services import sealing, seals
from apps.documents.services.verifying import HEADLINES, verify_file
from apps.trail.models import Event
from apps.typesetting.signature import Mark, sign_in_place
from tests.documents.sealing import file_of, numbered, registered, sealed, used
from tests.typesetting.pages import page_of
from tests.typesetting.signature.kit import ART, AT, mark, pades
from tests.typesetting.signature.kit import sealed as stranger_sealed
from tests.typesetting.signature.test_embedding import append, paint_over

pytestmark = pytest.mark.usefixtures("seal_keys")


def level(pdf: bytes, at=AT) -> str:
    return verify_file(pdf, at=at).level


@pytest.fixture
def file(office):
    registered(office)
    return sealed(office)


def test_the_issued_file_is_whole_and_says_which_post_set_the_seal(office, file):
    file.settle("dispatch", "done")
    report = verify_file(file_of(file.document), at=file.clock.now)
    assert (report.level, report.good) == ("whole", True)
    (use,) = report.uses
    assert use.hat["post_name"] == "文电科登记员"
    assert use.reference == file.document.reference
    assert report.headline == HEADLINES["whole"]


def test_one_flipped_byte_and_it_is_no_longer_whole(office, file):
    pdf = file_of(file.document)
    for place in (200, len(pdf) // 2, len(pdf) - 5):
        changed = bytearray(pdf)
        changed[place] ^= 1
        report = verify_file(bytes(changed), at=file.clock.now)
        assert not report.good
        assert report.level in ("changed", "unreadable")


def test_a_flip_inside_the_signature_itself_is_told_by_the_register(office, file):
    """No signature covers its own container; the fingerprint of the file does."""
    import io

    from pyhanko.pdf_utils.reader import PdfFileReader

    pdf = bytearray(file_of(file.document))
    _, _, end, _ = PdfFileReader(io.BytesIO(bytes(pdf))).embedded_signatures[0].byte_range
    assert pdf[end - 3 : end - 1] == b"00"
    pdf[end - 3] = ord("1")
    report = verify_file(bytes(pdf), at=file.clock.now)
    assert report.level == "unregistered"
    assert [use.pk for use in report.originals] == [SealUse.objects.get().pk]


def test_an_edit_appended_later_is_found_and_traced_to_its_original(office, file):
    report = verify_file(append(file_of(file.document), paint_over), at=file.clock.now)
    assert report.level == "changed"
    assert [use.reference for use in report.originals] == [file.document.reference]


def test_a_file_signed_with_our_key_but_not_in_the_register_is_not_good(office):
    report = verify_file(stranger_sealed(), at=AT)
    assert (report.level, report.uses, report.originals) == ("unregistered", (), ())


def test_a_file_signed_with_another_key_is_foreign(office, tmp_path):
    from apps.typesetting.signature import keys
    from apps.typesetting.signature.pades import SiteKey

    keys.make_site_key(tmp_path, tmp_path, owner=keys.Owner("别处", "别人", 99), at=AT)
    other = SiteKey(key=tmp_path / keys.SITE_KEY, certificate=tmp_path / keys.SITE_CERTIFICATE)
    pdf = page_of("letter").pdf
    placed = mark(pdf)
    assert level(sign_in_place(pdf, placed, other, among=[placed], at=AT)) == "foreign"


def test_a_file_without_a_seal_and_what_is_no_pdf_are_told_apart(office):
    assert level(page_of("letter").pdf) == "unsigned"
    assert level(b"hello") == "unreadable"
    assert level(b"") == "unreadable"


def test_a_field_named_like_a_use_proves_nothing(office, file):
    """A stranger signs a page of his own under the number of a real use."""
    pdf = page_of("letter").pdf
    token = SealUse.objects.get().token
    placed = mark(pdf)
    forged = Mark(f"seal-{token}", placed.issuer, placed.spot, ART)
    report = verify_file(
        sign_in_place(pdf, forged, pades(), among=[forged], at=AT), at=file.clock.now
    )
    assert report.level == "unregistered"
    assert not report.good


def test_a_void_number_makes_its_file_void_and_the_new_one_whole(office, file):
    old = file_of(file.document)
    file.settle("dispatch", "void", "编错文号")
    assert level(old, file.clock.now) == "void"
    file.settle("final_check", "pass")
    file.typeset()
    used(file)
    sealing.set_seals(
        document_id=file.document.pk, version=file.document.content_version, at=file.clock.tick()
    )
    assert level(old, file.clock.now) == "void"
    assert level(file_of(file.fresh()), file.clock.now) == "whole"


def test_a_register_that_the_trail_does_not_know_is_doubtful(office, file):
    """Somebody writes a hash into the register by hand: the trail tells."""
    pdf = stranger_sealed()
    import hashlib

    SealUse.objects.update(file_sha256=hashlib.sha256(pdf).hexdigest())
    Document.objects.filter(pk=file.document.pk).update(print_file=file.document.print_file)
    assert level(pdf) == "doubtful"
    assert Event.objects.filter(verb="document.seal_set").count() == 1


def test_a_lost_seal_is_told_beside_a_whole_file(office, file):
    seals.report_lost(seal=SealUse.objects.get().seal, reason="被盗", by=None, at=file.clock.tick())
    report = verify_file(file_of(file.document), at=file.clock.now)
    assert report.level == "whole"
    assert report.uses[0].seal.state == "lost"


def test_signatures_kept_beside_the_file_are_checked_too(office, settings, monkeypatch):
    settings.OA_SEAL_SERVICES = ["sm2"]
    at = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)
    monkeypatch.setattr(sealing.seal_services, "refuse_unready", lambda _: None)
    registered(office)
    file = numbered(office)
    used(file)
    sealing.set_seals(document_id=file.document.pk, version=file.document.content_version, at=at)
    pdf = file_of(file.fresh())
    report = verify_file(pdf, at=at)
    assert report.level == "whole"
    assert [(b.label, b.good) for b in report.beside] == [("国密分离签名（SM2，SM3）", True)]
    use = SealUse.objects.get()
    use.detached[0]["blob"] = use.detached[0]["blob"][:-8] + "AAAAAAA="
    use.save()
    broken = verify_file(pdf, at=at)
    assert broken.level == "doubtful"
    assert not broken.beside[0].good
    use.detached[0]["service"] = "unknown"
    use.save()
    assert verify_file(pdf, at=at).level == "doubtful"


def test_checking_writes_nothing(office, file, django_assert_num_queries):
    pdf = file_of(file.document)
    events, uses = Event.objects.count(), list(SealUse.objects.values())
    verify_file(pdf, at=file.clock.now)
    with django_assert_num_queries(2):
        verify_file(pdf, at=file.clock.now)
    assert (Event.objects.count(), list(SealUse.objects.values())) == (events, uses)


def test_every_level_has_its_sentence():
    from typing import get_args

    from apps.documents.services.verifying import Level

    assert set(get_args(Level)) == set(HEADLINES)
