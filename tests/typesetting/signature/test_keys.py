"""Keys of an installation: who may read them, what they say, and that none is ever overwritten."""

from __future__ import annotations

import datetime as dt
import stat

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from apps.typesetting.signature import CannotSeal, keys
from tests.typesetting.signature.kit import AT, folders


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_private_keys_are_readable_by_their_owner_alone():
    private, public = folders()
    assert mode(private) == 0o700
    assert {path.name: mode(path) for path in private.iterdir()} == {
        keys.SITE_KEY: 0o600, keys.SM2_KEY: 0o600, keys.VAULT_KEY: 0o600,
    }  # fmt: skip
    for path in public.iterdir():
        assert b"PRIVATE" not in path.read_bytes(), path.name


def test_a_demonstration_says_so_in_its_certificate():
    _, public = folders()
    for name in (keys.SITE_CERTIFICATE, keys.SM2_CERTIFICATE):
        certificate = x509.load_pem_x509_certificate((public / name).read_bytes())
        (common,) = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        assert common.value == "演示签章证书（仅供演示，无法律效力）"


def test_the_request_for_an_authority_fits_the_key():
    _, public = folders()
    request = x509.load_pem_x509_csr((public / keys.SITE_REQUEST).read_bytes())
    certificate = x509.load_pem_x509_certificate((public / keys.SITE_CERTIFICATE).read_bytes())
    assert request.public_key() == certificate.public_key()
    assert request.is_signature_valid


def test_no_key_is_ever_overwritten(tmp_path):
    owner = keys.Owner("甲", "乙", 10)
    keys.make_vault(tmp_path / "a", tmp_path / "b")
    before = (tmp_path / "a" / keys.VAULT_KEY).read_bytes()
    with pytest.raises(CannotSeal, match="不能覆盖"):
        keys.make_vault(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / keys.VAULT_KEY).read_bytes() == before
    keys.make_site_key(tmp_path / "a", tmp_path / "b", owner=owner, at=AT)
    with pytest.raises(CannotSeal, match="不能覆盖"):
        keys.make_site_key(tmp_path / "a", tmp_path / "b", owner=owner, at=AT)


def test_a_certificate_holds_for_its_days(tmp_path):
    keys.make_site_key(tmp_path, tmp_path, owner=keys.Owner("甲", "乙", 10), at=AT)
    made = x509.load_pem_x509_certificate((tmp_path / keys.SITE_CERTIFICATE).read_bytes())
    assert made.not_valid_after_utc - made.not_valid_before_utc == dt.timedelta(days=10)
    usage = made.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.content_commitment
    assert not usage.key_cert_sign


def test_names_cannot_break_out_of_the_subject(tmp_path):
    owner = keys.Owner("甲/CN=乙", "丙\nO=丁", 10)
    keys.make_sm2_key(tmp_path, tmp_path, owner=owner)
    made = x509.load_pem_x509_certificate((tmp_path / keys.SM2_CERTIFICATE).read_bytes())
    names = {attribute.oid: attribute.value for attribute in made.subject}
    assert names[NameOID.ORGANIZATION_NAME] == "甲CN乙"
    assert names[NameOID.COMMON_NAME] == "丙O丁"


def test_openssl_without_sm2_is_told_in_a_sentence(tmp_path, monkeypatch):
    from subprocess import CompletedProcess

    failed = CompletedProcess([], 1, b"", b"no SM2")
    monkeypatch.setattr(keys, "openssl", lambda *words, **kwargs: failed)
    with pytest.raises(CannotSeal, match="SM2"):
        keys.make_sm2_key(tmp_path, tmp_path, owner=keys.Owner("甲", "乙", 10))
    assert list(tmp_path.iterdir()) == []
