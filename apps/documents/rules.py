"""Asking the book about a document: facts in, the book's answer out.

Every answer is given by the book under which the document was opened. Nothing is decided here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from django.utils import timezone

from apps.core.verdicts import Cite, Verdict
from apps.documents import drawn, facts, joint, numbering, seals
from apps.documents.models import Document
from apps.matters import proofs
from apps.organisation.authority import Hat
from apps.organisation.authority.directory import LIVE, Directory
from apps.organisation.vocabulary import PORTFOLIO_ROLES
from apps.organisation.wording import said
from apps.rulebook import shelf
from apps.rulebook.answers import Deadline, RequirementSpec, Route, Signing
from apps.rulebook.book import Book
from apps.rulebook.questions.documents import SILENCE
from apps.rulebook.rules import documents as law
from apps.rulebook.rules.asking import regulated
from apps.rulebook.rules.authority import signature_mark
from apps.rulebook.rules.deadlines import deadline, own_limit_needs_reason, step_deadline
from apps.rulebook.rules.rulings import rule_on
from apps.rulebook.terms import Urgency
from apps.workdays.services import calendar

# The book's meanings and keys that this room asks for by name.
REPLY = "consultation.reply"
OUTGOING_ONLY = ("disclosure", "policy_interpretation")
LONGEST_LIMIT = 60


def book_of(document: Document) -> Book:
    """Return the book under which the document was opened."""
    return shelf.book(document.book)


def submission(document: Document, at: dt.datetime) -> Iterable[Verdict]:
    """Return every reason why the document may not be sent as it is."""
    return (
        *completeness(document),
        *numbering.own_number(document),
        *law.check_submission(facts.submission(document), book_of(document)),
        *proofs.missing(document, "submit"),
        *joint.unsigned(document),
    )


def completeness(document: Document) -> list[Verdict]:
    """Return what is still empty that no document can do without."""
    wanted = (
        ("title", document.title.strip(), "请填写标题"),
        ("body_text", document.body_text.strip(), "请填写正文"),
        ("addressees", document.addressees, "请填写主送机关"),
    )
    return [Verdict.deny(text, field=name) for name, value, text in wanted if not value]


def release(document: Document, at: dt.datetime) -> Iterable[Verdict]:
    """Return what stands against the release: the rules of writing may have changed meanwhile."""
    return [v for v in submission(document, at) if not v.soft]


def opinion(document: Document, at: dt.datetime) -> Iterable[Verdict]:
    """Refuse where nobody is in charge of the sender: no leader can be asked."""
    route = decision_route(document, at)
    if not any(ref.post or ref.role for stage in route.stages for ref in stage.posts):
        return [Verdict.deny(f"{document.unit.name}没有分管领导同志，请先核对分工方案")]
    return []


def decision_route(document: Document, at: dt.datetime, directory: Directory = LIVE) -> Route:
    """Return the leaders' stages for an incoming document."""
    return law.decision_route(facts.decision(document, at, directory), book_of(document))


def not_yet_called_up(document: Document, at: dt.datetime) -> Iterable[Verdict]:
    """Refuse to call up what comes before that leader anyhow."""
    if document.major:
        yield Verdict.deny(said("本件已列为重大事项，批示后呈{mayor}审批，无须提级"))


def draft(document: Document, at: dt.datetime) -> Iterable[Verdict]:
    """Return every reason why an outgoing draft may not go to the office."""
    refused = law.signing(facts.signing(document, at), book_of(document)).refused
    return (*completeness(document), *secrecy(document), *refused)


def secrecy(document: Document) -> list[Verdict]:
    """Return the refusals that are about secrecy: asked before anything is kept."""
    answers = law.check_submission(facts.submission(document), book_of(document))
    return [v for v in answers if v.field in ("classification", "handling")]


def requirements(document: Document) -> tuple[RequirementSpec, ...]:
    """Return what this class of document needs before it goes on."""
    specs = law.requirements(facts.draft(document), book_of(document))
    # What comes in is published, if at all, by what the government issues upon it.
    return tuple(s for s in specs if not (document.is_incoming and s.key in OUTGOING_ONLY))


def cites_of(document: Document, key: str) -> tuple[Cite, ...]:
    """Return the clauses of one prerequisite of the document."""
    row = document.requirements.filter(key=key).first()
    return tuple(Cite(**cite) for cite in row.cites) if row else ()


def before_agreeing(document: Document) -> list[Verdict]:
    """Return what is missing before a leader's consent closes the decision."""
    return [v for m in ("meeting", "sign") for v in proofs.missing(document, m)]


def before_closing(document: Document, at: dt.datetime) -> Iterable[Verdict]:
    """Return what is missing before the document is closed."""
    return proofs.missing(document, "close")


def before_signing(document: Document, at: dt.datetime) -> Iterable[Verdict]:
    """Return what is missing before signature, gates of earlier milestones included."""
    return [
        verdict
        for milestone in ("submit", "meeting", "sign")
        for verdict in proofs.missing(document, milestone)
    ]


def before_signature(document: Document, at: dt.datetime) -> Iterable[Verdict]:
    """Return what stands against the signature itself: a gate still open, a page not to standard.

    The page is drawn only where nothing else is missing.
    """
    missing = list(before_signing(document, at))
    return missing or drawn.faults(document, timezone.localdate(at))


def before_issue(document: Document, at: dt.datetime) -> Iterable[Verdict]:
    """Return what is missing before it is issued: page, seal, disclosure, open gates."""
    refusals = [v for m in ("dispatch", "close") for v in proofs.missing(document, m)]
    refusals += _page(document) or seals.before_issue(document, timezone.localdate(at))
    if not document.disclosure:
        refusals.append(Verdict.deny("请先确定公开属性", field="disclosure"))
    return refusals


def before_sealing(document: Document, at: dt.datetime) -> Iterable[Verdict]:
    """Return what stands against setting the seal: there is none to set, the page is not good."""
    return seals.before_use(document, timezone.localdate(at)) or _page(document)


def _page(document: Document) -> list[Verdict]:
    """Return why the file to be issued cannot be used as it is."""
    if document.print_file_id is None:
        return [Verdict.deny("印发稿尚未排版完成，请稍候刷新")]
    if not (document.print_report or {}).get("ok"):
        return [Verdict.deny("印发稿版式不符合标准，请核对版式检查结果后再印发")]
    return []


def signing(document: Document, at: dt.datetime, directory: Directory = LIVE) -> Signing:
    """Return the permitted ways to sign the document."""
    return law.signing(facts.signing(document, at, directory), book_of(document))


def signer(hat: Hat, document: Document) -> Verdict:
    """Say whether the hat may sign: a step handed on does not hand on the power to sign."""
    # Settling has just moved latest_at: the instant of the act. A plan that changed meanwhile
    # leaves the paper with whoever had it, hence any of the leaders in charge of a field.
    asked = replace(facts.signing(document, document.latest_at), signer_away=False)
    book = book_of(document)
    if hat.sign_classes and document.doc_class not in hat.sign_classes:
        name = document.get_doc_class_display()
        reason = f"委托未写明可以签发{name}，须待委托人回来或者另行委托"
        return Verdict.deny(reason, (hat.cite,) if hat.cite else ())
    if hat.role in PORTFOLIO_ROLES:
        in_charge = law.may_sign(asked, "portfolio_leader", hat.capacity, book)
        if in_charge:
            return in_charge
    return law.may_sign(asked, hat.role, hat.capacity, book)


def signature(document: Document) -> str:
    """Return who signed, with the mark that the book sets beside a substitute's name."""
    if document.signed_by is None or document.signed_hat is None:
        return ""
    mark = signature_mark(document.signed_hat["capacity"], book_of(document))
    return f"{document.signed_by.name}（{mark}）" if mark else document.signed_by.name


def office_review_cites(document: Document) -> tuple[Cite, ...]:
    """Return the clauses by which the office looks at a document before any leader."""
    book = book_of(document)
    key = "documents.handling_opinion"
    return book.cites(book.provision(key).clauses) if key in book.provisions else ()


def publication(document: Document) -> Deadline | None:
    """Return by when an issued document is published, None where it is not to be."""
    if document.issued_on is None or document.disclosure != Document.Disclosure.PROACTIVE:
        return None
    return publication_deadline(document, document.issued_on)


def publication_deadline(document: Document, start: dt.date) -> Deadline:
    """Return the last day to publish a document that is open to everybody."""
    book = shelf.book_on(document.book, start)
    return deadline("disclosure.publication", start, book, calendar())


def reply_deadline(document: Document, start: dt.date, days: int | None = None) -> Deadline:
    """Return by when a unit asked for its opinion replies; ``days`` is the lead unit's limit."""
    return deadline(REPLY, start, book_of(document), calendar(), days=days)


def own_limit(document: Document, days: int | None, reason: str) -> Verdict:
    """Say whether the lead unit may set this limit of its own, with this reason."""
    if days is None:
        return Verdict.allow()
    if not 1 <= days <= LONGEST_LIMIT:
        words = f"另定的时限应在1至{LONGEST_LIMIT}个工作日之间"
        return Verdict.deny(words, field="days")
    if own_limit_needs_reason(REPLY, days, book_of(document)) and not reason.strip():
        book = book_of(document)
        cites = book.cites(book.provision(REPLY).clauses)
        return Verdict.deny("另定的时限较短，请写明理由", cites, field="reason")
    return Verdict.allow()


def silence(document: Document, unit: str) -> Verdict:
    """Say whether the silence of a unit, once its limit is over, counts as no objection.

    Only a book can give silence a meaning: where it says nothing, silence means nothing.
    """
    book = book_of(document)
    if not regulated(SILENCE, book):
        return Verdict.deny(f"{unit}逾期未回复，规则未规定其效力，请催办")
    about = {"about": "opinion", "overdue": True}
    return rule_on(SILENCE, book, names={"unit": unit}, **about).verdict


def has_length(document: Document, key: str) -> bool:
    """Say whether the book asks for a length of a prerequisite."""
    return f"{key}.length" in book_of(document).provisions


def period(
    document: Document,
    key: str,
    start: dt.date | None,
    end: dt.date | None,
    today: dt.date,
    shortened: str,
) -> Verdict:
    """Say whether a prerequisite lasted as long as the book asks, where it asks for a length."""
    if not has_length(document, key):
        return Verdict.allow()
    cites = cites_of(document, key)
    if start is None or end is None:
        return Verdict.deny("请填写起止日期", cites, field="starts_on")
    if end > today:
        return Verdict.deny("截止日期还没有到，请在截止后登记", cites, field="ends_on")
    least = deadline(f"{key}.length", start, book_of(document), calendar())
    if end < least.due_on and not shortened.strip():
        return Verdict.deny(least.sentence, least.cites, field="ends_on")
    return Verdict.allow()


def station_deadline(document: Document, purpose: str, start: dt.date) -> Deadline | None:
    """Return the limit for a station: of the book, or agreed in the office; None for no limit."""
    meaning = f"{purpose}.opinion"
    if meaning in book_of(document).provisions:
        return deadline(meaning, start, book_of(document), calendar())
    return step_deadline(
        purpose,
        cast(Urgency, document.urgency),
        start,
        shelf.book_on(document.book, start),
        calendar(),
    )
