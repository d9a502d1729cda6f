"""Delegations: leaders entrust, the mayor names a substitute, both take back; each is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.core.verdicts import Verdict
from apps.core.versions import save
from apps.organisation import policies
from apps.organisation.authority import entrusting, local_day
from apps.organisation.models import Delegation, Person, Post, Unit
from apps.organisation.services.writing import announce, lock_posts, note, require, tell
from apps.organisation.vocabulary import DelegationKind


@transaction.atomic
def delegate(
    *,
    kind: str,
    grantor: Post,
    grantee: Post,
    from_at: datetime,
    to_at: datetime,
    by: Person | None,
    at: datetime,
    powers: Sequence[str] = (),
    sign_classes: Sequence[str] = (),
    subject: str = "",
    units: Iterable[Unit] = (),
    covers: Post | None = None,
    document: str = "",
    reason: str = "",
) -> Delegation:
    """Entrust something for a period; whoever is not the grantor records a named paper."""
    lock_posts(grantor)
    verdict = check_delegation(
        kind=kind,
        grantor=grantor,
        grantee=grantee,
        covers=covers,
        powers=powers,
        sign_classes=sign_classes,
        subject=subject,
        from_at=from_at,
        to_at=to_at,
        document=document,
        by=by,
        at=at,
    )
    row = Delegation(
        kind=kind,
        grantor=grantor,
        grantee=grantee,
        covers=covers,
        powers=list(powers),
        sign_classes=list(sign_classes),
        subject=subject,
        from_at=from_at,
        to_at=to_at,
        document=document,
        reason=reason,
        granted_at=at,
        granted_by=by,
    )
    save(row, by=by, at=at)
    row.units.set(units)
    note("delegated", row, by=by, at=at, cites=verdict.cites, payload=terms_of(row))
    announce(posts_of(row), at, from_at, to_at, at=at)
    tell(row, "granted", by=by, at=at)
    return row


def check_delegation(
    *,
    kind: str,
    grantor: Post,
    grantee: Post,
    by: Person | None,
    at: datetime,
    document: str = "",
    subject: str = "",
    reason: str = "",
    **terms: Any,
) -> Verdict:
    """Raise Refused with every reason why it could not be granted; return the book's consent."""
    verdict = policies.may_delegate(
        kind=kind, grantor=grantor, grantee=grantee, subject=subject, **terms
    )
    require(
        policies.may_grant(by, grantor, _power(kind), document=document, at=at),
        verdict,
        _referenced(kind, grantee, subject, document, at),
        policies.may_begin(terms["from_at"], terms["to_at"], at) if by else Verdict.allow(),
    )
    return verdict


def _referenced(kind: str, grantee: Post, subject: str, document: str, at: datetime) -> Verdict:
    """Ask the book whether a task may be entered with this reference; others need none."""
    if kind != DelegationKind.SPECIAL_TASK:
        return Verdict.allow()
    return entrusting.task_allowed(grantee.name, subject, document, local_day(at))


@transaction.atomic
def revoke_delegation(
    *,
    delegation: Delegation,
    by: Person | None,
    at: datetime,
    reason: str = "",
    document: str = "",
) -> Delegation:
    """Take a delegation back from this instant; what was decided under it stands."""
    row = Delegation.objects.select_for_update(no_key=True).get(pk=delegation.pk)
    require(policies.may_revoke(by, row, document=document, at=at))
    take_back(row, by, at, reason.strip(), document.strip())
    if row.granted_at:
        tell(row, "revoked", by=by, at=at)
    return row


def take_back(
    row: Delegation, by: Person | None, at: datetime, reason: str, document: str = ""
) -> None:
    row.revoked_at, row.revoked_by = at, by
    row.revoked_reason = f"{reason}（依据：{document}）" if document else reason
    save(row, by=by, at=at)
    note("delegation_revoked", row, by=by, at=at, payload={"reason": row.revoked_reason})
    announce(posts_of(row), at, at=at)


def _power(kind: str) -> str:
    """The power that granting a delegation exercises."""
    return "name_substitute" if kind == DelegationKind.NAMED_SUBSTITUTE else "redelegate"


def posts_of(row: Delegation) -> tuple[int, ...]:
    return (row.covers_id or row.grantor_id, row.grantee_id)


def terms_of(row: Delegation) -> dict[str, object]:
    return {
        "kind": row.kind,
        "grantor": row.grantor.code,
        "grantee": row.grantee.code,
        "covers": row.covers.code if row.covers else "",
        "powers": list(row.powers),
        "sign_classes": list(row.sign_classes),
        "subject": row.subject,
        "from_at": row.from_at.isoformat(),
        "to_at": row.to_at.isoformat(),
        "document": row.document,
        "reason": row.reason,
    }
