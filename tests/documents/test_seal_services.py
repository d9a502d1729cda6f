"""Which services certify: by setting; wrong settings, outdated and demonstration certificates."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ImproperlyConfigured

from apps.documents import seal_services, vault
from apps.typesetting.signature import Answer, ServiceUnavailable, keys
from apps.typesetting.signature.pades import SiteKey
from apps.typesetting.signature.sm2 import DetachedSM2
from tests.typesetting.signature.kit import AT

pytestmark = pytest.mark.usefixtures("seal_keys")


class Province:
    """A province's adapter as an installation would write it."""

    name, label, hash_name, embeds, room = "province", "省统一签章", "sm3", False, 100

    def sign(self, digest, *, at):
        return b"blob of " + digest

    def certificates(self):
        return []

    def verify(self, digest, blob, *, at):
        whole = blob == b"blob of " + digest
        return Answer(whole, whole, "省统一签章平台", "" if whole else "内容与签名不符")


def test_the_setting_chooses_and_orders(settings):
    settings.OA_SEAL_SERVICES = ["sm2", "pades"]
    assert [type(s) for s in seal_services.services()] == [DetachedSM2, SiteKey]
    assert seal_services.embedded().name == "pades"
    assert [s.name for s in seal_services.detached()] == ["sm2"]


def test_an_adapter_of_the_installation_is_named_by_its_class(settings):
    settings.OA_SEAL_SERVICES = ["pades", f"{__name__}.Province"]
    (found,) = seal_services.detached()
    assert found.name == "province"
    assert seal_services.by_name("province") is found
    assert found.verify(b"x", found.sign(b"x", at=AT), at=AT)
    assert not found.verify(b"y", found.sign(b"x", at=AT), at=AT)


@pytest.mark.parametrize("names", [[], ["pades", "pades"]])
def test_settings_that_cannot_work_are_refused(settings, names):
    settings.OA_SEAL_SERVICES = names
    with pytest.raises(ImproperlyConfigured):
        seal_services.services()


def test_a_service_no_longer_in_the_setting_still_verifies(settings):
    settings.OA_SEAL_SERVICES = ["pades"]
    assert isinstance(seal_services.by_name("sm2"), DetachedSM2)
    assert seal_services.by_name("unknown") is None


def test_what_is_missing_is_told_before_anything_is_registered(settings, tmp_path):
    settings.OA_SEAL_PUBLIC = tmp_path
    with pytest.raises(ServiceUnavailable, match="签章证书"):
        seal_services.refuse_unready(AT)
    assert seal_services.trusted() == []


def test_an_outdated_certificate_is_told(settings):
    with pytest.raises(ServiceUnavailable, match="有效期"):
        seal_services.refuse_unready(AT + dt.timedelta(days=9999))


def test_a_demonstration_certificate_seals_nothing_in_production(settings):
    seal_services.refuse_unready(AT)
    settings.PRODUCTION = True
    with pytest.raises(ServiceUnavailable, match="演示"):
        seal_services.refuse_unready(AT)


def test_earlier_certificates_in_the_known_folder_stay_trusted(settings, tmp_path):
    old = seal_services.site_key().certificates()
    owner = keys.Owner("甲", "新证书", 100)
    keys.make_site_key(tmp_path / "private", tmp_path / "public", owner=owner, at=AT)
    earlier = tmp_path / "public" / "known" / "site"
    earlier.mkdir(parents=True)
    (earlier / "2026.crt").write_bytes(
        (settings.OA_SEAL_PUBLIC / keys.SITE_CERTIFICATE).read_bytes()
    )
    settings.OA_SEAL_PUBLIC = tmp_path / "public"
    assert len(seal_services.trusted()) == 2
    assert old[0] in seal_services.trusted()


# --- the lock of the images


def test_a_locked_image_opens_with_the_private_key_alone(settings):
    kept = vault.lock(b"<svg/>")
    assert b"svg" not in kept
    assert vault.unlock(kept) == b"<svg/>"
    assert vault.lock(b"<svg/>") != kept
    settings.OA_SEAL_KEYS = ""
    with pytest.raises(ServiceUnavailable, match="本进程不能使用"):
        vault.unlock(kept)
    assert vault.lock(b"x")


def test_a_locked_image_that_was_changed_does_not_open():
    kept = bytearray(vault.lock(b"<svg/>"))
    kept[-1] ^= 1
    with pytest.raises(ServiceUnavailable, match="已被改动"):
        vault.unlock(bytes(kept))


def test_another_installations_key_does_not_open_it(settings, tmp_path):
    kept = vault.lock(b"<svg/>")
    keys.make_vault(tmp_path, tmp_path)
    settings.OA_SEAL_KEYS = str(tmp_path)
    with pytest.raises(ServiceUnavailable, match="密钥不符"):
        vault.unlock(kept)
