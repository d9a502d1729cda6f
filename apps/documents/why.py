"""What documents add to the page that says why and why not: the book's answers, and the acts.

Asks the rules and the policies; decides nothing, writes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from apps.core.verdicts import Verdict
from apps.documents import policies, rules
from apps.documents.models import Document
from apps.documents.services.routing import limit_answer
from apps.documents.transitions import incoming, outgoing
from apps.matters import flow, proofs, reasons
from apps.matters.flow import Transition
from apps.matters.purposes import Topic, purpose_of
from apps.organisation.authority import Hat
from apps.rulebook import shelf
from apps.rulebook.inquiry_kinds import said_deadline, said_needs, said_route
from apps.rulebook.inquiry_typed import said_signing, said_submission

# The meanings of a book that a document may come under.
ASKS = (
    "documents.",
    "consultation.",
    "public_comment.",
    "legality_review.",
    "party_report.",
    "disclosure.publication",
    "matters.step_limits",
)


def table(document: Document) -> tuple[Transition, ...]:
    """Return the procedure of the document."""
    return incoming.TABLE if document.is_incoming else outgoing.TABLE


def answers(document: Document, at: dt.datetime) -> Iterable[Topic]:
    """Return what the book says of sending, deciding or signing, prerequisites and limits."""
    book = rules.book_of(document)
    if document.is_incoming:
        if document.state in incoming.SUBMIT.sources | incoming.RELEASE.sources:
            yield Topic("报送要求", said_submission(rules.submission(document, at), book), book)
        yield Topic("呈批程序", said_route(rules.decision_route(document, at), book), book)
    else:
        yield Topic("签发权限", said_signing(rules.signing(document, at), book), book)
    yield Topic("前置程序", said_needs(rules.requirements(document), book), book)
    asked = {row.group: row for row in document.consultations.all()}
    shown = set()
    for step in reasons.waiting(document):
        if (step.group, step.purpose) not in shown:
            shown.add((step.group, step.purpose))
            limit = limit_answer(document, step, asked.get(step.group))
            label = purpose_of(document.kind, step.purpose).label
            agreed = shelf.book_on(document.book, timezone.localdate(step.opened_at))
            yield Topic(f"“{label}”的时限", said_deadline(limit), agreed)


def acts(
    hats: tuple[Hat, ...], document: Document, at: dt.datetime
) -> Iterable[tuple[str, Verdict]]:
    """Return the acts that are no steps: the drafter's, the signer's, proofs, asking others."""
    own = incoming if document.is_incoming else outgoing
    yield (
        own.SUBMIT.label,
        reasons.best(flow.check(own.SUBMIT, document, hat=h, at=at) for h in hats),
    )
    yield (
        own.WITHDRAW.label,
        reasons.best(flow.check(own.WITHDRAW, document, hat=h, at=at) for h in hats),
    )
    yield "征求其他单位意见", reasons.best([policies.can_consult(h, document)] for h in hats)
    if document.is_incoming:
        verb = incoming.CALL_UP if document.state == "deciding" else incoming.CALL_BACK
        yield (verb.label, reasons.best(flow.check(verb, document, hat=h, at=at) for h in hats))
    if not document.is_incoming:
        yield "签发这类文件（按权限）", reasons.best([rules.signer(h, document)] for h in hats)
    yield "代录纸质批示", policies.can_record_paper(hats)
    for row, finding in proofs.lights(document):
        if not proofs.is_met(finding):
            _, verdict = policies.prover(hats, document, row, "satisfied", at)
            yield f"登记“{row.label}”", verdict
