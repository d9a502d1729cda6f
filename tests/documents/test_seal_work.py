"""The work of setting a seal: without keys, twice, interrupted, stopped, and by which service."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from apps.core.jobs import run_due_jobs
from apps.core.models import Job
from apps.core.verdicts import Refused
from apps.documents.models import SealUse
from apps.documents.services import sealing
from apps.documents.services import seals as register
from apps.trail.models import Event
from apps.typesetting.signature import ServiceUnavailable, read_signatures
from tests.documents.desk import S
from tests.documents.sealing import file_of, numbered, registered, sealed, used, worked
from tests.typesetting.signature.kit import pades

pytestmark = pytest.mark.usefixtures("seal_keys")


# --- the work


def test_the_web_process_registers_without_a_private_key(office, settings):
    registered(office)
    file = numbered(office)
    keys, settings.OA_SEAL_KEYS = settings.OA_SEAL_KEYS, ""
    used(file)
    with pytest.raises(ServiceUnavailable):
        sealing.set_seals(
            document_id=file.document.pk,
            version=file.document.content_version,
            at=file.clock.tick(),
        )
    settings.OA_SEAL_KEYS = keys
    worked(file)
    assert SealUse.objects.get().set_at


def test_without_keys_the_work_is_tried_again_and_then_an_incident(office, settings):
    registered(office)
    file = numbered(office)
    used(file)
    settings.OA_SEAL_KEYS = ""
    at = file.clock.tick()
    for _ in range(12):
        at += dt.timedelta(hours=2)
        run_due_jobs(at=at)
    job = Job.objects.get(name="documents.seal")
    assert job.state == Job.State.INCIDENT
    assert "密钥" in job.last_error
    assert not SealUse.objects.get().file_sha256


def test_the_work_done_twice_leaves_one_seal(office):
    registered(office)
    file = sealed(office)
    first = file_of(file.document)
    again = sealing.set_seals(
        document_id=file.document.pk, version=file.document.content_version, at=file.clock.tick()
    )
    worked(file)
    assert again is None
    assert file_of(file.fresh()) == first
    assert Event.objects.filter(verb="document.seal_set").count() == 1


def test_a_death_between_signing_and_keeping_leaves_nothing_behind(office, monkeypatch):
    registered(office)
    file = numbered(office)
    used(file)
    before = file.document.print_file_id

    def die(self, *args, **kwargs):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(SealUse, "save", die)
        with pytest.raises(RuntimeError, match="killed"):
            sealing.set_seals(
                document_id=file.document.pk,
                version=file.document.content_version,
                at=file.clock.tick(),
            )
    assert file.fresh().print_file_id == before
    assert not Event.objects.filter(verb="document.seal_set").exists()
    worked(file)
    assert SealUse.objects.get().set_at


def test_the_report_kept_is_that_of_the_sealed_file(office):
    registered(office)
    file = numbered(office)
    before = file.document.print_report
    used(file)
    worked(file)
    report = file.fresh().print_report
    assert report["sha256"] == file.document.print_file.sha256 != before["sha256"]
    facts = {fact["id"] for fact in report["facts"]} - {fact["id"] for fact in before["facts"]}
    assert {"seal-centre", "seal-covers", "seal-top"} <= facts


def test_a_seal_off_its_place_is_not_kept(office, monkeypatch):
    registered(office)
    file = numbered(office)
    used(file)
    use = SealUse.objects.get()
    use.place["x"] += 8
    use.save(update_fields=["place"])
    worked(file)
    assert not SealUse.objects.get().file_sha256
    job = Job.objects.get(name="documents.seal")
    assert job.state == Job.State.INCIDENT
    assert "加盖印章后的版面不符合标准" in job.last_error


@pytest.mark.parametrize("end", [register.report_lost, register.withdraw_seal])
def test_a_seal_stopped_after_the_press_is_not_set(office, end):
    seal = registered(office)
    file = numbered(office)
    used(file)
    end(seal=seal, reason="印章被盗", by=office.people["secadmin"], at=file.clock.tick())
    worked(file)
    assert not SealUse.objects.get().file_sha256
    assert Job.objects.get(name="documents.seal").state == Job.State.INCIDENT


def test_a_new_seal_after_a_lost_one_is_used_in_its_turn(office):
    seal = registered(office)
    file = numbered(office)
    used(file)
    register.report_lost(
        seal=seal, reason="遗失", by=office.people["secadmin"], at=file.clock.tick()
    )
    worked(file)
    registered(office)
    used(file)
    worked(file)
    done = SealUse.objects.get(set_at__isnull=False)
    assert done.seal != seal
    file.settle("dispatch", "done")
    assert file.state == S.ISSUED


def test_a_void_number_takes_its_seal_along_and_the_new_one_is_sealed_anew(office):
    registered(office)
    file = sealed(office)
    old = file.document.reference
    file.settle("dispatch", "void", "编错文号")
    file.settle("final_check", "pass")
    assert file.document.reference != old
    file.typeset()
    with pytest.raises(Refused):
        file.settle("dispatch", "done")
    used(file)
    worked(file)
    file.settle("dispatch", "done")
    assert [use.reference for use in SealUse.objects.order_by("pk")] == [
        old, file.document.reference,
    ]  # fmt: skip


def test_a_mistake_of_ours_in_the_signed_file_stops_it(office, monkeypatch):
    from apps.documents.services import certifying

    registered(office)
    file = numbered(office)
    used(file)
    good = certifying.sign_in_place
    monkeypatch.setattr(
        certifying,
        "sign_in_place",
        lambda *args, **kwargs: good(*args, **kwargs)[:-40] + b"%%EOF\n",
    )
    with pytest.raises(Exception, match="sealed file|startxref|EOF"):
        sealing.set_seals(
            document_id=file.document.pk,
            version=file.document.content_version,
            at=file.clock.tick(),
        )
    assert not SealUse.objects.get().file_sha256


# --- services by setting


@pytest.fixture
def sm2_time(monkeypatch):
    """An instant at which the SM2 certificate, dated by this machine's clock, is in force."""
    at = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)
    ready = sealing.seal_services.refuse_unready
    monkeypatch.setattr(sealing.seal_services, "refuse_unready", lambda _: ready(at))
    return at


def test_the_detached_service_alone_stamps_the_file_and_keeps_its_blob(office, settings, sm2_time):
    settings.OA_SEAL_SERVICES = ["sm2"]
    registered(office)
    file = numbered(office)
    used(file)
    sealing.set_seals(
        document_id=file.document.pk, version=file.document.content_version, at=sm2_time
    )
    use = SealUse.objects.get()
    pdf = file_of(file.fresh())
    assert read_signatures(pdf, trusted=[], at=sm2_time).signatures == ()
    assert use.service == "sm2"
    (kept,) = use.detached
    assert kept["digest"] == hashlib.new("sm3", pdf).hexdigest()


def test_both_services_sign_one_file(office, settings, sm2_time):
    settings.OA_SEAL_SERVICES = ["pades", "sm2"]
    registered(office)
    file = numbered(office)
    used(file)
    sealing.set_seals(
        document_id=file.document.pk, version=file.document.content_version, at=sm2_time
    )
    use = SealUse.objects.get()
    assert use.service == "pades、sm2"
    assert [kept["service"] for kept in use.detached] == ["sm2"]
    (signature,) = read_signatures(
        file_of(file.fresh()), trusted=pades().certificates(), at=sm2_time
    ).signatures
    assert signature.whole
