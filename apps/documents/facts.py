"""From rows to facts: fills the frozen dataclasses that the book's rules take.

Reads rows, asks nothing of the book, decides nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from difflib import SequenceMatcher

from apps.documents import joint
from apps.documents.models import Document
from apps.organisation import authority
from apps.organisation.authority.directory import LIVE, Directory
from apps.organisation.models import Absence, Post, Unit
from apps.organisation.vocabulary import PostRole
from apps.rulebook.rules.documents import (
    DecisionFacts,
    DraftFacts,
    SigningFacts,
    SubmissionFacts,
)

# How alike two titles of one sender within this many days must be to count as sent twice.
DUPLICATE_DAYS = 30
DUPLICATE_RATIO = 0.9


def submission(document: Document, *, released_by_head: bool = True) -> SubmissionFacts:
    """Return what the sender has written."""
    return SubmissionFacts(
        kind=document.document_kind,
        direction="upward" if document.is_incoming else "downward",
        sender_unit_kind=document.unit.kind,
        sender_name=document.unit.name,
        addressees=tuple(document.addressees),
        addressee_is_person=document.addressed_to_person,
        assigned_by_leader=bool(document.assignment_reference.strip()),
        released_by_head=released_by_head,
        # The head's name is put on the document when he releases it.
        signer_present=True,
        contact_present=bool(document.contact_name and document.contact_phone),
        matters_count=document.matters_count,
        title=document.title,
        body=document.body_text,
        classification=document.handling,
        skip_approved=bool(document.skip_approval.strip()),
        duplicates=_duplicates(document),
    )


def _duplicates(document: Document) -> int:
    """Count documents of the same unit under way with much the same title sent to others."""
    since = document.opened_at - dt.timedelta(days=DUPLICATE_DAYS)
    others = Document.objects.incoming().filter(unit_id=document.unit_id, opened_at__gte=since)
    others = others.exclude(pk=document.pk).exclude(phase__in=["draft", "withdrawn"])
    return sum(
        1
        for title, addressees in others.values_list("title", "addressees")
        if addressees != document.addressees and _alike(title, document.title)
    )


def _alike(one: str, other: str) -> bool:
    """Say whether two titles name the same matter, whatever their signs and small words."""
    one, other = ("".join(filter(str.isalnum, title)) for title in (one, other))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= DUPLICATE_RATIO


def decision(document: Document, at: dt.datetime, directory: Directory = LIVE) -> DecisionFacts:
    """Return what the office knows when it submits a document for decision."""
    others = sorted(document.co_leaders.all(), key=lambda post: (post.position, post.pk))
    return decision_about(
        document.unit,
        at,
        directory,
        kind=document.document_kind,
        subject=document.subject,
        others=others,
        major=document.major,
    )


def leaders_of_partners(document: Document, at: dt.datetime) -> list[Post]:
    """Return the leaders in charge of those who send it too, beside the leader of the sender."""
    found = [LIVE.leader_of(unit, at) for unit in joint.partners(document)]
    own = LIVE.leader_of(document.unit, at) if found else None
    return [post for post in dict.fromkeys(found) if post is not None and post != own]


def decision_about(
    unit: Unit,
    at: dt.datetime,
    directory: Directory = LIVE,
    *,
    kind: str,
    subject: str,
    others: Sequence[Post],
    major: bool,
) -> DecisionFacts:
    """Return the same of a paper that need not be there: who is in charge of its sender."""
    leader = directory.leader_of(unit, at)
    task = directory.special_task(unit, subject, at)
    mayor = directory.only(PostRole.MAYOR)
    return DecisionFacts(
        kind=kind,
        sender_code=unit.code,
        sender_name=unit.name,
        leader_post=leader.code if leader else "",
        leader_name=directory.called(leader, at) if leader else "",
        delegation_post=task.grantee.code if task else "",
        delegation_name=directory.called(task.grantee, at) if task else "",
        delegation_ref=(task.document or task.subject) if task else "",
        co_leaders=tuple(p.code for p in others),
        co_leader_names=tuple(directory.called(p, at) for p in others),
        major=major,
        sender_is_mayor_portfolio=bool(leader and leader.role == PostRole.MAYOR),
        mayor_post=mayor.code if mayor else "",
    )


def signing(document: Document, at: dt.datetime, directory: Directory = LIVE) -> SigningFacts:
    """Return what is to be signed, and by whose portfolio.

    Whether the usual signer is away is asked of the moment only, never of a plan that is tried.
    """
    signer = directory.only(PostRole.SECRETARY_GENERAL) if directory is LIVE else None
    return signing_about(
        document.unit,
        at,
        directory,
        issuer=document.issuer,
        doc_class=document.doc_class,
        important=document.important,
        signer_away=bool(signer and _is_away(signer, at)),
    )


def signing_about(
    unit: Unit,
    at: dt.datetime,
    directory: Directory = LIVE,
    *,
    issuer: str,
    doc_class: str,
    important: bool,
    signer_away: bool,
) -> SigningFacts:
    """Return the same of a paper that need not be there."""
    leader = directory.leader_of(unit, at)
    return SigningFacts(
        issuer=issuer,
        doc_class=doc_class,
        important=important,
        leader_post=leader.code if leader else "",
        leader_name=directory.called(leader, at) if leader else "",
        unit_code=unit.code,
        leader_is_mayor=bool(leader and leader.role == PostRole.MAYOR),
        signer_away=signer_away,
    )


def _is_away(post: Post, at: dt.datetime) -> bool:
    """Say whether nobody sits on the post or its holder is out of the city."""
    people = [person for person, _ in authority.acting(post, at).people]
    gone = Absence.objects.covering(at).filter(person__in=people, leaves_city=True)
    return not people or gone.exists()


def draft(document: Document) -> DraftFacts:
    """Return what the drafter has stated about the content."""
    return DraftFacts(
        issuer=document.issuer,
        doc_class=document.doc_class,
        important=document.important,
        normative=document.doc_class == Document.DocClass.NORMATIVE,
        major_decision=document.major_decision,
        public_interest=document.public_interest,
        stability_risk=document.stability_risk,
        market_activity=document.market_activity,
        other_units=tuple(unit.short_name for unit in joint.others(document)),
        joint_units=tuple(unit.short_name for unit in joint.partners(document)),
        disagreement=document.disagreement,
        disputed=document.disputed,
        meeting_required=document.meeting_required,
        party_committee=document.party_committee,
        party_report=document.party_report,
        secret_by_law=document.secret_by_law,
        department_name=document.unit.name,
    )
