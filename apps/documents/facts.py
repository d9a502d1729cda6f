"""From rows to facts: fills the frozen dataclasses that the book's rules take.

Reads rows, asks nothing of the book, decides nothing.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from apps.documents.models import Document
from apps.organisation import authority
from apps.organisation.models import Absence, Post
from apps.organisation.vocabulary import PostRole
from apps.rulebook.rules.documents import (
    DecisionFacts,
    DraftFacts,
    SigningFacts,
    SubmissionFacts,
)

# How alike two titles of one sender within this many days must be to count as sent twice.
DUPLICATE_DAYS = 30


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
    """Count open documents of the same unit with the same title sent to somebody else."""
    since = document.opened_at - dt.timedelta(days=DUPLICATE_DAYS)
    others = Document.objects.incoming().filter(
        unit_id=document.unit_id, title=document.title.strip(), opened_at__gte=since
    )
    others = others.exclude(pk=document.pk).exclude(phase__in=["draft", "withdrawn"])
    return sum(1 for other in others if other.addressees != document.addressees)


def decision(document: Document, at: dt.datetime) -> DecisionFacts:
    """Return what the office knows when it submits a document for decision."""
    leader = authority.leader_of(document.unit, at)
    task = authority.special_task(document.unit, document.subject, at)
    mayor = Post.objects.filter(role=PostRole.MAYOR, abolished_on__isnull=True).first()
    others = list(document.co_leaders.order_by("position", "pk"))
    return DecisionFacts(
        kind=document.document_kind,
        sender_code=document.unit.code,
        sender_name=document.unit.name,
        leader_post=leader.code if leader else "",
        leader_name=_called(leader, at) if leader else "",
        delegation_post=task.grantee.code if task else "",
        delegation_name=_called(task.grantee, at) if task else "",
        delegation_ref=(task.document or task.subject) if task else "",
        co_leaders=tuple(p.code for p in others),
        co_leader_names=tuple(_called(p, at) for p in others),
        major=document.major,
        sender_is_mayor_portfolio=bool(leader and leader.role == PostRole.MAYOR),
        mayor_post=mayor.code if mayor else "",
    )


def signing(document: Document, at: dt.datetime) -> SigningFacts:
    """Return what is to be signed, and by whose portfolio."""
    leader = authority.leader_of(document.unit, at)
    signer = Post.objects.filter(role=PostRole.SECRETARY_GENERAL, abolished_on__isnull=True).first()
    return SigningFacts(
        issuer=document.issuer,
        doc_class=document.doc_class,
        important=document.important,
        leader_post=leader.code if leader else "",
        leader_name=_called(leader, at) if leader else "",
        unit_code=document.unit.code,
        leader_is_mayor=bool(leader and leader.role == PostRole.MAYOR),
        signer_away=bool(signer and _is_away(signer, at)),
    )


def _called(post: Post, at: dt.datetime) -> str:
    """Return 松见山副市长, as sentences call a leader; the post alone while nobody holds it."""
    today = post.appointments.on(timezone.localdate(at))
    holder = today.values_list("person__name", flat=True).first()
    return f"{holder or ''}{post.name}"


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
        other_units=tuple(document.other_units.values_list("short_name", flat=True)),
        disagreement=document.disagreement,
        disputed=document.disputed,
        meeting_required=document.meeting_required,
        party_committee=document.party_committee,
        party_report=document.party_report,
        secret_by_law=document.secret_by_law,
        department_name=document.unit.name,
    )
