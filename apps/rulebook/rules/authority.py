"""Who may act for whom, and when nobody may be chosen silently (委托、AB角、代行).

Owns the questions about capacity. Refuses to choose a third person: where the book gives no
substitute, the answer is a sentence for the people who must name one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from apps.core.verdicts import Verdict
from apps.rulebook.book import Book
from apps.rulebook.provisions.authority import (
    ActingMayor,
    BothAway,
    Capacities,
    CapacityRow,
    Members,
    Pairing,
    Portfolio,
    Scope,
    SpecialTask,
    Standing,
    StandingRow,
    Substitution,
)
from apps.rulebook.provisions.base import name_of
from apps.rulebook.rules.routes import bracketed
from apps.rulebook.terms import Power, words


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    """One absence of a leader: ``kind`` is terms.AbsenceKind, ``role`` the leader's role."""

    kind: str
    leaves_city: bool
    role: str = "vice_mayor"
    approved: bool = True
    has_partner: bool = True
    partner_away: bool = False
    substitutable: bool = True
    name: str = ""
    partner_name: str = ""


@dataclass(frozen=True, slots=True)
class ActingMayorFacts:
    """The mayor's absence and the mandate: ``mandate_ref`` is what the record is called."""

    leaves_city: bool
    mandate_recorded: bool
    grantee_role: str = "executive_vice_mayor"
    grantee_name: str = ""
    mandate_ref: str = ""


@dataclass(frozen=True, slots=True)
class PairFacts:
    """A pair about to be entered, with the partners both already have on those dates."""

    a_name: str
    b_name: str
    a_role: str = "vice_mayor"
    b_role: str = "vice_mayor"
    a_partner: str = ""
    b_partner: str = ""


@dataclass(frozen=True, slots=True)
class PortfolioFacts:
    """One unit and the names of the leaders who lead it at one moment."""

    unit: str
    leaders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpecialTaskFacts:
    """A mandate for one subject."""

    name: str
    subject: str
    reference: str = ""


def substitution(facts: AbsenceFacts, book: Book) -> Verdict:
    """Say whether the AB partner acts for an absent leader from the start of this absence.

    Raises NotRegulated where the book knows no substitution.
    """
    rule = book.provision("authority.substitution", Substitution)
    name = facts.name or book.vocabulary.person
    for stops, sentence in (
        (facts.role not in rule.roles, rule.wrong_role),
        (not facts.substitutable, rule.not_substitutable),
        (rule.must_leave and not facts.leaves_city, rule.not_leaving),
        (facts.kind not in rule.kinds, rule.other_kind),
        (rule.must_be_approved and not facts.approved, rule.not_approved),
        (not facts.has_partner, rule.no_partner),
    ):
        if stops:
            kinds = "、".join(rule.kinds.values())
            return book.deny(sentence, rule.clauses, name=name, kinds=kinds)
    if facts.partner_away:
        return both_away(book)
    partner = facts.partner_name or book.vocabulary.partner
    return book.allow(rule.starts, rule.clauses, name=name, partner=partner)


def both_away(book: Book) -> Verdict:
    """Return the refusal where holder and partner are both away: somebody must be named."""
    rule = book.provision("authority.both_away", BothAway)
    posts = book.vocabulary.posts
    return book.deny(
        rule.sentence, rule.clauses, proposes=posts[rule.proposes], names=posts[rule.names]
    )


def acting_mayor(facts: ActingMayorFacts, book: Book) -> Verdict:
    """Say whether the mayor's work passes on for the time of this absence.

    Whether whoever it passes to is there himself is for the caller to see.
    """
    rule = book.provision("authority.acting_mayor", ActingMayor)
    if rule.must_leave and not facts.leaves_city:
        return book.deny(rule.present, rule.clauses)
    if rule.must_be_mandated and not facts.mandate_recorded:
        return book.deny(rule.no_mandate, rule.clauses)
    post = name_of(book.vocabulary.posts, facts.grantee_role)
    words = {"name": facts.grantee_name or post, "reference": bracketed(facts.mandate_ref)}
    if facts.grantee_role == rule.to:
        return book.allow(rule.starts, rule.clauses, **words)
    if rule.named and facts.mandate_recorded and facts.grantee_role in rule.named.roles:
        return book.allow(rule.named.sentence, rule.named.clauses or rule.clauses, **words)
    return book.deny(rule.wrong_person, rule.clauses, field="grantee", post=post)


def special_task(facts: SpecialTaskFacts, book: Book) -> Verdict:
    """Say that a mandate goes before the portfolio; refused where it has no reference."""
    rule = book.provision("authority.special_task", SpecialTask)
    if not facts.reference.strip():
        return book.deny(rule.no_reference, rule.clauses, field="document")
    return book.allow(
        rule.sentence,
        rule.clauses,
        name=facts.name,
        subject=facts.subject,
        reference=facts.reference,
    )


def pair_allowed(facts: PairFacts, book: Book) -> Verdict:
    """Say whether two leaders may be entered as each other's partners."""
    rule = book.provision("authority.pairing", Pairing)
    if facts.a_name == facts.b_name:
        return book.deny(rule.themselves, rule.clauses, field="post_b", name=facts.a_name)
    for field, name, role, partner in (
        ("post_a", facts.a_name, facts.a_role, facts.a_partner),
        ("post_b", facts.b_name, facts.b_role, facts.b_partner),
    ):
        if role not in rule.roles:
            return book.deny(rule.wrong_role, rule.clauses, field=field, name=name)
        if partner:
            return book.deny(rule.taken, rule.clauses, field=field, name=name, partner=partner)
    return book.allow("", rule.clauses)


def unpaired(name: str, book: Book) -> Verdict:
    """Return the finding that a leader has no partner (a health check, not a refusal)."""
    rule = book.provision("authority.pairing", Pairing)
    return book.deny(rule.unpaired, rule.clauses, soft=True, name=name)


def portfolio_allowed(facts: PortfolioFacts, book: Book) -> Verdict:
    """Say whether a unit has the number of leaders that the book asks for."""
    rule = book.provision("authority.portfolio", Portfolio)
    if len(facts.leaders) == rule.leaders:
        return book.allow("", rule.clauses)
    if len(facts.leaders) < rule.leaders:
        return book.deny(rule.too_few, rule.clauses, field="leader", unit=facts.unit)
    leaders = "、".join(facts.leaders)
    return book.deny(rule.too_many, rule.clauses, field="leader", unit=facts.unit, leaders=leaders)


def capacity_may(
    power: str, capacity: str, book: Book, *, granted: Collection[str] = ()
) -> Verdict:
    """Say whether a power (terms.Power) may be used in a capacity (terms.Capacity).

    ``granted`` are the powers that the mandate names expressly. A power that the book does not
    list falls under its general row; an unknown capacity is refused.
    """
    rule = book.provision("authority.capacities", Capacities)
    row = _capacity_row(power, capacity, rule)
    if row is None:
        return book.deny(rule.unknown, rule.clauses)
    named = name_of(rule.powers, power, book.vocabulary.act)
    label = capacity_label(capacity, book)
    clauses = row.clauses or rule.clauses
    if row.effect == "if_granted" and power in granted:
        return book.allow("", clauses)
    say = book.allow if row.effect == "allowed" else book.deny
    return say(row.sentence, clauses, power=named, capacity=label)


def _capacity_row(power: str, capacity: str, rule: Capacities) -> CapacityRow | None:
    rows = [r for r in rule.rows if capacity in r.capacities]
    exact = next((r for r in rows if power in r.powers), None)
    return exact or next((r for r in rows if "*" in r.powers), None)


@lru_cache(maxsize=256)
def _excluded(capacity: str, granted: frozenset[str], book: Book) -> frozenset[str]:
    powers = words(Power)
    return frozenset(p for p in powers if not capacity_may(p, capacity, book, granted=granted))


def excluded_powers(capacity: str, book: Book, *, granted: Collection[str] = ()) -> frozenset[str]:
    """Return the powers that a hat of this capacity does not carry (for Hat.excluded_powers)."""
    return _excluded(capacity, frozenset(granted), book)


def capacity_label(capacity: str, book: Book) -> str:
    """Return what a capacity is called: 代行, 受市长委托主持工作."""
    rule = book.provision("authority.capacities", Capacities)
    return next((w.label for code, w in rule.words.items() if code == capacity), capacity)


def signature_mark(capacity: str, book: Book) -> str:
    """Return the mark set beside a signature given in a capacity: "代", or ""."""
    rule = book.provision("authority.capacities", Capacities)
    return next((w.mark for code, w in rule.words.items() if code == capacity), "")


def standing(role: str, book: Book) -> StandingRow | None:
    """Return what a role may always read and which powers it lacks; None where unregulated."""
    rule = book.find("authority.standing", Standing)
    return next((r for r in rule.rows if r.role == role), None) if rule else None


def role_may(power: str, role: str, book: Book) -> Verdict:
    """Say whether a role has a power by itself (deputy secretaries-general have no decision)."""
    row = standing(role, book)
    if row is None or power not in row.lacks:
        return Verdict.allow()
    post = name_of(book.vocabulary.posts, role)
    return book.deny(row.sentence, row.clauses, post=post)


def is_member(role: str, unit_kind: str, book: Book) -> Verdict:
    """Say whether the holder of a post is a member of the government."""
    rule = book.provision("authority.members", Members)
    inside = role in rule.roles or (role == "unit_head" and unit_kind in rule.head_of)
    say = book.allow if inside else book.deny
    return say(rule.sentence, rule.clauses)


def applies_to(unit_kind: str, book: Book) -> Verdict:
    """Say whether the rules bind a kind of unit."""
    rule = book.provision("authority.scope", Scope)
    say = book.allow if unit_kind in rule.unit_kinds else book.deny
    return say(rule.sentence, rule.clauses)
