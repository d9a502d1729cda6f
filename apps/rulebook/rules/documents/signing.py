"""Who signs an outgoing document, and what is said to anybody else (签发权限).

Owns the reading of the book's signing matrix. Refuses to choose between permitted ways: it
returns them all, the default first.
"""

from __future__ import annotations

from dataclasses import dataclass

from apps.core.verdicts import Verdict
from apps.rulebook.answers import PostRef, Route, Signing, Trace
from apps.rulebook.book import Book
from apps.rulebook.errors import NotRegulated
from apps.rulebook.provisions.base import name_of
from apps.rulebook.provisions.conditions import holds
from apps.rulebook.provisions.documents import SigningMatrix, SigningOption, SigningRow
from apps.rulebook.rules.authority import capacity_may
from apps.rulebook.rules.routes import build_route, build_stage


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """What is to be signed.

    ``issuer``: city_government or general_office; ``doc_class``: terms.DocClass;
    ``important``: 重要; ``leader_post``: code of the portfolio leader ("" = by role and
    ``unit_code``); ``choose_mayor``: the office or the leader sends it up to the mayor;
    ``leader_is_mayor``: the mayor himself leads the field; ``signer_away``: the usual signer
    of the office's documents is away.
    """

    issuer: str = "city_government"
    doc_class: str = "ordinary"
    important: bool = False
    leader_post: str = ""
    unit_code: str = ""
    choose_mayor: bool = False
    leader_is_mayor: bool = False
    signer_away: bool = False
    leader_name: str = ""


def signing(facts: SigningFacts, book: Book) -> Signing:
    """Return the permitted ways to sign, the default first, or why there is none.

    ``choose_mayor`` puts the ways that end with the mayor first. Raises NotRegulated where the
    book has no signing matrix or no row for the issuer.
    """
    trace, row, clauses = _row(facts, book)
    if row.refusal:
        refused = book.deny(row.refusal, clauses, field="doc_class")
        return Signing((), (refused,), row.personal, trace)
    routes = [_route(option, facts, clauses, book) for option in row.options]
    if facts.choose_mayor:
        routes.sort(key=lambda r: not any(p.role == "mayor" for p in r.final.posts))
    return Signing(tuple(routes), (), row.personal, trace)


def may_sign(
    facts: SigningFacts, role: str, capacity: str, book: Book, *, granted: tuple[str, ...] = ()
) -> Verdict:
    """Say whether a post of that role, in that capacity, may sign this document finally.

    ``granted`` are the powers that the mandate names expressly.
    """
    _, row, clauses = _row(facts, book)
    if row.refusal:
        return book.deny(row.refusal, clauses, field="doc_class")
    for option in row.options:
        last = option.steps[-1]
        if role in last.who:
            power = "personal_sign" if last.personal else last.purpose
            return capacity_may(power, capacity, book, granted=granted)
    return book.deny(row.denial, clauses, post=name_of(book.vocabulary.posts, role))


def _row(facts: SigningFacts, book: Book) -> tuple[tuple[Trace, ...], SigningRow, tuple[str, ...]]:
    rule = book.provision("documents.signing", SigningMatrix)
    situation = {
        "issuer": facts.issuer,
        "doc_class": facts.doc_class,
        "important": facts.important,
        "leader_is_mayor": facts.leader_is_mayor,
        "signer_away": facts.signer_away,
    }
    for number, row in enumerate(rule.rows, 1):
        if holds(row.when, situation):
            trace = (Trace("documents.signing", rule.title, number),)
            return trace, row, row.clauses or rule.clauses
    raise NotRegulated(book.name, f"documents.signing:{facts.issuer}/{facts.doc_class}")


def _route(
    option: SigningOption, facts: SigningFacts, clauses: tuple[str, ...], book: Book
) -> Route:
    people = {
        "portfolio_leader": (
            PostRef("portfolio_leader", unit=facts.unit_code, post=facts.leader_post),
        ),
    }
    leader = facts.leader_name or book.vocabulary.posts["portfolio_leader"]
    words = {"leader": leader, "sender": "", "delegate": "", "reference": "", "co_leaders": ""}
    stages = [build_stage(step, people, words, clauses, book) for step in option.steps]
    return build_route(stages, label=option.label, needs_reason=option.needs_reason)
