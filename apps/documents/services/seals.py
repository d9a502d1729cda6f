"""The register of seals: entered, given to other keepers, withdrawn, reported lost.

A seal is never edited and never deleted; another image is another seal. Refuses an image that is
no clean seal, a name that is not the unit's, and an end without a reason.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction

from apps.core.verdicts import Refused, Verdict
from apps.core.versions import save
from apps.documents import vault
from apps.documents.models import Seal
from apps.documents.page import official_name
from apps.organisation.models import Person, Post, Unit
from apps.trail.services import record
from apps.typesetting.signature import CannotSeal, ServiceUnavailable, bytes_of, read_art


@transaction.atomic
def register_seal(
    *,
    unit: Unit,
    name: str,
    diameter_mm: Decimal,
    keepers: Iterable[Post],
    valid_from_on: dt.date,
    valid_to_on: dt.date | None,
    image: bytes,
    by: Person | None,
    at: dt.datetime,
) -> Seal:
    """Enter a seal with its image, which is cleaned, locked and not shown to anybody again."""
    kept = _kept(keepers)
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if Seal.objects.filter(unit=unit, state=Seal.State.IN_FORCE).exists():
        raise Refused(Verdict.deny(f"{unit.name}已有启用的印章，请先停用", field="unit"))
    if name.strip() != official_name(unit):
        reason = f"印文应当是单位全称“{official_name(unit)}”"
        raise Refused(Verdict.deny(reason, field="name"))
    clean = _clean(image)
    seal = Seal(
        unit=unit,
        name=name.strip(),
        diameter_mm=diameter_mm,
        valid_from_on=valid_from_on,
        valid_to_on=valid_to_on,
        image=_locked(clean),
        image_sha256=hashlib.sha256(clean).hexdigest(),
        registered_at=at,
    )
    save(seal, by=by, at=at)
    seal.keepers.set(kept)
    _note(seal, "registered", by=by, at=at, payload={**_facts(seal), "keepers": _codes(kept)})
    return seal


@transaction.atomic
def change_keepers(
    *, seal: Seal, keepers: Iterable[Post], by: Person | None, at: dt.datetime
) -> Seal:
    """Give a seal to the care of other posts."""
    row = _locked_row(seal)
    kept = _kept(keepers)
    before = _codes(row.keepers.all())
    row.keepers.set(kept)
    save(row, by=by, at=at)
    _note(row, "keepers_changed", by=by, at=at, payload={"from": before, "to": _codes(kept)})
    return row


def withdraw_seal(*, seal: Seal, reason: str, by: Person | None, at: dt.datetime) -> Seal:
    """Take a seal out of use; what it was set on stands."""
    return _end(seal, Seal.State.WITHDRAWN, "withdrawn", reason, by=by, at=at)


def report_lost(*, seal: Seal, reason: str, by: Person | None, at: dt.datetime) -> Seal:
    """Take a seal out of use because it, or its image, may be in strange hands."""
    return _end(seal, Seal.State.LOST, "reported_lost", reason, by=by, at=at)


@transaction.atomic
def _end(
    seal: Seal, state: str, verb: str, reason: str, *, by: Person | None, at: dt.datetime
) -> Seal:
    if not reason.strip():
        raise Refused(Verdict.deny("请写明原因", field="reason"))
    row = _locked_row(seal)
    row.state, row.ended_at, row.ended_reason = state, at, reason.strip()
    save(row, by=by, at=at)
    _note(row, verb, by=by, at=at, payload={"reason": reason.strip()})
    return row


def _locked_row(seal: Seal) -> Seal:
    row = Seal.objects.select_for_update(no_key=True).get(pk=seal.pk)
    if row.state != Seal.State.IN_FORCE:
        raise Refused(Verdict.deny(f"印章已{row.get_state_display()}，不能再变更"))
    return row


def _kept(keepers: Iterable[Post]) -> list[Post]:
    found = list(keepers)
    if not found:
        raise Refused(Verdict.deny("请选择保管岗位", field="keepers"))
    if gone := next((post for post in found if post.abolished_on), None):
        raise Refused(Verdict.deny(f"{gone.name}岗位已撤销，不能保管印章", field="keepers"))
    return found


def _clean(image: bytes) -> bytes:
    try:
        return bytes_of(read_art(image))
    except CannotSeal as unfit:
        raise Refused(Verdict.deny(str(unfit), field="image")) from unfit


def _locked(clean: bytes) -> bytes:
    try:
        return vault.lock(clean)
    except ServiceUnavailable as missing:
        raise Refused(Verdict.deny(str(missing), field="image")) from missing


def _note(
    seal: Seal, verb: str, *, by: Person | None, at: dt.datetime, payload: dict[str, Any]
) -> None:
    record(
        verb=f"seal.{verb}",
        subject=f"seal:{seal.pk}",
        at=at,
        person_key=by.key if by else "",
        person_name=by.name if by else "系统",
        payload=payload,
        channel="admin",
    )


def _facts(seal: Seal) -> dict[str, Any]:
    return {
        "unit": seal.unit.code,
        "name": seal.name,
        "diameter_mm": str(seal.diameter_mm),
        "valid_from_on": seal.valid_from_on,
        "valid_to_on": seal.valid_to_on,
        "image_sha256": seal.image_sha256,
    }


def _codes(posts: Iterable[Post]) -> list[str]:
    return sorted(post.code for post in posts)
