"""A detached signature by SM2 with SM3 (GM/T 0003, GM/T 0009), made by the system's OpenSSL.

The Python library of the house does not offer the SM2 curve; the `openssl` program (1.1.1 and
later) does, in code that many have read. The signed message is the file's SM3 digest. The blob is
JSON: algorithm, signature (DER, base64) and certificate (PEM), so that it can be checked after a
change of keys and by others.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from apps.typesetting.signature.contract import Answer
from apps.typesetting.signature.refusals import ServiceUnavailable

ALGORITHM = "SM2-with-SM3"
IDENTITY = "1234567812345678"  # the signer's identity that GM/T 0009 sets where none is agreed
TIMEOUT = 10  # seconds


class DetachedSM2:
    """Signs with the SM2 key of the site; knows its own and further certificates."""

    name = "sm2"
    label = "国密分离签名（SM2，SM3）"
    hash_name = "sm3"
    embeds = False
    room = 8_000

    def __init__(self, *, key: Path | None, certificate: Path, known: Iterable[Path] = ()) -> None:
        self._key = key
        self._certificate = certificate
        self._known = tuple(known)

    def sign(self, digest: bytes, *, at: dt.datetime) -> bytes:
        """Return signature and certificate as JSON."""
        certificate = _text(self._certificate)
        first, last = _validity(certificate)
        if not first <= at <= last:
            raise ServiceUnavailable("国密签章证书不在有效期内，请联系系统管理员更换")
        if self._key is None or not self._key.is_file():
            raise ServiceUnavailable("本进程没有可用的国密签章密钥，请联系系统管理员")
        done = openssl("dgst", "-sm3", *_identity(), "-sign", str(self._key), stdin=digest)
        if done.returncode:
            raise ServiceUnavailable("国密签章密钥不能使用，请联系系统管理员")
        signature = base64.b64encode(done.stdout).decode()
        blob = {"algorithm": ALGORITHM, "signature": signature, "certificate": certificate}
        return json.dumps(blob, sort_keys=True).encode()

    def verify(self, digest: bytes, blob: bytes, *, at: dt.datetime) -> Answer:
        """Say whether a blob fits the digest and carries a known certificate."""
        try:
            return self._judge(digest, blob, at)
        except ValueError:  # a certificate that only half parses
            return Answer(False, False, reason="签名数据无法读取")

    def _judge(self, digest: bytes, blob: bytes, at: dt.datetime) -> Answer:
        found = _read(blob) if len(blob) <= self.room else None
        if found is None:
            return Answer(False, False, reason="签名数据无法读取")
        signature, certificate = found
        if not _fits(digest, signature, certificate):
            return Answer(False, False, reason="内容与签名不符")
        known = _same(certificate, (self._certificate, *self._known)) and _in_force(certificate, at)
        reason = "" if known else "签名证书不是本系统认可的证书，或者不在有效期内"
        return Answer(True, known, _subject(certificate), reason)


def openssl(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the system's OpenSSL without a shell; raises ServiceUnavailable where there is none."""
    program = shutil.which("openssl")
    if program is None:
        raise ServiceUnavailable("本机没有 openssl 程序，不能使用国密签名")
    try:
        return subprocess.run(  # noqa: S603 - a program of the system, words of our own
            [program, *words], input=stdin, capture_output=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise ServiceUnavailable("openssl 没有在规定时间内完成") from slow


def _identity() -> tuple[str, str]:
    return "-sigopt", f"distid:{IDENTITY}"


def _read(blob: bytes) -> tuple[bytes, str] | None:
    """Return signature and certificate of a blob, None where it is none of ours."""
    try:
        found = json.loads(blob)
        if found["algorithm"] != ALGORITHM:
            return None
        return base64.b64decode(found["signature"], validate=True), str(found["certificate"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _fits(digest: bytes, signature: bytes, certificate: str) -> bool:
    with tempfile.TemporaryDirectory(prefix="oa-sm2-") as folder:
        public, signed = Path(folder, "public.pem"), Path(folder, "signature")
        shown = openssl("x509", "-noout", "-pubkey", stdin=certificate.encode("utf-8", "replace"))
        if shown.returncode:
            return False
        public.write_bytes(shown.stdout)
        signed.write_bytes(signature)
        done = openssl(
            "dgst", "-sm3", *_identity(), "-verify", str(public), "-signature", str(signed),
            stdin=digest,
        )  # fmt: skip
    return done.returncode == 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError) as missing:
        raise ServiceUnavailable("本系统没有可用的国密签章证书，请联系系统管理员") from missing


def _der(certificate: str) -> Any:
    from asn1crypto import pem, x509

    return x509.Certificate.load(pem.unarmor(certificate.encode())[2], strict=True)


def _validity(certificate: str) -> tuple[dt.datetime, dt.datetime]:
    found = _der(certificate)
    return found.not_valid_before, found.not_valid_after


def _same(certificate: str, known: Iterable[Path]) -> bool:
    dump = _der(certificate).dump()
    return any(path.is_file() and _der(_text(path)).dump() == dump for path in known)


def _in_force(certificate: str, at: dt.datetime) -> bool:
    first, last = _validity(certificate)
    return first <= at <= last


def _subject(certificate: str) -> str:
    from apps.typesetting.signature.pades import subject

    return subject(_der(certificate))
