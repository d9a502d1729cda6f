"""May this document be sent to the city government as it is (行文规则)?

Owns the checks at the sender's desk and at first review. Refuses to judge substance: where
words alone prove nothing the refusal is soft and a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from apps.core.verdicts import Verdict
from apps.rulebook.book import Book
from apps.rulebook.provisions.documents import HandlingOpinion
from apps.rulebook.provisions.submission import (
    Classification,
    DocumentKinds,
    EmbeddedRequest,
    HeadRelease,
    LevelSkipping,
    RequiredForm,
    Rule,
    SingleAddressee,
    SingleMatter,
)


@dataclass(frozen=True, slots=True)
class SubmissionFacts:
    """What the sender has written, and what the office found at first review.

    ``kind``: one of the 15 kinds (terms.DocumentKind); ``direction``: upward, downward,
    lateral or public; ``sender_unit_kind``: terms.UnitKind, "" where unknown.
    ``addressees``: names of the 主送; ``addressee_is_person``: one of them is a leader by name;
    ``assigned_by_leader``: a record of that leader's 交办 is linked.
    ``released_by_head``: released by the head or the acting head; ``head_has_read``: a deputy
    released it after the head had read it. ``matters_count``: matters asked for.
    ``classification``: code (public, internal) or the word itself.
    ``level_skipped``: somebody established that a level is skipped; ``skip_approved``: the
    approval is linked. ``duplicates``: near-identical documents sent to others.
    ``opinion``: the office's 办理意见; None before that station.
    ``embedded_confirmed_none``: a person has looked at the phrases found and confirmed that
    nothing is requested.
    """

    kind: str = "request_for_instructions"
    direction: str = "upward"
    sender_unit_kind: str = "department"
    sender_name: str = ""
    addressees: tuple[str, ...] = ()
    addressee_is_person: bool = False
    assigned_by_leader: bool = False
    released_by_head: bool = True
    head_has_read: bool = False
    signer_present: bool = True
    contact_present: bool = True
    matters_count: int = 1
    title: str = ""
    body: str = ""
    classification: str = "public"
    level_skipped: bool = False
    skip_approved: bool = False
    duplicates: int = 0
    opinion: str | None = None
    embedded_confirmed_none: bool = False


Check = Callable[[SubmissionFacts, Book], Iterator[Verdict]]


def check_submission(facts: SubmissionFacts, book: Book) -> tuple[Verdict, ...]:
    """Return every refusal, each with its form field, sentence and clause; empty means yes.

    Soft refusals may be overridden by a named person with a recorded reason.
    """
    return tuple(denial for check in _CHECKS for denial in check(facts, book))


def kind_name(kind: str, book: Book) -> str:
    """Return the book's name of a kind of document, or the code where the book is silent."""
    rule = book.find("documents.kinds", DocumentKinds)
    entry = rule.kind(kind) if rule else None
    return entry.name if entry else kind


def _deny(
    facts: SubmissionFacts,
    book: Book,
    rule: Rule,
    sentence: str,
    *,
    count: int = 0,
    found: str = "",
) -> Verdict:
    return book.deny(
        sentence,
        rule.clauses,
        field=rule.field,
        soft=rule.soft,
        kind=kind_name(facts.kind, book),
        sender=facts.sender_name or book.vocabulary.sender,
        count=count or facts.matters_count,
        found=found,
        classification=facts.classification,
    )


def _classification(facts: SubmissionFacts, book: Book) -> Iterator[Verdict]:
    rule = book.find("documents.classification", Classification)
    if rule is None:
        return
    known = facts.classification in rule.allowed or facts.classification in rule.allowed.values()
    marked = rule.pattern and rule.pattern.search(f"{facts.title}\n{facts.body}")
    if not known or marked:
        yield _deny(facts, book, rule, rule.sentence)


def _direction(facts: SubmissionFacts, book: Book) -> Iterator[Verdict]:
    rule = book.find("documents.kinds", DocumentKinds)
    if rule is None:
        return
    kind = rule.kind(facts.kind)
    if kind is None or facts.direction not in kind.directions:
        fitting = [k.name for k in rule.kinds.values() if facts.direction in k.directions]
        sentence = rule.wrong_direction if kind else rule.unknown
        name, allowed = kind.name if kind else "", "、".join(fitting)
        yield book.deny(sentence, rule.clauses, field="kind", kind=name, allowed=allowed)


def _required(facts: SubmissionFacts, book: Book) -> Iterator[Verdict]:
    rule = book.find("documents.required_form", RequiredForm)
    for row in rule.fields if rule else ():
        applies = facts.direction in row.directions and (not row.kinds or facts.kind in row.kinds)
        value = getattr(facts, row.fact)
        if applies and not (value.strip() if isinstance(value, str) else value):
            yield book.deny(
                row.sentence,
                row.clauses or (rule.clauses if rule else ()),
                field=row.field,
                kind=kind_name(facts.kind, book),
            )


def _level(facts: SubmissionFacts, book: Book) -> Iterator[Verdict]:
    rule = book.find("documents.level_skipping", LevelSkipping)
    if rule is None or facts.skip_approved or facts.direction != "upward":
        return
    entitled = not facts.sender_unit_kind or facts.sender_unit_kind in rule.direct_senders
    if facts.level_skipped or not entitled:
        yield _deny(facts, book, rule, rule.sentence)


def _addressees(facts: SubmissionFacts, book: Book) -> Iterator[Verdict]:
    rule = book.find("documents.single_addressee", SingleAddressee)
    if rule is None or facts.direction != "upward":
        return
    if len(facts.addressees) > rule.most:
        yield _deny(facts, book, rule, rule.sentence, count=len(facts.addressees))
    if facts.duplicates > 0:
        yield _deny(facts, book, rule, rule.duplicate, count=facts.duplicates)


def _matters(facts: SubmissionFacts, book: Book) -> Iterator[Verdict]:
    rule = book.find("documents.single_matter", SingleMatter)
    if rule and facts.kind in rule.kinds and facts.matters_count > rule.most:
        yield _deny(facts, book, rule, rule.sentence)


def _embedded(facts: SubmissionFacts, book: Book) -> Iterator[Verdict]:
    rule = book.find("documents.embedded_request", EmbeddedRequest)
    if rule is None or facts.kind not in rule.kinds or facts.embedded_confirmed_none:
        return
    if found := rule.pattern.search(facts.body):
        yield _deny(facts, book, rule, rule.sentence, found=found.group(0))


def _person(facts: SubmissionFacts, book: Book) -> Iterator[Verdict]:
    rule = book.find("documents.personal_addressee", Rule)
    if rule and facts.addressee_is_person and not facts.assigned_by_leader:
        yield _deny(facts, book, rule, rule.sentence)


def _head(facts: SubmissionFacts, book: Book) -> Iterator[Verdict]:
    rule = book.find("documents.head_release", HeadRelease)
    if rule is None or facts.direction != "upward" or facts.released_by_head:
        return
    if facts.kind in rule.deputy_after_head_read and facts.head_has_read:
        return
    if facts.kind in rule.head or facts.kind in rule.deputy_after_head_read:
        yield _deny(facts, book, rule, rule.sentence)


def _opinion(facts: SubmissionFacts, book: Book) -> Iterator[Verdict]:
    rule = book.find("documents.handling_opinion", HandlingOpinion)
    if rule and facts.opinion is not None and not facts.opinion.strip():
        yield book.deny(rule.sentence, rule.clauses, field=rule.field, soft=rule.soft)


_CHECKS: tuple[Check, ...] = (
    _classification,
    _direction,
    _required,
    _level,
    _addressees,
    _person,
    _matters,
    _embedded,
    _head,
    _opinion,
)
