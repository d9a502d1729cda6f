"""The register of seals: who enters what, what is refused, that an image never comes out again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.core.verdicts import Refused
from apps.documents import vault
from apps.documents.models import Seal, SealUse
from apps.documents.services import seals
from apps.organisation.models import Post
from apps.trail.models import Event
from apps.typesetting.signature import bytes_of, read_art
from tests.documents.sealing import registered, sealed
from tests.typesetting.signature.kit import STAR, svg

pytestmark = pytest.mark.usefixtures("seal_keys")
ADD = "admin:documents_seal_add"


def form(office, **changes):
    values = {
        "unit": office.units["szf"].pk,
        "name": "咸宁市人民政府",
        "diameter_mm": "45.0",
        "keepers": [office.posts["wd"].pk, office.posts["wd2"].pk],
        "valid_from_on": "2026-01-01",
        "valid_to_on": "",
        "image_file": SimpleUploadedFile("seal.svg", svg(), "image/svg+xml"),
    }
    return {**values, **changes}


def act(client, seal, action: str, reason: str):
    return client.post(
        reverse("admin:documents_seal_changelist"),
        {"action": action, "_selected_action": [seal.pk], "reason": reason},
        follow=True,
    )


def test_the_security_administrator_enters_a_seal_and_nobody_sees_its_image_again(office, web):
    client = web("secadmin")
    answer = client.post(reverse(ADD), form(office), follow=True)
    seal = Seal.objects.get()
    assert answer.status_code == 200
    assert (seal.unit.code, seal.diameter_mm, seal.state) == ("szf", Decimal("45.0"), "in_force")
    assert {p.code for p in seal.keepers.all()} == {"wd", "wd2"}
    assert vault.unlock(bytes(seal.image)) == bytes_of(read_art(svg()))
    page = client.get(reverse("admin:documents_seal_change", args=[seal.pk])).content.decode()
    assert seal.image_sha256 in page
    assert STAR[:20] not in page
    assert "image_file" not in page


def test_the_image_stands_nowhere_in_the_clear(office):
    """Neither in the row, nor in its versions, nor in the trail."""
    seal = registered(office)
    assert b"svg" not in bytes(seal.image)
    assert STAR.encode()[:12] not in bytes(seal.image)
    for version in Seal.history.all():
        assert not hasattr(version, "image")
    (event,) = Event.objects.filter(verb="seal.registered")
    assert set(event.payload) == {
        "unit", "name", "diameter_mm", "valid_from_on", "valid_to_on", "image_sha256", "keepers",
    }  # fmt: skip
    assert event.person_key == "secadmin"


@pytest.mark.parametrize("login", ["sysadmin", "bizadmin", "auditadmin", "wd", "mayor"])
def test_nobody_else_enters_or_changes_a_seal(office, web, login):
    seal = registered(office)
    client = web(login)
    assert client.get(reverse(ADD)).status_code in (302, 403)
    assert client.post(reverse(ADD), form(office)).status_code in (302, 403)
    act(client, seal, "report_lost", "遗失")
    seal.refresh_from_db()
    assert Seal.objects.count() == 1
    assert seal.state == "in_force"


def test_the_auditor_reads_the_register_of_uses_and_changes_nothing(office, web):
    registered(office)
    file = sealed(office)
    use = SealUse.objects.get()
    client = web("auditadmin")
    listed = client.get(reverse("admin:documents_sealuse_changelist")).content.decode()
    assert file.document.reference in listed
    assert "文电科登记员" in listed
    assert file.document.title not in listed
    url = reverse("admin:documents_sealuse_change", args=[use.pk])
    assert use.file_sha256 in client.get(url).content.decode()
    assert client.post(url, {"reference": "改"}).status_code == 403
    assert client.get(reverse("admin:documents_sealuse_add")).status_code == 403
    assert (
        client.post(
            reverse("admin:documents_sealuse_delete", args=[use.pk]), {"post": "yes"}
        ).status_code
        == 403
    )
    assert web("secadmin").get(reverse("admin:documents_sealuse_changelist")).status_code == 403
    use.refresh_from_db()
    assert use.reference == file.document.reference


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"image_file": SimpleUploadedFile("a.svg", b"<html/>")}, "不是 SVG 文件"),
        (
            {"image_file": SimpleUploadedFile("a.svg", svg("<text>a</text>"))},
            "只能使用路径和基本图形",
        ),
        ({"image_file": SimpleUploadedFile("a.svg", b"x" * 3_200_000)}, "不能超过 3 MB"),
        ({"image_file": ""}, "请填写此项"),
        ({"name": "市政府"}, "印文应当是单位全称“咸宁市人民政府”"),
        ({"keepers": []}, "请填写此项"),
        ({"diameter_mm": "29"}, "30"),
        ({"diameter_mm": "61"}, "60"),
        ({"valid_to_on": "2025-01-01"}, "截止日期不能早于启用日期"),
    ],
)
def test_what_cannot_be_a_seal_is_refused_with_its_reason(office, web, changes, words):
    answer = web("secadmin").post(reverse(ADD), form(office, **changes), follow=True)
    assert words in answer.content.decode()
    assert not Seal.objects.exists()


def test_a_unit_has_one_seal_in_force(office, web):
    registered(office)
    answer = web("secadmin").post(reverse(ADD), form(office), follow=True)
    assert "已有启用的印章" in answer.content.decode()
    assert Seal.objects.count() == 1
    seal = Seal.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(
            unit=seal.unit, name="x", diameter_mm=45, valid_from_on=dt.date(2026, 1, 1),
            image=b"x", image_sha256="x", registered_at=seal.registered_at,
        )  # fmt: skip


def test_of_a_seal_that_is_there_only_the_keepers_change(office, web):
    seal = registered(office)
    url = reverse("admin:documents_seal_change", args=[seal.pk])
    changed = form(office, keepers=[office.posts["wd"].pk], name="改名", diameter_mm="50")
    web("secadmin").post(url, changed)
    seal.refresh_from_db()
    assert [p.code for p in seal.keepers.all()] == ["wd"]
    assert (seal.name, seal.diameter_mm) == ("咸宁市人民政府", Decimal("45.0"))
    (event,) = Event.objects.filter(verb="seal.keepers_changed")
    assert event.payload == {"from": ["wd", "wd2"], "to": ["wd"]}


@pytest.mark.parametrize(
    ("action", "state", "verb"),
    [("withdraw", "withdrawn", "seal.withdrawn"), ("report_lost", "lost", "seal.reported_lost")],
)
def test_a_seal_is_stopped_with_a_reason_and_for_good(office, web, action, state, verb):
    seal = registered(office)
    client = web("secadmin")
    assert "请写明原因" in act(client, seal, action, " ").content.decode()
    seal.refresh_from_db()
    assert seal.state == "in_force"
    act(client, seal, action, "改刻新印")
    seal.refresh_from_db()
    assert (seal.state, seal.ended_reason) == (state, "改刻新印")
    assert Event.objects.get(verb=verb).payload["reason"] == "改刻新印"
    assert "不能再变更" in act(client, seal, "withdraw", "再停一次").content.decode()
    with pytest.raises(Refused, match="不能再变更"):
        seals.change_keepers(
            seal=seal, keepers=[office.posts["wd"]], by=None, at=seal.registered_at
        )
    registered(office)
    assert Seal.objects.filter(state="in_force").count() == 1


def test_no_seal_is_ever_deleted(office, web):
    seal = registered(office)
    url = reverse("admin:documents_seal_delete", args=[seal.pk])
    assert web("secadmin").post(url, {"post": "yes"}).status_code == 403
    assert Seal.objects.exists()


def test_an_abolished_post_keeps_no_seal(office):
    post = Post.objects.get(code="wd2")
    post.abolished_on = dt.date(2026, 1, 1)
    with pytest.raises(Refused, match="已撤销"):
        registered(office, keepers=(post,))


def test_without_the_lock_no_image_is_taken(office, web, settings, tmp_path):
    settings.OA_SEAL_PUBLIC = tmp_path
    answer = web("secadmin").post(reverse(ADD), form(office), follow=True)
    assert "印章密钥尚未生成" in answer.content.decode()
    assert not Seal.objects.exists()


def test_no_page_of_the_site_serves_an_image(office, web):
    """Every address of the admin that knows seals, read for a piece of the drawing."""
    seal = registered(office)
    pages = [
        reverse("admin:documents_seal_changelist"),
        reverse("admin:documents_seal_change", args=[seal.pk]),
        reverse("admin:documents_seal_history", args=[seal.pk]),
    ]
    clean = bytes_of(read_art(svg())).decode()
    for login in ("secadmin", "auditadmin"):
        for url in pages:
            text = web(login).get(url).content.decode()
            assert clean[60:90] not in text
            assert bytes(seal.image).hex()[:40] not in text
