"""Makes the keys of an installation: signing key and certificate, SM2 pair, lock of the images.

Two folders: `private` for the process that seals, `public` for every process. It never overwrites
a file, and a certificate made here is signed by itself: an authority's replaces it later.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apps.typesetting.signature.contract import DEMONSTRATION
from apps.typesetting.signature.refusals import CannotSeal
from apps.typesetting.signature.sm2 import IDENTITY, openssl

BITS = 3072
SITE_KEY, SITE_CERTIFICATE, SITE_REQUEST = "site.key", "site.crt", "site.csr"
SM2_KEY, SM2_CERTIFICATE = "sm2.key", "sm2.crt"
VAULT_KEY, VAULT_LOCK = "vault.key", "vault.pub"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a certificate names, and for how many days it holds."""

    organisation: str
    common_name: str
    days: int

    @classmethod
    def demonstration(cls, organisation: str) -> Owner:
        """Return the owner of a demonstration's certificate, which says what it is."""
        return cls(organisation, f"{DEMONSTRATION}签章证书（仅供演示，无法律效力）", 1096)


def make_site_key(private: Path, public: Path, *, owner: Owner, at: dt.datetime) -> None:
    """Write an RSA key, a certificate signed by itself, and a request for an authority."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509 import CertificateSigningRequestBuilder

    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = serialization.Encoding.PEM
    request = CertificateSigningRequestBuilder().subject_name(_name(owner))
    write_secret(private / SITE_KEY, _private_pem(key))
    write_public(public / SITE_CERTIFICATE, _certificate(key, owner, at).public_bytes(pem))
    write_public(public / SITE_REQUEST, request.sign(key, hashes.SHA256()).public_bytes(pem))


def make_sm2_key(private: Path, public: Path, *, owner: Owner) -> None:
    """Write an SM2 key and a certificate signed by itself, both by the system's OpenSSL.

    OpenSSL dates the certificate by the clock. Raises CannotSeal where it knows no SM2.
    """
    made = openssl("genpkey", "-algorithm", "SM2")
    if made.returncode:
        raise CannotSeal("本机的 openssl 不支持 SM2，请升级后再生成国密密钥")
    write_secret(private / SM2_KEY, made.stdout)
    subject = f"/C=CN/O={_plain(owner.organisation)}/CN={_plain(owner.common_name)}"
    signed = openssl(
        "req", "-x509", "-new", "-key", str(private / SM2_KEY), "-sm3", "-utf8",
        "-sigopt", f"distid:{IDENTITY}", "-days", str(owner.days), "-subj", subject,
    )  # fmt: skip
    if signed.returncode:
        (private / SM2_KEY).unlink()
        raise CannotSeal("openssl 未能生成国密证书")
    write_public(public / SM2_CERTIFICATE, signed.stdout)


def make_vault(private: Path, public: Path) -> None:
    """Write the pair that locks the images of seals: anybody may lock, the private key opens."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    key = X25519PrivateKey.generate()
    write_secret(private / VAULT_KEY, _private_pem(key))
    lock = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    write_public(public / VAULT_LOCK, lock)


def write_secret(path: Path, data: bytes) -> None:
    """Write a new file that only its owner may read; CannotSeal where it is there already."""
    _write(path, data, folder_mode=0o700, mode=0o600)


def write_public(path: Path, data: bytes) -> None:
    """Write a new file that every process may read."""
    _write(path, data, folder_mode=0o755, mode=0o644)


def _write(path: Path, data: bytes, *, folder_mode: int, mode: int) -> None:
    path.parent.mkdir(mode=folder_mode, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    except FileExistsError as there:
        raise CannotSeal(f"{path.name} 已经存在，不能覆盖；更换密钥请另建目录") from there
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _private_pem(key: Any) -> bytes:
    from cryptography.hazmat.primitives import serialization

    return bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _name(owner: Owner) -> Any:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, owner.organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, owner.common_name),
        ]
    )


def _certificate(key: Any, owner: Owner, at: dt.datetime) -> Any:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(_name(owner))
        .issuer_name(_name(owner))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at)
        .not_valid_after(at + dt.timedelta(days=owner.days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )


def _plain(word: str) -> str:
    """Return a word without the signs that OpenSSL takes for its own in a subject."""
    return "".join(c for c in word if c not in "/+=\\\n\0")
