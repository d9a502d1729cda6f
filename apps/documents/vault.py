"""The lock of the seals' images: whoever serves pages can close it, only whoever seals opens it.

HPKE (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM. The public half stands in OA_SEAL_PUBLIC
for every process, the private half in OA_SEAL_KEYS for the worker alone. Refuses to work with keys
that are not there: an image is never kept in the clear instead.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from apps.typesetting.signature import ServiceUnavailable
from apps.typesetting.signature.keys import VAULT_KEY, VAULT_LOCK

PURPOSE = b"oa seal image v1"


def lock(image: bytes) -> bytes:
    """Return an image as the database keeps it."""
    return bytes(_suite().encrypt(image, _public(), info=PURPOSE))


def unlock(kept: bytes) -> bytes:
    """Return the image itself; ServiceUnavailable in a process without the private key."""
    from cryptography.exceptions import InvalidTag

    try:
        return bytes(_suite().decrypt(kept, _private(), info=PURPOSE))
    except InvalidTag as wrong:
        raise ServiceUnavailable("印章图样不能解开：密钥不符，或者数据已被改动") from wrong


def _suite() -> Any:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _public() -> Any:
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    return load_pem_public_key(_read(settings.OA_SEAL_PUBLIC, VAULT_LOCK))


def _private() -> Any:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    return load_pem_private_key(_read(settings.OA_SEAL_KEYS, VAULT_KEY), None)


def _read(folder: str | Path, name: str) -> bytes:
    try:
        if not str(folder):
            raise OSError("this process has no seal keys")
        return (Path(folder) / name).read_bytes()
    except OSError as missing:
        raise ServiceUnavailable(
            "印章密钥尚未生成，或者本进程不能使用，请联系系统管理员"
        ) from missing
