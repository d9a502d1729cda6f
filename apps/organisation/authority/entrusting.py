"""What the rulebook says about entrusting: who, to whom, which powers go along and which stay.

Owns the questions that a grant, a paper entered by the office and a hand-over put to the book of
the day. Refuses to decide by itself: where a book is silent nobody entrusts anything.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from apps.core.verdicts import Cite, Verdict
from apps.organisation.authority import law
from apps.organisation.vocabulary import Capacity, DelegationKind, PostRole
from apps.rulebook.errors import NotRegulated
from apps.rulebook.provisions.authority import Capacities
from apps.rulebook.questions.meetings.calling import CHAIR
from apps.rulebook.questions.organisation import DELEGATION, HAND_OVER, RECORDING
from apps.rulebook.questions.words import DOC_CLASSES
from apps.rulebook.rules import authority as rules
from apps.rulebook.rules import documents
from apps.rulebook.rules.rulings import rule_on

if TYPE_CHECKING:
    from apps.rulebook.book import Book
    from apps.rulebook.questions import Question

# Under which capacity somebody acts by a delegation of each kind; a meeting is a right by itself.
CAPACITY = {
    DelegationKind.ACTING_MAYOR: Capacity.ACTING_MAYOR,
    DelegationKind.SPECIAL_TASK: Capacity.DELEGATION,
    DelegationKind.NAMED_SUBSTITUTE: Capacity.NAMED,
}
SILENT = Verdict.deny("工作规则未规定此种委托")
NOT_A_PARTY = "{name}岗位不能作出或者接受委托"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A power that does not go along, and the book's sentence for it."""

    power: str
    name: str
    sentence: str
    cites: tuple[Cite, ...] = ()


def _ruled(question: Question, day: date, **facts: str) -> Verdict:
    book = law.book_on(day)
    if book is None:
        return law.NO_BOOK
    # The book's words are plain ones; a choice of Django is not.
    plain: dict[str, Any] = {name: str(value) for name, value in facts.items()}
    try:
        return rule_on(question, book, **plain).verdict
    except NotRegulated:
        return SILENT


def may_entrust_to(kind: str, grantor_role: str, grantee_role: str, day: date) -> Verdict:
    """Ask whether a post of one role may entrust such a thing to a post of another."""
    for name, role in (("grantor", grantor_role), ("grantee", grantee_role)):
        fact = DELEGATION.fact(name)
        if fact is not None and role not in fact.values:
            label = PostRole(role).label if role in PostRole.values else ""
            return Verdict.deny(NOT_A_PARTY.format(name=label), field=name)
    return _ruled(DELEGATION, day, matter=kind, grantor=grantor_role, grantee=grantee_role)


def kinds_of(grantor_role: str, day: date) -> list[str]:
    """Return what a post of a role may entrust to anybody at all, in the order of the kinds."""
    return [str(kind) for kind in DelegationKind if grantees_of(kind, grantor_role, day)]


def grantees_of(kind: str, grantor_role: str, day: date) -> list[str]:
    """Return the roles to which a post of a role may entrust such a thing."""
    fact = DELEGATION.fact("grantee")
    roles = [str(role) for role in fact.values] if fact else []
    return [r for r in roles if may_entrust_to(kind, grantor_role, r, day)]


def may_record(role: str, day: date) -> Verdict:
    """Ask whether a post of a role may enter a leader's delegation from a paper."""
    fact = RECORDING.fact("recorder")
    if fact is not None and role not in fact.values:
        role = "unit_deputy"  # the least of those whom the question knows
    return _ruled(RECORDING, day, recorder=role)


def may_move_steps(mover: str, day: date) -> Verdict:
    """Ask whether somebody may hand over what waits for a post; ``mover`` is one of MOVERS."""
    return _ruled(HAND_OVER, day, mover=mover)


def task_allowed(name: str, subject: str, document: str, day: date) -> Verdict:
    """Ask whether a special task may be entered with this reference."""
    book = law.book_on(day)
    if book is None:
        return law.NO_BOOK
    facts = rules.SpecialTaskFacts(name=name, subject=subject, reference=document)
    return rules.special_task(facts, book)


def may_chair(role: str, mandator: str, day: date, *, mandated: bool = True) -> Verdict:
    """Ask whether a post of a role may convene and chair a topic meeting, on a mandate or not."""
    book = law.book_on(day)
    if book is None:
        return law.NO_BOOK
    facts = {"meeting_kind": "topic", "chair": str(role), "mandated": mandated}
    try:
        return rule_on(CHAIR, book, names={"mandator": mandator}, **facts).verdict
    except (NotRegulated, ValueError):
        return SILENT


def signable_classes(day: date) -> list[tuple[str, str]]:
    """Return the classes of documents that an acting mayor may sign, as (class, name)."""
    book = law.book_on(day)
    return [(c, n) for c, n in DOC_CLASSES.items() if book and _may_sign(c, book)]


def unsignable_classes(day: date) -> list[Withheld]:
    """Return the classes that only the mayor signs, each with the book's sentence."""
    book = law.book_on(day)
    if book is None:
        return []
    found = [(c, n, _may_sign(c, book)) for c, n in DOC_CLASSES.items()]
    return [Withheld(c, n, v.reason, v.cites) for c, n, v in found if not v]


def _may_sign(doc_class: str, book: Book) -> Verdict:
    facts = documents.SigningFacts(doc_class=doc_class, leader_is_mayor=True)
    try:
        return documents.may_sign(facts, PostRole.MAYOR, Capacity.ACTING_MAYOR, book)
    except NotRegulated:
        return SILENT


def withheld(kind: str, powers: Collection[str], day: date) -> list[Withheld]:
    """Return the powers that stay with the grantor, in the book's order and words."""
    book, capacity = law.book_on(day), CAPACITY.get(DelegationKind(kind))
    if book is None or capacity is None:
        return []
    names = book.provision("authority.capacities", Capacities).powers
    asked = {p: rules.capacity_may(p, capacity, book, granted=powers) for p in names}
    return [Withheld(p, names[p], v.reason, v.cites) for p, v in asked.items() if not v]


def named_powers(powers: Collection[str], day: date) -> list[str]:
    """Return what the book calls the powers that a mandate names."""
    book = law.book_on(day)
    names = book.provision("authority.capacities", Capacities).powers if book else {}
    return [name for power, name in names.items() if power in powers]


def named_classes(classes: Collection[str]) -> list[str]:
    """Return what classes of documents are called."""
    return [name for code, name in DOC_CLASSES.items() if code in classes]
