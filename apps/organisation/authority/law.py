"""What the rulebook says about absence and standing in, asked in the words of the board.

Owns the book of the day and the translation of seats into the rules' facts. Refuses to decide
by itself: on a day without a book nobody stands in for anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from apps.core.verdicts import Verdict
from apps.organisation.authority.periods import local_day
from apps.organisation.vocabulary import PostRole
from apps.organisation.wording import said
from apps.rulebook import shelf
from apps.rulebook.errors import NotRegulated
from apps.rulebook.provisions.authority import BothAway, Capacities, Substitution
from apps.rulebook.rules import authority as rules

if TYPE_CHECKING:
    from apps.organisation.authority.board import Away, Mandate, Seat
    from apps.organisation.models import Post
    from apps.rulebook.book import Book
    from apps.rulebook.schemas import Vocabulary

NO_LEADER = Verdict.deny("每个单位应当有一位分管领导")
NO_BOOK = Verdict.deny("当日没有生效的工作规则")


@lru_cache(maxsize=1024)
def book_on(day: date) -> Book | None:
    """Return the book in force on a day, None before the first one."""
    try:
        return shelf.in_force(day)
    except NotRegulated:
        return None


def vocabulary(book: Book | None) -> Vocabulary:
    """Return what posts and absences are called in a book; without one, as our own has it."""
    return book.vocabulary if book else shelf.vocabulary(date.max)


def words_on(at: datetime) -> Vocabulary:
    """Return what things are called at an instant."""
    return vocabulary(book_on(local_day(at)))


def left_city(seat: Seat) -> Away | None:
    """Return the absence for which the holder of a seat is out of the city, whatever its kind."""
    return next((a for a in seat.aways if a.leaves_city), None)


def away(seat: Seat, book: Book | None) -> tuple[Away | None, Verdict]:
    """Return the absence that switches a substitute on, with the rule's verdict."""
    for absence in seat.aways:
        verdict = substitution(seat, absence, book, partner=seat, has_partner=True)
        if verdict:
            return absence, verdict
    return None, NO_BOOK


def substitution(
    seat: Seat,
    absence: Away,
    book: Book | None,
    *,
    partner: Seat | None,
    has_partner: bool,
    substitutable: bool = True,
) -> Verdict:
    """Ask the rule whether the partner acts for the holder of a seat during an absence."""
    if book is None:
        return NO_BOOK
    facts = rules.AbsenceFacts(
        kind=absence.kind,
        leaves_city=absence.leaves_city,
        role=seat.role,
        approved=True,
        has_partner=has_partner,
        substitutable=substitutable,
        name=seat.person_name,
        partner_name=partner.person_name if partner else "",
    )
    return rules.substitution(facts, book)


def order_of_cover(book: Book | None) -> tuple[str, ...]:
    """Return the roles whose first present holder stands in; empty where a book pairs leaders."""
    rule = book.find("authority.substitution", Substitution) if book else None
    return rule.order if rule else ()


def next_comes_first(book: Book | None) -> bool:
    """Say whether, among leaders of one role, those placed after the absent one come first."""
    rule = book.find("authority.substitution", Substitution) if book else None
    return rule is not None and rule.within == "next"


def acting_mayor(
    seat: Seat, mandate: Mandate | None, grantee: Seat | None, book: Book | None
) -> Verdict:
    """Ask the rule whether the mayor's work has passed on by a recorded mandate."""
    if book is None:
        return NO_BOOK
    facts = rules.ActingMayorFacts(
        leaves_city=left_city(seat) is not None,
        mandate_recorded=mandate is not None and grantee is not None,
        grantee_role=grantee.role if grantee else PostRole.EXECUTIVE_VICE_MAYOR,
        grantee_name=grantee.person_name if grantee else "",
        mandate_ref=mandate.document if mandate else "",
    )
    return rules.acting_mayor(facts, book)


def may_be_mandated(grantee: Post, day: date) -> Verdict:
    """Ask whether the work of the head of government may be entrusted to a post in his absence."""
    book = book_on(day)
    if book is None:
        return NO_BOOK
    facts = rules.ActingMayorFacts(
        leaves_city=True, mandate_recorded=True, grantee_role=grantee.role
    )
    return rules.acting_mayor(facts, book)


def somebody_must_be_named(reason: str, book: Book | None) -> Verdict:
    """Return the gap that the proposer and the namer of the book have to close."""
    if book is None:
        return NO_BOOK
    verdict = rules.both_away(book)
    return Verdict.deny(f"{reason}。{verdict.reason}", verdict.cites)


def naming_roles(day: date) -> tuple[str, str]:
    """Return the roles that propose and that name where nobody may act by himself."""
    book = book_on(day)
    if book is None:
        return PostRole.SECRETARY_GENERAL, PostRole.MAYOR
    rule = book.provision("authority.both_away", BothAway)
    return rule.proposes, rule.names


def excluded(capacity: str, book: Book | None, powers: Collection[str] = ()) -> frozenset[str]:
    """Return the powers that a capacity does not carry; ``powers`` are those of the mandate."""
    return rules.excluded_powers(capacity, book, granted=powers) if book else frozenset()


def reads(role: str, book: Book | None) -> str:
    """Return what a role may always read: all, office, attached, portfolio, own or ""."""
    row = rules.standing(role, book) if book else None
    return row.reads if row else ""


def capacity_may(power: str, capacity: str, day: date) -> Verdict:
    """Ask whether a power may be used in a capacity on a day."""
    book = book_on(day)
    return rules.capacity_may(power, capacity, book) if book else NO_BOOK


def pair_allowed(post_a: Post, post_b: Post, names: Sequence[str], day: date) -> Verdict:
    """Ask whether the book lets two posts be each other's partners; ``names`` of their holders.

    Partners that they already have are looked up by the policy, over the whole period.
    """
    for field, post in (("post_a", post_a), ("post_b", post_b)):
        if not post.substitutable:
            return Verdict.deny(
                said("{post}岗位不由他人代行，不设{cover}", post=post.name), field=field
            )
    book = book_on(day)
    if book is None:
        return NO_BOOK
    facts = rules.PairFacts(names[0], names[1], post_a.role, post_b.role)
    return rules.pair_allowed(facts, book)


def pair_taken(name: str, partner: str, day: date) -> Verdict:
    """Return the refusal for somebody who already has a partner, in the book's words."""
    book = book_on(day)
    if book is None:
        return NO_BOOK
    facts = rules.PairFacts(name, "", a_partner=partner)
    return rules.pair_allowed(facts, book)


def unpaired(name: str, day: date) -> Verdict:
    """Return the finding that a leader has no partner."""
    book = book_on(day)
    return rules.unpaired(name, book) if book else NO_BOOK


def without_leader(unit: str, day: date) -> Verdict:
    """Return the refusal for a unit of which no leader is in charge, in the book's words."""
    book = book_on(day)
    return rules.portfolio_allowed(rules.PortfolioFacts(unit), book) if book else NO_LEADER


def may_entrust(powers: Sequence[str], day: date) -> Verdict:
    """Ask whether every power named in a mandate may pass to an acting mayor."""
    book = book_on(day)
    if book is None:
        return NO_BOOK
    for power in powers:
        verdict = rules.capacity_may(power, "acting_mayor", book, granted=powers)
        if not verdict:
            return Verdict.deny(verdict.reason, verdict.cites, field="powers")
    return Verdict.allow()


def grantable(day: date) -> list[tuple[str, str]]:
    """Return the powers that a mandate may name on a day, as (power, the book's words for it)."""
    book = book_on(day)
    if book is None:
        return []
    names = book.provision("authority.capacities", Capacities).powers
    kept = excluded("acting_mayor", book)
    return [
        (power, name)
        for power, name in names.items()
        if power in kept and power not in excluded("acting_mayor", book, (power,))
    ]
