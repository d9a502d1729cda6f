"""PAdES B-B with a key of this installation: a CMS container over the digest, RSA and SHA-256.

The private key and its certificate are PEM files; nothing is fetched from a network, so there is
no time stamp and no revocation list: the time is this machine's own, and pages say so.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from apps.typesetting.signature.contract import Answer
from apps.typesetting.signature.refusals import ServiceUnavailable


class SiteKey:
    """Signs with the key of the site; verifies against its own and further known certificates."""

    name = "pades"
    label = "PDF电子签名（PAdES）"
    hash_name = "sha256"
    embeds = True
    room = 12_000

    def __init__(self, *, key: Path | None, certificate: Path, known: Iterable[Path] = ()) -> None:
        self._key = key
        self._certificate = certificate
        self._known = tuple(known)

    def sign(self, digest: bytes, *, at: dt.datetime) -> bytes:
        """Return a detached CMS container in DER."""
        from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, SimpleSigner
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        certificate = _load(self._certificate)
        _refuse_outdated(certificate, at)
        signer = SimpleSigner(
            signing_cert=certificate,
            signing_key=_private(self._key),
            cert_registry=SimpleCertificateStore(),
        )
        container = alone(
            signer.async_sign(
                digest,
                self.hash_name,
                use_pades=True,
                signed_attr_settings=PdfCMSSignedAttributes(),
            )
        )
        return bytes(container.dump())

    def verify(self, digest: bytes, blob: bytes, *, at: dt.datetime) -> Answer:
        """Say whether a container fits the digest and comes from a known certificate."""
        from asn1crypto import cms

        try:
            signed = cms.ContentInfo.load(blob, strict=True)["content"]
            if not isinstance(signed, cms.SignedData):
                return Answer(False, False, reason="不是电子签名数据")
            return self._judge(signed, digest, at)
        except ServiceUnavailable:
            raise
        except Exception:  # bytes of strangers: whatever a parser raises means the same
            return Answer(False, False, reason="签名数据无法读取")

    def _judge(self, signed: Any, digest: bytes, at: dt.datetime) -> Answer:
        from pyhanko.sign.validation.generic_cms import async_validate_cms_signature

        status = alone(
            async_validate_cms_signature(
                signed, raw_digest=digest, validation_context=context(self.certificates(), at)
            )
        )
        whole = bool(status.intact and status.valid)
        known = bool(status.trusted) and in_force(status.signing_cert, at)
        reason = "" if whole else "内容与签名不符"
        if whole and not known:
            reason = "签名证书不是本系统认可的证书，或者不在有效期内"
        return Answer(whole, known, subject(status.signing_cert), reason)

    def certificates(self) -> list[bytes]:
        """Return the known certificates in DER, this site's own first."""
        return [_load(path).dump() for path in (self._certificate, *self._known)]


def context(trusted: Iterable[bytes], at: dt.datetime) -> Any:
    """Return a validation context that knows these certificates (DER), fetches nothing."""
    from asn1crypto import x509
    from pyhanko_certvalidator import ValidationContext

    roots = [x509.Certificate.load(der) for der in trusted]
    return ValidationContext(trust_roots=roots, allow_fetching=False, moment=at)


def subject(certificate: Any) -> str:
    """Return whom a certificate names: organisation and common name."""
    names = certificate.subject.native
    parts = [names.get("organization_name"), names.get("common_name")]
    return "，".join(part for part in parts if isinstance(part, str))


def alone(work: Coroutine[Any, Any, Any]) -> Any:
    """Run one coroutine to its end in a thread of its own, whatever loop runs in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def _load(path: Path) -> Any:
    from asn1crypto import pem, x509

    try:
        data = path.read_bytes()
        der = pem.unarmor(data)[2] if pem.detect(data) else data
        return x509.Certificate.load(der, strict=True)
    except (OSError, ValueError) as missing:
        raise ServiceUnavailable("本系统没有可用的签章证书，请联系系统管理员") from missing


def _private(path: Path | None) -> Any:
    from asn1crypto import keys, pem

    try:
        if path is None:
            raise OSError("this process has no signing key")
        _, _, der = pem.unarmor(path.read_bytes())
        return keys.PrivateKeyInfo.load(der, strict=True)
    except (OSError, ValueError) as missing:
        raise ServiceUnavailable("本进程没有可用的签章密钥，请联系系统管理员") from missing


def in_force(certificate: Any, at: dt.datetime) -> bool:
    """Say whether a certificate held at an instant: nobody asks that of a root he trusts."""
    return bool(certificate.not_valid_before <= at <= certificate.not_valid_after)


def _refuse_outdated(certificate: Any, at: dt.datetime) -> None:
    if not in_force(certificate, at):
        raise ServiceUnavailable("签章证书不在有效期内，请联系系统管理员更换")
