"""The page where anybody checks a file: open, bounded, and nothing of a file is kept."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.desk.views import verification
from apps.trail.models import Event
from tests.desk.ui_kit import checked
from tests.documents.sealing import file_of, registered, sealed
from tests.typesetting.pages import page_of
from tests.typesetting.signature.test_embedding import append, paint_over
from tests.typesetting.signature.test_reading import HOSTILE

pytestmark = pytest.mark.usefixtures("seal_keys")
URL = "/verify/"


def ask(client, pdf: bytes, name: str = "a.pdf"):
    return client.post(URL, {"file": SimpleUploadedFile(name, pdf, "application/pdf")})


def words(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def issued(office):
    registered(office)
    file = sealed(office)
    file.settle("dispatch", "done")
    return file


def test_anybody_opens_it_and_the_sign_in_page_leads_to_it(web):
    answer = web().get(URL)
    assert answer.status_code == 200
    assert "不需要登录" in words(answer)
    checked(words(answer))
    assert f'href="{reverse("desk:verify")}"' in words(web().get("/login/"))


def test_an_issued_file_is_whole_and_a_flipped_byte_is_told(web, issued):
    pdf = file_of(issued.document)
    answer = ask(web(), pdf)
    page = words(answer)
    assert answer.status_code == 200
    assert "文件完整，与本系统印发并登记的文件一致" in page
    assert issued.document.reference in page
    assert "文电科登记员岗位" in page
    assert "这是演示证书，没有法律效力" in page
    checked(words(answer))
    changed = bytearray(pdf)
    changed[len(pdf) // 2] ^= 1
    page = words(ask(web(), bytes(changed)))
    assert "文件完整" not in page.split('id="ask"')[0].replace("文件完整性", "")
    assert "改动" in page


def test_the_answer_names_no_person_and_no_title(web, issued):
    page = words(ask(web(), file_of(issued.document)))
    assert issued.document.title not in page
    for name in ("芹登记", "柏云舟", "松见山"):
        assert name not in page


def test_every_kind_of_answer_is_a_page(web, issued):
    pdf = file_of(issued.document)
    for data, sentence in (
        (page_of("letter").pdf, "文件没有电子签名"),
        (append(pdf, paint_over), "登记的文件和这份文件不是同一份"),
        (b"hello", "文件无法核验"),
    ):
        answer = ask(web(), data)
        assert answer.status_code == 200
        assert sentence in words(answer)
        checked(words(answer))


@pytest.mark.parametrize(
    "name", ["empty", "html", "noise", "deep arrays", "bomb", "signature is junk", "encrypted"]
)
def test_a_hostile_file_never_breaks_the_page(web, name):
    answer = ask(web(), HOSTILE[name])
    assert answer.status_code in (200, 422)
    assert "与本系统印发并登记的文件一致" not in words(answer)


@pytest.mark.parametrize(
    "values", [{}, {"file": "text"}, {"other": SimpleUploadedFile("a.pdf", b"x")}, {"file": ""}]
)
def test_a_post_without_a_file_is_answered(web, values):
    answer = web().post(URL, values)
    assert answer.status_code == 422
    assert "请选择要核验的PDF文件" in words(answer)


def test_a_broken_form_is_answered(web):
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data", "application/json"):
        answer = web().generic("POST", URL, b"--x\r\nbroken", content_type=kind)
        assert answer.status_code in (400, 422)


def test_a_file_too_large_is_cut_off(web, monkeypatch):
    monkeypatch.setattr(verification, "LARGEST", 100_000)
    answer = ask(web(), b"%PDF-" + b"x" * 100_001)
    assert answer.status_code == 413
    assert "不能核验" in words(answer)


def test_a_name_of_a_file_is_nothing_to_us(web):
    for name in ("../../etc/passwd", "<script>x</script>.pdf", "a" * 300, "a\x00b.pdf"):
        answer = ask(web(), b"%PDF-1.7", name)
        assert answer.status_code in (200, 422)
        assert "<script>x" not in words(answer)


def test_text_of_a_signature_is_never_markup(web, monkeypatch):
    from dataclasses import replace

    from apps.typesetting.signature.reading import read_signatures
    from tests.typesetting.signature.kit import AT, pades
    from tests.typesetting.signature.kit import sealed as signed

    found = read_signatures(signed(), trusted=pades().certificates(), at=AT)
    hostile = replace(found.signatures[0], issuer="<script>x</script>", signer='"><img src=x>')
    monkeypatch.setattr(
        "apps.documents.services.verifying.read_apart",
        lambda *args, **kwargs: replace(found, signatures=(hostile,)),
    )
    page = words(ask(web(), b"%PDF-1.7"))
    assert "<script>x" not in page
    assert "<img src=x>" not in page


def test_too_many_questions_from_one_address_are_slowed_down(web, monkeypatch):
    cache.clear()
    monkeypatch.setattr(verification, "verify_file", _quick)
    client = web()
    codes = [ask(client, b"%PDF-").status_code for _ in range(verification.A_MINUTE + 2)]
    assert codes == [200] * verification.A_MINUTE + [429, 429]
    assert ask(web(REMOTE_ADDR="10.1.2.3"), b"%PDF-").status_code == 200
    assert client.get(URL).status_code == 200


def _quick(pdf, *, at):
    from apps.documents.services.verifying import Report
    from apps.typesetting.signature import Reading

    return Report("unsigned", "0" * 64, Reading())


def test_more_files_at_once_than_one_process_reads_wait_and_are_told(web, monkeypatch):
    monkeypatch.setattr(verification, "PATIENCE", 0.01)
    held = [verification._turns.acquire() for _ in range(verification.AT_A_TIME)]
    try:
        answer = ask(web(), b"%PDF-")
    finally:
        for _ in held:
            verification._turns.release()
    assert answer.status_code == 503
    assert "稍后再试" in words(answer)


def test_nothing_of_a_file_is_stored(web, issued, tmp_path, monkeypatch, settings):
    """Neither on a disk, nor in the cache, nor in the trail."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    mark = random.Random(3).randbytes(40).hex().encode()
    pdf = file_of(issued.document) + mark * 100_000
    before, events = tree(), Event.objects.count()
    assert ask(web(), pdf).status_code == 200
    assert list(tmp_path.iterdir()) == []
    assert tree() == before
    assert Event.objects.count() == events


def tree() -> set[str]:
    root = Path(site.STORAGES["default"]["OPTIONS"]["location"])
    return {str(p) for p in root.rglob("*") if p.is_file()}


def test_only_get_and_post_are_answered_and_posts_need_their_token(web):
    assert web().put(URL).status_code == 405
    assert web().delete(URL).status_code == 405
    strict = web(enforce_csrf_checks=True)
    answer = strict.post(URL, {"file": io.BytesIO(b"%PDF-")})
    assert answer.status_code == 403
