"""Which services certify a sealed file here: OA_SEAL_SERVICES, in order, one of them in the PDF.

``pades`` and ``sm2`` are ours; ``package.module.Class`` is an adapter of the installation (see the
contract in ``apps.typesetting.signature.contract``). Refuses two services that both want to be in
the PDF, none at all, and a demonstration's certificate in production.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from apps.typesetting.signature import SealService, ServiceUnavailable
from apps.typesetting.signature.contract import DEMONSTRATION
from apps.typesetting.signature.keys import SITE_CERTIFICATE, SITE_KEY, SM2_CERTIFICATE, SM2_KEY
from apps.typesetting.signature.pades import SiteKey
from apps.typesetting.signature.sm2 import DetachedSM2

KNOWN = "known"  # known/site and known/sm2 hold earlier certificates: old signatures stay known


def services() -> tuple[SealService, ...]:
    """Return the services of this installation, in the order of the setting."""
    made = tuple(_service(name) for name in settings.OA_SEAL_SERVICES)
    if not made or sum(service.embeds for service in made) > 1:
        raise ImproperlyConfigured("OA_SEAL_SERVICES: 至少一种签章方式，写入PDF的至多一种")
    return made


def embedded() -> SealService | None:
    """Return the service whose signature stands in the PDF, None where all are kept beside it."""
    return next((service for service in services() if service.embeds), None)


def detached() -> tuple[SealService, ...]:
    """Return the services whose signatures are kept beside the file."""
    return tuple(service for service in services() if not service.embeds)


def by_name(name: str) -> SealService | None:
    """Return a service by the name that the register keeps, also one no longer in the setting."""
    names = dict.fromkeys((*settings.OA_SEAL_SERVICES, "pades", "sm2"))
    return next((s for s in map(_service, names) if s.name == name), None)


def trusted() -> list[bytes]:
    """Return the certificates (DER) whose signatures in a PDF are ours; [] where none is there."""
    found: dict[bytes, None] = {}
    for name in dict.fromkeys((*settings.OA_SEAL_SERVICES, "pades")):
        service = _service(name)
        try:
            found |= dict.fromkeys(service.certificates()) if service.embeds else {}
        except ServiceUnavailable:
            continue  # an installation that seals nothing still answers what it can
    return list(found)


def site_key() -> SiteKey:
    """Return the site's own key as this process may use it."""
    return SiteKey(
        key=_private(SITE_KEY),
        certificate=_public(SITE_CERTIFICATE),
        known=_known("site"),
    )


def refuse_unready(at: dt.datetime) -> None:
    """Raise ServiceUnavailable where what every process can see is missing or outdated."""
    from apps.typesetting.signature.pades import in_force, load_certificate, subject

    for service, name in (("pades", SITE_CERTIFICATE), ("sm2", SM2_CERTIFICATE)):
        if service not in settings.OA_SEAL_SERVICES:
            continue
        certificate = load_certificate(_public(name))
        if not in_force(certificate, at):
            raise ServiceUnavailable("签章证书不在有效期内，请联系系统管理员更换")
        if settings.PRODUCTION and DEMONSTRATION in subject(certificate):
            raise ServiceUnavailable("演示签章证书不能用于正式系统，请联系系统管理员更换")


def _service(name: str) -> SealService:
    if name == "pades":
        return site_key()
    if name == "sm2":
        return DetachedSM2(
            key=_private(SM2_KEY),
            certificate=_public(SM2_CERTIFICATE),
            known=_known("sm2"),
        )
    return _adapter(name)


@lru_cache(maxsize=8)
def _adapter(name: str) -> SealService:
    made: SealService = import_string(name)()
    return made


def _private(name: str) -> Path | None:
    return Path(settings.OA_SEAL_KEYS) / name if settings.OA_SEAL_KEYS else None


def _public(name: str) -> Path:
    return Path(settings.OA_SEAL_PUBLIC) / name


def _known(kind: str) -> list[Path]:
    return sorted((Path(settings.OA_SEAL_PUBLIC) / KNOWN / kind).glob("*.crt"))
