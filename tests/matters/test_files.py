"""Uploads: sound files of every kind come in, hostile ones get a sentence, nothing breaks."""

import datetime as dt
import io
import os
import random
from contextlib import suppress

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from django.test import override_settings
from django.utils import timezone

from apps.core.models import Job
from apps.core.sweeps import SWEEPS
from apps.core.verdicts import Refused
from apps.matters import file_checks, files, proofs
from apps.matters.models import Attachment, DecisionLink
from apps.rulebook.answers import RequirementSpec
from apps.trail.models import Event
from tests.matters import hostile
from tests.matters.house import AT
from tests.matters.specimens import SOUND, pdf, picture

LIMIT = 50 * 1024 * 1024


def inspect(name, data, limit=LIMIT):
    return file_checks.inspect(name=name, stream=io.BytesIO(data), size=len(data), limit=limit)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_of_every_kind_is_taken(name):
    kept, media_type = inspect(name, SOUND[name])
    assert kept == name
    assert media_type == file_checks.ACCEPTED[name.rpartition(".")[2].lower()].media_type


def test_every_accepted_kind_has_a_sound_specimen():
    assert {n.rpartition(".")[2].lower() for n in SOUND} == set(file_checks.ACCEPTED)


def test_the_corpus_is_large():
    assert len(hostile.CORPUS) >= 90


@pytest.mark.parametrize(
    ("name", "data", "says"), hostile.CORPUS, ids=[n for n, *_ in hostile.CORPUS]
)
def test_a_hostile_file_is_refused_with_a_sentence(name, data, says):
    with pytest.raises(Refused) as refused:
        inspect(name, data)
    (verdict,) = refused.value.verdicts
    assert says in verdict.reason
    assert verdict.field == "file"


@pytest.mark.parametrize("name", SOUND)
def test_a_damaged_file_is_refused_or_taken_but_never_an_error(name):
    dice, sound = random.Random(name), SOUND[name]  # noqa: S311 (the same damage every time)
    for _ in range(40):
        data = bytearray(sound)
        for _ in range(dice.choice((1, 3, 20))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        cut = dice.choice((len(data), dice.randrange(1, len(data))))
        with suppress(Refused):
            inspect(name, bytes(data[:cut]))


def test_a_file_over_the_limit_is_refused():
    with pytest.raises(Refused, match="文件超过 1 MB"):
        inspect("大.txt", b"a" * (1024 * 1024 + 1), limit=1024 * 1024)


def test_a_link_in_a_document_is_no_external_template():
    from tests.matters.specimens import package, relation

    rels = {"word___rels__document.xml.rels": relation("hyperlink", "http://www.gov.cn/")}
    assert inspect("方案.docx", package(**rels))[0] == "方案.docx"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\公文\\请示.txt", "请示.txt"),
        ("请示\r\nSet-Cookie: a=b.txt", "请示Set-Cookie_ a=b.txt"),
        ("请\u202e示\u200b\ufeff.txt", "请示.txt"),
        ("  请示.txt . ", "请示.txt"),
        ("CON.txt", "_CON.txt"),
        ('a|b<c>"d*.txt', "a_b_c__d_.txt"),
        ("=cmd().txt", "=cmd().txt"),
        ("稿" * 300 + ".txt", "稿" * 65 + ".txt"),
        ("稿\udcff.txt", "稿.txt"),
    ],
)
def test_a_name_is_kept_as_data_without_its_traps(raw, kept):
    assert inspect(raw, b"x")[0] == kept
    assert len(kept.encode()) <= 200


def test_a_long_table_is_judged_by_its_beginning_and_a_longer_one_refused(monkeypatch):
    from apps.matters.file_checks import parts
    from tests.matters.specimens import package

    rows = {f"xl__worksheets__sheet{n}.xml": "<s>" + "<c/>" * 90 + "</s>" for n in range(9)}
    monkeypatch.setattr(parts, "LONG", 50)
    assert inspect("表.xlsx", package("xlsx", **rows))[0] == "表.xlsx"
    monkeypatch.setattr(parts.Budget, "__init__", lambda self: setattr(self, "left", 200))
    with pytest.raises(Refused, match="结构过于复杂"):
        inspect("表.xlsx", package("xlsx", **rows))


# --- attach and remove


def attach(house, slip, name="请示.pdf", data=None, role="annex", person=None):
    upload = SimpleUploadedFile(name, SOUND[name] if data is None else data, "text/html")
    return files.attach(matter=slip, upload=upload, role=role, **house.actor(person or house.owner))


def test_an_attachment_keeps_its_bytes_under_a_name_of_our_own(house):
    slip = house.slip()
    row = attach(house, slip)
    assert (row.name, row.media_type, row.size) == ("请示.pdf", "application/pdf", len(pdf()))
    assert "请示" not in row.file.name
    assert row.file.name.startswith("attachments/")
    with files.open_for_reading(row) as stored:
        assert stored.read() == pdf()
    slip.refresh_from_db()
    assert slip.content_version == 2
    event = Event.objects.get(verb="slip.attached")
    assert event.payload["sha256"] == row.sha256


def test_a_proof_is_no_change_of_the_text(house):
    slip = house.slip()
    attach(house, slip, role="evidence")
    slip.refresh_from_db()
    assert slip.content_version == 1


def test_the_same_file_sent_twice_is_kept_once(house):
    slip = house.slip()
    assert attach(house, slip).pk == attach(house, slip).pk
    assert Event.objects.filter(verb="slip.attached").count() == 1


def test_a_refused_file_leaves_nothing(house):
    slip = house.slip()
    with pytest.raises(Refused, match="不是 pdf 格式"):
        attach(house, slip, data=b"<html>")
    assert not Attachment.objects.exists()
    slip.refresh_from_db()
    assert slip.content_version == 1


def test_a_row_that_cannot_be_written_leaves_no_file(house, monkeypatch):
    written = []
    monkeypatch.setattr(Attachment, "save", lambda self, **kw: written.append(self) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        attach(house, house.slip())
    (row,) = written
    assert not row.file.storage.exists(row.file.name)


def test_files_without_a_row_are_swept_after_a_day_and_no_others(house, settings, tmp_path):
    storage = Attachment._meta.get_field("file").storage
    kept = attach(house, house.slip())
    removed = attach(house, house.slip("别的"))
    files.remove(attachment=removed, reason="误传", **house.actor(house.owner))
    stray = storage.save("attachments/zz/stray", ContentFile(b"half a file"))
    now = timezone.now()
    assert files.sweep_strays(at=now) == 0
    assert files.sweep_strays(at=now + dt.timedelta(hours=25)) >= 1
    assert not storage.exists(stray)
    assert all(storage.exists(row.file.name) for row in (kept, removed))
    assert "matters.sweep_strays" in SWEEPS


def test_an_undone_transaction_leaves_a_file_that_the_sweep_finds(house):
    storage = Attachment._meta.get_field("file").storage
    with transaction.atomic():
        name = attach(house, house.slip()).file.name
        transaction.set_rollback(True)
    assert storage.exists(name)
    files.sweep_strays(at=timezone.now() + dt.timedelta(hours=25))
    assert not storage.exists(name)


def test_a_saved_file_is_on_the_disk_before_its_row_is(house, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda fd: (synced.append(os.readlink(f"/proc/self/fd/{fd}")), real(fd))
    )
    row = attach(house, house.slip())
    assert synced[:2] == [row.file.path, os.path.dirname(row.file.path)]


def test_a_new_annex_kills_mail_links_and_tells_again(house):
    slip = house.slip()
    (step,) = house.open(slip, "vm2")
    link = DecisionLink.objects.create(
        nonce=b"0" * 16,
        step=step,
        step_version=1,
        content_sha256="x",
        principal=step.post,
        actor=house.holder,
        hat={},
        risk="L1",
        recipient="a@oa.example",
        created_at=AT,
        not_after=AT,
    )
    before = Job.objects.filter(name="matters.announce").count()
    row = attach(house, slip)
    link.refresh_from_db()
    assert (link.state, link.revoked_reason) == ("revoked", "content_changed")
    assert Job.objects.filter(name="matters.announce").count() == before + 1
    files.remove(attachment=row, reason="误传", **house.actor(house.owner))
    slip.refresh_from_db()
    assert slip.content_version == 3


def test_removing_is_a_mark_with_a_reason_and_happens_once(house):
    row = attach(house, house.slip())
    with pytest.raises(Refused, match="请写明移除原因"):
        files.remove(attachment=row, reason=" ", **house.actor(house.owner))
    gone = files.remove(attachment=row, reason="误传", **house.actor(house.owner))
    assert gone.removed_at == AT
    assert gone.file.storage.exists(gone.file.name)
    with pytest.raises(Refused, match="附件已移除"):
        files.remove(attachment=row, reason="再次", **house.actor(house.owner))
    assert Event.objects.get(verb="slip.attachment_removed").payload["reason"] == "误传"


def test_what_proves_something_or_was_issued_is_not_removed(house):
    slip = house.slip()
    proof = attach(house, slip, role="evidence")
    proofs.sync(
        matter=slip, specs=[RequirementSpec("legality", "合法性审查", "", (), (), "x")], at=AT
    )
    proofs.find(
        matter=slip,
        key="legality",
        result="satisfied",
        reason="已审",
        evidence=proof,
        **house.actor(house.owner),
    )
    with pytest.raises(Refused, match="已作为办理依据"):
        files.remove(attachment=proof, reason="误传", **house.actor(house.owner))
    issued = attach(house, slip, "方案.docx", role="print")
    with pytest.raises(Refused, match="印发稿由系统生成"):
        files.remove(attachment=issued, reason="误传", **house.actor(house.owner))


def test_a_closed_matter_keeps_its_annexes_as_they_are(house):
    slip = house.slip()
    row = attach(house, slip)
    type(slip).objects.filter(pk=slip.pk).update(phase="closed", closed_at=AT)
    with pytest.raises(Refused, match="本件已办结，不能再添加文件"):
        attach(house, slip, "方案.docx")
    with pytest.raises(Refused, match="本件已办结，文件不能移除"):
        files.remove(attachment=row, reason="误传", **house.actor(house.owner))
    assert attach(house, slip, "方案.docx", role="evidence").pk


# --- handing out


def served(house, name, data=None, **fields):
    return files.download_response(attach(house, house.slip(), name, data), **fields)


def test_a_file_is_handed_out_as_a_download_in_a_sandbox(house):
    response = served(house, "请示.pdf")
    assert b"".join(response) == pdf()
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E8%AF%B7%E7%A4%BA.pdf"
    )
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("请示.pdf", True),
        ("现场.png", True),
        ("现场.JPG", True),
        ("图标.gif", False),
        ("说明.txt", False),
        ("方案.docx", False),
    ],
)
def test_only_pages_and_photographs_are_shown_in_the_browser(house, name, shown):
    response = served(house, name, inline=True)
    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")
    sandboxed = response["Content-Security-Policy"].startswith("sandbox")
    assert sandboxed == (name != "请示.pdf")
    assert "default-src 'none'" in response["Content-Security-Policy"]


@override_settings(OA_X_ACCEL=True)
def test_behind_nginx_only_the_place_is_handed_on(house):
    row = attach(house, house.slip())
    response = files.download_response(row)
    assert response["X-Accel-Redirect"] == f"/protected/{row.file.name}"
    assert response.content == b""
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_name_never_breaks_out_of_its_header(house):
    response = served(house, '附"件;\r\nX: 1.png', picture())
    assert "\n" not in response["Content-Disposition"]
    assert '"' not in response["Content-Disposition"].replace('filename="', "")


def test_a_lost_file_is_not_found_and_no_error(house):
    row = attach(house, house.slip())
    row.file.storage.delete(row.file.name)
    with pytest.raises(Http404):
        files.download_response(row)
