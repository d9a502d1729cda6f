"""用印: who may, when, what is registered, what is set, and that nothing goes out unsealed."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.urls import reverse

from apps.core.verdicts import Refused
from apps.documents import seals
from apps.documents.models import Document, SealUse
from apps.documents.services import sealing
from apps.documents.services import seals as register
from apps.matters.explained import attachments
from apps.matters.models import Attachment
from apps.trail.models import Event
from apps.typesetting.archive import archive_faults
from apps.typesetting.signature import read_signatures
from tests.documents.desk import S, reach, sentences
from tests.documents.office import NOW
from tests.documents.sealing import file_of, numbered, registered, sealed, used, worked
from tests.typesetting.signature.kit import pades

pytestmark = pytest.mark.usefixtures("seal_keys")


def press(client, file):
    return client.post(reverse("documents:seal", args=[file.document.pk]), follow=True)


def shown(client, file) -> str:
    return client.get(reverse("documents:detail", args=[file.document.pk])).content.decode()


# --- the way of a sealed document


def explained() -> list[str]:
    """Return what the trail does not explain of the files that are kept."""
    return [found.sentence for found in attachments()]


def test_the_trail_explains_the_sealed_file_and_the_page_under_it(office):
    registered(office)
    file = sealed(office)
    file.settle("dispatch", "done")
    plain, kept = file.document.attachments.filter(role="print").order_by("pk")
    assert (plain.removed_at is None, kept.removed_at is None) == (False, True)
    assert explained() == []
    rows = Attachment.objects.filter(pk=kept.pk)
    rows.update(removed_at=NOW)
    assert len(explained()) == 1
    rows.update(removed_at=None, sha256="0" * 64)
    assert len(explained()) == 2, "neither told of nor what lies on the disk"


def test_the_registry_presses_and_the_seal_stands_on_the_issued_file(office, web):
    seal = registered(office)
    file = numbered(office)
    page = file_of(file.document)
    answer = press(web("wd2"), file)
    assert "已登记用印" in answer.content.decode()
    document = worked(file)
    pdf = file_of(document)
    assert pdf.startswith(page)
    (signature,) = read_signatures(
        pdf, trusted=pades().certificates(), at=file.clock.now
    ).signatures
    assert signature.whole
    assert signature.known
    assert signature.issuer == seal.name
    assert archive_faults(pdf) == ()
    file.settle("dispatch", "done")
    assert file.state == S.ISSUED
    assert "已加盖“咸宁市人民政府”印章" in shown(web("wd"), file)


def test_the_register_says_which_seal_on_what_by_whom_as_what_and_when(office):
    seal = registered(office)
    file = numbered(office)
    page = hashlib.sha256(file_of(file.document)).hexdigest()
    used(file, "wd2")
    use = SealUse.objects.get()
    assert (use.seal, use.document, use.reference) == (seal, file.document, file.document.reference)
    assert (use.used_by.username, use.hat["post_name"]) == ("wd2", "文电科登记员")
    assert use.page_sha256 == page
    assert use.set_at is None
    worked(file)
    use.refresh_from_db()
    assert use.file_sha256 == hashlib.sha256(file_of(file.document)).hexdigest()
    assert use.service == "pades"
    pressed, done = Event.objects.filter(
        matter_id=file.document.pk, verb__in=["document.sealed", "document.seal_set"]
    ).order_by("seq")
    assert pressed.person_name == "芹登记"
    assert pressed.hat["post_name"] == "文电科登记员"
    assert pressed.payload["page_sha256"] == page
    assert pressed.payload["seals"][0]["token"] == str(use.token)
    assert done.payload["sha256"] == use.file_sha256
    assert done.payload["page_sha256"] == page


def test_the_page_under_the_seal_stays_as_a_record_and_is_no_longer_handed_out(office, web):
    registered(office)
    file = sealed(office)
    prints = Attachment.objects.filter(matter_id=file.document.pk, role="print").order_by("pk")
    plain, kept = prints
    assert plain.removed_at is not None
    assert kept == file.document.print_file
    url = reverse("documents:attachment", args=[file.document.pk, plain.pk])
    assert web("wd").get(url).status_code == 404


# --- the gate


def test_it_is_not_issued_unsealed_where_there_is_a_seal(office):
    registered(office)
    file = numbered(office)
    with pytest.raises(Refused) as refused:
        file.settle("dispatch", "done")
    assert "尚未加盖“咸宁市人民政府”印章，请先用印" in sentences(refused.value)
    used(file)
    with pytest.raises(Refused) as refused:
        file.settle("dispatch", "done")
    assert "印章正在加盖，请稍候刷新" in sentences(refused.value)
    worked(file)
    file.settle("dispatch", "done")
    assert file.state == S.ISSUED


def test_where_there_is_no_seal_it_goes_on_unsealed_and_says_so(office, web):
    file = numbered(office)
    assert "本系统没有登记咸宁市人民政府的电子印章" in shown(web("wd"), file)
    file.settle("dispatch", "done")
    assert file.state == S.ISSUED
    assert not SealUse.objects.exists()


def test_the_seal_of_another_unit_is_not_asked_for(office):
    registered(office, "fgb")
    file = numbered(office)
    file.settle("dispatch", "done")
    assert file.state == S.ISSUED


@pytest.mark.parametrize("kind", ["minutes", "order"])
def test_what_the_standard_does_not_seal_is_issued_without(office, kind):
    registered(office)
    file = reach(office, S.NUMBERED, "outgoing", document_kind=kind)
    state = seals.state_of(file.document, file.clock.now.date())
    assert state.issuers == ()
    with pytest.raises(Refused, match="不加盖机关印章"):
        used(file)
    file.typeset()
    assert file.fresh().print_report["ok"], "a page of its own layout, measured as such"
    file.settle("dispatch", "done")
    assert file.state == S.ISSUED


@pytest.mark.parametrize(
    "dates",
    [
        {"valid_from_on": dt.date(2026, 12, 1)},
        {"valid_from_on": dt.date(2026, 1, 1), "valid_to_on": dt.date(2026, 2, 1)},
    ],
)
def test_a_seal_out_of_its_dates_is_none(office, dates):
    registered(office, **dates)
    file = numbered(office)
    with pytest.raises(Refused, match="启用的电子印章"):
        sealing.use_seals(document=file.document, **file.actor("wd"))
    file.settle("dispatch", "done")
    assert file.state == S.ISSUED


# --- who may


@pytest.mark.parametrize(
    ("login", "status"),
    [
        ("wd", 200), ("wd2", 200), ("m2", 403), ("mayor", 403), ("sg", 403), ("nyj.clerk", 403),
        ("jyj.clerk", 404), ("sysadmin", 404), ("secadmin", 404),
    ],
)  # fmt: skip
def test_only_the_posts_that_keep_the_seal_use_it(office, web, login, status):
    registered(office)
    file = numbered(office)
    assert press(web(login), file).status_code == status
    assert SealUse.objects.exists() is (status == 200)


def test_a_visitor_is_sent_to_sign_in_and_a_get_does_nothing(office, web):
    registered(office)
    file = numbered(office)
    url = reverse("documents:seal", args=[file.document.pk])
    assert web().post(url)["Location"].startswith("/login/")
    assert web("wd").get(url).status_code == 405
    assert not SealUse.objects.exists()


def test_the_button_is_shown_to_keepers_alone(office, web):
    registered(office, keepers=("wd2",))
    file = numbered(office)
    url = reverse("documents:seal", args=[file.document.pk])
    assert url in shown(web("wd2"), file)
    page = shown(web("wd"), file)
    assert url not in page
    assert "由保管岗位办理" in page


def test_other_keepers_take_over_with_the_post(office):
    seal = registered(office, keepers=("wd2",))
    file = numbered(office)
    with pytest.raises(Refused, match="不由您的岗位保管"):
        used(file, "wd")
    register.change_keepers(
        seal=seal, keepers=[office.posts["wd"]], by=office.people["secadmin"], at=file.clock.tick()
    )
    used(file, "wd")
    with pytest.raises(Refused, match="不由您的岗位保管"):
        used(file, "wd2")


def test_the_same_version_is_sealed_once(office):
    registered(office)
    file = sealed(office)
    with pytest.raises(Refused, match="已经用印"):
        used(file)
    assert SealUse.objects.count() == 1


# --- the page


def test_a_page_that_fails_the_check_is_not_sealed(office):
    registered(office)
    file = numbered(office)
    Document.objects.filter(pk=file.document.pk).update(print_report={"ok": False, "facts": []})
    with pytest.raises(Refused, match="版式不符合标准"):
        used(file)


def test_a_page_that_is_not_there_yet_is_not_sealed(office):
    registered(office)
    file = reach(office, S.NUMBERED, "outgoing")
    with pytest.raises(Refused, match="尚未排版完成"):
        used(file)


def test_a_stored_file_that_was_changed_is_not_sealed(office):
    registered(office)
    file = numbered(office)
    path = file.document.print_file.file.path
    with open(path, "r+b") as stored:
        stored.seek(500)
        stored.write(b"\x00")
    with pytest.raises(Refused, match="指纹不符"):
        used(file)
    assert not SealUse.objects.exists()


def test_a_seal_too_large_for_the_page_is_refused_before_it_is_registered(office, monkeypatch):
    from apps.typesetting.signature import CannotSeal

    def refuse(*args):
        raise CannotSeal("直径60毫米的印章会压住正文，请核对印章直径和版面")

    registered(office)
    file = numbered(office)
    monkeypatch.setattr(sealing, "find_spots", refuse)
    with pytest.raises(Refused, match="压住正文"):
        used(file)
    assert not SealUse.objects.exists()
