"""The contract of a sealing service, tried on every adapter that the house ships.

A province's adapter is tried by adding it to SERVICES.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from apps.typesetting.signature import ServiceUnavailable, digest_of, keys
from apps.typesetting.signature import sm2 as sm2_module
from apps.typesetting.signature.pades import SiteKey
from apps.typesetting.signature.sm2 import DetachedSM2
from tests.typesetting.signature.kit import AT, folders, pades, sm2

SERVICES = {"pades": pades, "sm2": sm2}
DIGEST = hashlib.sha256(b"file").digest()


@dataclass
class Strange:
    """The same adapter with keys of somebody else."""

    root: Path

    def service(self, name: str):
        private, public = self.root / "private", self.root / "public"
        owner = keys.Owner("别处", "别人的证书", 100)
        if name == "pades":
            keys.make_site_key(private, public, owner=owner, at=AT)
            return SiteKey(key=private / keys.SITE_KEY, certificate=public / keys.SITE_CERTIFICATE)
        keys.make_sm2_key(private, public, owner=owner)
        return DetachedSM2(key=private / keys.SM2_KEY, certificate=public / keys.SM2_CERTIFICATE)


@pytest.fixture(params=SERVICES)
def service(request):
    return SERVICES[request.param]()


@pytest.fixture
def stranger(service, tmp_path):
    return Strange(tmp_path).service(service.name)


def test_it_tells_its_name_its_digest_and_its_room(service):
    assert service.name
    assert service.label
    assert hashlib.new(service.hash_name).digest_size == 32
    assert isinstance(service.embeds, bool)
    assert len(digest_of(b"file", service)) == 32


def test_what_it_signed_it_finds_whole_and_its_own(service):
    blob = service.sign(DIGEST, at=AT)
    assert 0 < len(blob) <= service.room
    answer = service.verify(DIGEST, blob, at=AT)
    assert (answer.whole, answer.known, answer.reason) == (True, True, "")
    assert bool(answer)
    assert "咸宁市人民政府" in answer.signer
    assert answer.demonstration


def test_signing_again_or_another_file_disturbs_nothing(service):
    first = service.sign(DIGEST, at=AT)
    second, other = service.sign(DIGEST, at=AT), service.sign(b"\x00" * 32, at=AT)
    for digest, blob in ((DIGEST, first), (DIGEST, second), (b"\x00" * 32, other)):
        assert service.verify(digest, blob, at=AT)
    assert not service.verify(DIGEST, other, at=AT)


@pytest.mark.parametrize("place", range(0, 256, 37))
def test_one_bit_of_the_digest_changed_is_found(service, place):
    blob = service.sign(DIGEST, at=AT)
    changed = bytearray(DIGEST)
    changed[place // 8] ^= 1 << place % 8
    answer = service.verify(bytes(changed), blob, at=AT)
    assert not answer.whole
    assert answer.reason


def test_no_change_of_the_blob_makes_another_signature_good(service):
    """A bit changed is refused, or (in what no signature covers) leaves the answer as it was."""
    blob = service.sign(DIGEST, at=AT)
    good = service.verify(DIGEST, blob, at=AT)
    found = 0
    for place in range(0, len(blob), max(1, len(blob) // 60)):
        changed = bytearray(blob)
        changed[place] ^= 0x04
        answer = service.verify(DIGEST, bytes(changed), at=AT)
        found += not answer
        assert not answer or answer.signer == good.signer
    assert found > 30


@pytest.mark.parametrize(
    "junk", [b"", b"\x00", b"{}", b"[1]", b"null", b"\xff" * 5000, b"0\x80" * 900, b"[" * 100_000]
)
def test_bytes_of_strangers_are_an_answer_and_no_error(service, junk):
    answer = service.verify(DIGEST, junk, at=AT)
    assert (answer.whole, answer.known) == (False, False)
    assert answer.reason
    assert not service.verify(junk[:32], service.sign(DIGEST, at=AT), at=AT).whole


def test_another_key_is_whole_and_not_known(service, stranger):
    answer = service.verify(DIGEST, stranger.sign(DIGEST, at=AT), at=AT)
    assert (answer.whole, answer.known) == (True, False)
    assert "别处" in answer.signer
    assert not answer.demonstration
    assert "不是本系统认可" in answer.reason


def test_a_known_certificate_of_earlier_keys_stays_known(service, stranger):
    blob = service.sign(DIGEST, at=AT)
    public = folders()[1]
    earlier = {"pades": keys.SITE_CERTIFICATE, "sm2": keys.SM2_CERTIFICATE}[service.name]
    new = type(stranger)(key=None, certificate=stranger._certificate, known=[public / earlier])
    assert new.verify(DIGEST, blob, at=AT)


def test_the_instant_asked_decides_whether_the_certificate_was_in_force(service):
    blob = service.sign(DIGEST, at=AT)
    for at in (AT - dt.timedelta(days=4000), AT + dt.timedelta(days=4000)):
        assert not service.verify(DIGEST, blob, at=at).known
        with pytest.raises(ServiceUnavailable, match="有效期"):
            service.sign(DIGEST, at=at)


def test_without_a_key_it_verifies_and_does_not_sign(service):
    blob = service.sign(DIGEST, at=AT)
    public = type(service)(key=None, certificate=service._certificate)
    assert public.verify(DIGEST, blob, at=AT)
    with pytest.raises(ServiceUnavailable, match="密钥"):
        public.sign(DIGEST, at=AT)


def test_without_a_certificate_it_says_so(service, tmp_path):
    bare = type(service)(key=None, certificate=tmp_path / "none.crt")
    with pytest.raises(ServiceUnavailable, match="证书"):
        bare.sign(DIGEST, at=AT)


def test_openssl_alone_agrees_with_the_detached_signature(tmp_path):
    """An independent check: the program, the published certificate, nothing of ours."""
    import base64
    import json

    blob = json.loads(sm2().sign(DIGEST, at=AT))
    certificate, signature = tmp_path / "c.crt", tmp_path / "s"
    certificate.write_text(blob["certificate"])
    signature.write_bytes(base64.b64decode(blob["signature"]))
    shown = sm2_module.openssl("x509", "-in", str(certificate), "-noout", "-pubkey", "-text")
    assert b"SM2" in shown.stdout
    public = tmp_path / "p.pem"
    public.write_bytes(shown.stdout[shown.stdout.index(b"-----BEGIN PUBLIC") :])
    identity = ("-sigopt", "distid:1234567812345678")
    words = ("-verify", str(public), "-signature", str(signature))
    done = sm2_module.openssl("dgst", "-sm3", *identity, *words, stdin=DIGEST)
    assert b"Verified OK" in done.stdout


def test_a_machine_without_openssl_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(sm2_module.shutil, "which", lambda name: None)
    with pytest.raises(ServiceUnavailable, match="openssl"):
        sm2().sign(DIGEST, at=AT)
