"""Who stands in for a leader who is away: derived from the board, changing no row.

Owns the order of answers: the holder, then the mayor's naming, then the AB partner or whoever is
first in the book's fixed order, then nobody and a sentence. Refuses to choose anybody else and
refuses a substitute of a substitute: only people appointed to the standing-in post are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

from apps.core.verdicts import Verdict
from apps.organisation.authority import law
from apps.organisation.authority.board import Away, Board, Mandate, Seat
from apps.organisation.authority.hat import Hat
from apps.organisation.authority.periods import after, midnight
from apps.organisation.vocabulary import Capacity, DelegationKind, PostRole


@dataclass(frozen=True, slots=True)
class Outcome:
    """What holds for one post: the substitute's hat, or a gap, and whether the holder acts on."""

    seat: Seat | None
    substitute: tuple[Seat, Hat] | None = None
    gap: Verdict | None = None
    holder_acts: bool = True
    away: Away | None = None


VACANT = Verdict.deny("岗位空缺，须先任命或者明确主持工作的同志")


def outcome(board: Board, post_id: int) -> Outcome:
    """Return who acts for a post at the board's instant, and what is missing."""
    seat = board.seats.get(post_id)
    if seat is None:
        return Outcome(None, gap=VACANT, holder_acts=False)
    if seat.role == PostRole.MAYOR:
        return _for_mayor(board, seat)
    away, verdict = law.away(seat, board.book)
    if away is None:
        return Outcome(seat)
    return _for_leader(board, seat, away, verdict)


def _for_mayor(board: Board, seat: Seat) -> Outcome:
    away = law.left_city(seat)
    if away is None:
        return Outcome(seat)
    mandate = board.mandate(DelegationKind.ACTING_MAYOR, seat.post_id)
    grantee = board.seats.get(mandate.grantee_id) if mandate else None
    verdict = law.acting_mayor(seat, mandate, grantee, board.book)
    if mandate is None or grantee is None or not verdict:
        return Outcome(seat, gap=verdict, away=away)
    if law.left_city(grantee):
        words = law.vocabulary(board.book)
        mayor = words.posts["mayor"]
        reason = (
            f"{grantee.person_name}受{mayor}委托主持{words.government}工作，"
            f"但也{words.place}，须由{mayor}另行委托"
        )
        return Outcome(seat, gap=Verdict.deny(reason, verdict.cites), away=away)
    hat = _hat(board, seat, grantee, Capacity.ACTING_MAYOR, away, verdict, mandate=mandate)
    return Outcome(seat, (grantee, hat), holder_acts=False, away=away)


def _for_leader(board: Board, seat: Seat, away: Away, verdict: Verdict) -> Outcome:
    if not seat.substitutable:
        gap = law.substitution(
            seat, away, board.book, partner=None, has_partner=True, substitutable=False
        )
        return Outcome(seat, gap=gap, away=away)
    named = board.mandate(DelegationKind.NAMED_SUBSTITUTE, seat.post_id)
    if named and (grantee := board.seats.get(named.grantee_id)) and not law.left_city(grantee):
        hat = _hat(board, seat, grantee, Capacity.NAMED, away, verdict, mandate=named)
        return Outcome(seat, (grantee, hat), holder_acts=False, away=away)
    order = law.order_of_cover(board.book)
    return _by_order(board, seat, away, order) if order else _by_partner(board, seat, away, verdict)


def _by_order(board: Board, seat: Seat, away: Away, order: tuple[str, ...]) -> Outcome:
    """Let the first leader of a fixed order who is there act: a book without pairs may say so."""
    listed = [one for one in board.seats.values() if one.role in order]  # in the order of posts
    if law.next_comes_first(board.book) and seat in listed:
        mine = listed.index(seat)
        listed = [*listed[mine:], *listed[:mine]]
    ranked = sorted(listed, key=lambda one: order.index(one.role))
    present = (one for one in ranked if one.person_id != seat.person_id and not law.left_city(one))
    first = next(present, None)
    if first is None:
        gap = law.substitution(seat, away, board.book, partner=None, has_partner=False)
        return Outcome(seat, gap=gap, holder_acts=False, away=away)
    verdict = law.substitution(seat, away, board.book, partner=first, has_partner=True)
    hat = _hat(board, seat, first, Capacity.AB, away, verdict)
    return Outcome(seat, (first, hat), holder_acts=False, away=away)


def _by_partner(board: Board, seat: Seat, away: Away, verdict: Verdict) -> Outcome:
    pair_id, partner_id = board.pairs.get(seat.post_id, (0, 0))
    partner = board.seats.get(partner_id)
    if not pair_id:
        gap = law.substitution(seat, away, board.book, partner=None, has_partner=False)
        return Outcome(seat, gap=gap, holder_acts=False, away=away)
    if partner is None:
        words = law.vocabulary(board.book)
        vacant = f"{seat.person_name}{words.place}，{words.partner}岗位空缺"
        gap = law.somebody_must_be_named(vacant, board.book)
        return Outcome(seat, gap=gap, holder_acts=False, away=away)
    if law.left_city(partner):
        place = law.vocabulary(board.book).place
        both = f"{seat.person_name}与{partner.person_name}同时{place}"
        gap = law.somebody_must_be_named(both, board.book)
        return Outcome(seat, gap=gap, holder_acts=False, away=away)
    verdict = law.substitution(seat, away, board.book, partner=partner, has_partner=True)
    hat = _hat(board, seat, partner, Capacity.AB, away, verdict, pair_id=pair_id)
    return Outcome(seat, (partner, hat), holder_acts=False, away=away)


def _hat(
    board: Board,
    seat: Seat,
    wearer: Seat,
    capacity: str,
    away: Away,
    verdict: Verdict,
    *,
    mandate: Mandate | None = None,
    pair_id: int = 0,
) -> Hat:
    starts_at, ends_at = away.from_at, away.over_at
    if mandate:
        starts_at, ends_at = max(starts_at, mandate.from_at), min(ends_at, mandate.to_at)
    return _worn(
        seat,
        wearer,
        capacity,
        for_person_id=seat.person_id,
        for_person_name=seat.person_name,
        source=_source(mandate, pair_id),
        cite=verdict.cites[0] if verdict.cites else None,
        reason=verdict.reason,
        reads=law.reads(seat.role, board.book),
        starts_at=starts_at,
        ends_at=ends_at,
        excluded_powers=law.excluded(capacity, board.book, mandate.powers if mandate else ()),
        sign_classes=mandate.sign_classes if mandate else (),
    )


def _source(mandate: Mandate | None, pair_id: int) -> str:
    """Return what the authority comes from: a delegation, a pair, or the book's order."""
    if mandate:
        return f"delegation:{mandate.id}"
    return f"abpair:{pair_id}" if pair_id else "order"


def own_hat(board: Board, seat: Seat) -> Hat:
    """Return the hat of the person appointed to a seat."""
    substitute = outcome(board, seat.post_id).substitute
    return _worn(
        seat,
        seat,
        seat.kind,
        source=f"appointment:{seat.id}",
        starts_at=midnight(seat.from_on),
        ends_at=after(seat.to_on),
        reads=law.reads(seat.role, board.book),
        stood_in=substitute is not None,
        kept_powers=substitute[1].excluded_powers if substitute else frozenset(),
        liaison_posts=_served(board, seat),
    )


def _worn(seat: Seat, wearer: Seat, capacity: str, **fields: object) -> Hat:
    return Hat(
        seat.post_id,
        seat.post_code,
        seat.post_name,
        seat.role,
        seat.unit_id,
        seat.unit_code,
        wearer.person_id,
        str(capacity),
        wearer.person_name,
        seat.unit_kind,
        seat.unit_duty,
        **fields,  # type: ignore[arg-type]
    )


def _served(board: Board, seat: Seat) -> tuple[int, ...]:
    served = {
        leader
        for deputy, section, leader in board.liaisons
        if deputy == seat.post_id or section == seat.unit_id
    }
    return tuple(sorted(served))
