"""Naming who shall act where nobody may by himself: the proposer proposes, the namer names."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from apps.core.verdicts import Verdict
from apps.core.versions import save
from apps.organisation import policies
from apps.organisation.authority import law, local_day
from apps.organisation.models import Delegation, Person, Post
from apps.organisation.services.delegations import delegate, posts_of, take_back, terms_of
from apps.organisation.services.writing import announce, lock_posts, note, require, tell
from apps.organisation.vocabulary import DelegationKind, PostRole
from apps.organisation.wording import said


@transaction.atomic
def propose_substitute(
    *,
    covers: Post,
    grantee: Post,
    from_at: datetime,
    to_at: datetime,
    by: Person | None,
    at: datetime,
    document: str = "",
    reason: str = "",
) -> Delegation:
    """Let the secretary-general propose who should act; it has no effect until the mayor names."""
    proposes, names = law.naming_roles(local_day(at))
    mayor, office = _one(names), _one(proposes)
    require(
        policies.may_grant(by, office, "propose_substitute", document=document, at=at),
        policies.may_delegate(
            kind=DelegationKind.NAMED_SUBSTITUTE,
            grantor=mayor,
            grantee=grantee,
            covers=covers,
            from_at=from_at,
            to_at=to_at,
        ),
        policies.may_stand_in(grantee, from_at),
    )
    row = Delegation(
        kind=DelegationKind.NAMED_SUBSTITUTE,
        grantor=mayor,
        grantee=grantee,
        covers=covers,
        from_at=from_at,
        to_at=to_at,
        document=document,
        reason=reason,
        proposed_at=at,
        proposed_by=by,
    )
    _replace_proposals(row, by, at)
    save(row, by=by, at=at)
    note("substitute_proposed", row, by=by, at=at, payload=terms_of(row))
    return row


def _replace_proposals(row: Delegation, by: Person | None, at: datetime) -> None:
    """Take back what was proposed before for the same hours: one name at a time is put forward."""
    earlier = Delegation.objects.proposed(at).filter(
        covers=row.covers, from_at__lt=row.to_at, to_at__gt=row.from_at
    )
    for old in earlier.select_for_update(no_key=True):
        take_back(old, by, at, "另提人选")


@transaction.atomic
def name_substitute(
    *,
    proposal: Delegation,
    by: Person | None,
    at: datetime,
    document: str = "",
    grantee: Post | None = None,
) -> Delegation:
    """Let the mayor name the substitute: the one proposed, or another."""
    row = Delegation.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    lock_posts(row.grantor)
    document = document or row.document
    chosen = grantee or row.grantee
    require(
        _still_open(row),
        policies.may_grant(by, row.grantor, "name_substitute", document=document, at=at),
        policies.may_delegate(
            kind=row.kind,
            grantor=row.grantor,
            grantee=chosen,
            covers=row.covers,
            from_at=row.from_at,
            to_at=row.to_at,
            exclude=row.pk,
        ),
        policies.may_stand_in(chosen, max(at, row.from_at)),
    )
    row.grantee, row.document = chosen, document
    row.granted_at, row.granted_by = at, by
    save(row, by=by, at=at)
    note("substitute_named", row, by=by, at=at, payload=terms_of(row))
    announce(posts_of(row), at, row.from_at, row.to_at, at=at)
    tell(row, "granted", by=by, at=at)
    return row


@transaction.atomic
def name_directly(
    *,
    covers: Post,
    grantee: Post,
    from_at: datetime,
    to_at: datetime,
    by: Person | None,
    at: datetime,
    proposal: Delegation | None = None,
    reason: str = "",
) -> Delegation:
    """Let the mayor name from the page: what was proposed, or somebody else or other hours."""
    if proposal and (proposal.from_at, proposal.to_at) == (from_at, to_at):
        return name_substitute(proposal=proposal, grantee=grantee, by=by, at=at)
    require(policies.may_stand_in(grantee, max(at, from_at)))
    row = delegate(
        kind=DelegationKind.NAMED_SUBSTITUTE,
        grantor=_one(law.naming_roles(local_day(at))[1]),
        grantee=grantee,
        covers=covers,
        from_at=from_at,
        to_at=to_at,
        reason=reason,
        by=by,
        at=at,
    )
    _replace_proposals(row, by, at)
    return row


def _still_open(row: Delegation) -> Verdict:
    if row.revoked_at:
        return Verdict.deny("该提名已经撤销")
    if row.granted_at:
        return Verdict.deny(said("{mayor}已经指定，不能重复指定"))
    return Verdict.allow()


def _one(role: str) -> Post:
    post = Post.objects.filter(role=role, abolished_on__isnull=True).first()
    if post is None:
        require(Verdict.deny(f"没有设置{PostRole(role).label}岗位"))
    return post  # type: ignore[return-value]
