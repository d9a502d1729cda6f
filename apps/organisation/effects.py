"""What a delegation, or an absence that is only supposed, would change: shown before it is done.

Owns read models: who would act when, which powers stay, what is missing. Everything is judged by
the code that judges the real board; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from apps.core.verdicts import Cite
from apps.organisation import authority
from apps.organisation.authority import Span, entrusting, law, span_of
from apps.organisation.authority.board import Board, Seat, made_mandate
from apps.organisation.authority.entrusting import Withheld
from apps.organisation.models import Delegation, Unit
from apps.organisation.vocabulary import DelegationKind, plain_word


@dataclass(frozen=True, slots=True)
class Shift:
    """For one post and one stretch of time: who acts and why, or what is missing."""

    post_id: int
    post: str
    holder: str
    from_at: datetime
    to_at: datetime
    name: str
    label: str
    reason: str
    cites: tuple[Cite, ...] = ()
    away: str = ""
    is_gap: bool = False

    def same(self, other: Shift) -> bool:
        """Answer whether two stretches say the same."""
        mine = (self.name, self.label, self.reason, self.away, self.is_gap)
        return mine == (other.name, other.label, other.reason, other.away, other.is_gap)


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows from a delegation: the book's sentence, hats that start, powers that stay."""

    sentence: str
    cites: tuple[Cite, ...] = ()
    shifts: tuple[Shift, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    unsignable: tuple[Withheld, ...] = ()
    granted: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    routed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=())


def shifts(line: Span, post_id: int) -> list[Shift]:
    """Return who acts for a post over a stretch of time, equal neighbours as one."""
    found: list[Shift] = []
    instants = line.turns()
    for start, end in zip(instants, (*instants[1:], line.end), strict=True):
        shift = _shift(line.board(start), post_id, start, end)
        if found and found[-1].same(shift):
            found[-1] = replace(found[-1], to_at=end)
        else:
            found.append(shift)
    return found


def _shift(board: Board, post_id: int, start: datetime, end: datetime) -> Shift:
    found = authority.outcome(board, post_id)
    seat = found.seat
    hat = authority.wearer(board, post_id)
    gap = found.gap
    cites = (hat.cite,) if hat and hat.cite else (gap.cites if gap is not None else ())
    return Shift(
        post_id,
        seat.post_name if seat else "",
        seat.person_name if seat else "",
        start,
        end,
        hat.person_name if hat else "",
        hat.label if hat else "",
        (hat.reason if hat else "") or (gap.reason if gap is not None else ""),
        cites,
        _away(seat),
        hat is None,
    )


def _away(seat: Seat | None) -> str:
    away = law.left_city(seat) if seat else None
    return plain_word(away.kind) if away else ""


def of(row: Delegation, units: Sequence[Unit], at: datetime) -> Effect:
    """Return what an unsaved delegation would change."""
    day = authority.local_day(row.from_at)
    verdict = entrusting.may_entrust_to(row.kind, row.grantor.role, row.grantee.role, day)
    makers = {
        DelegationKind.ACTING_MAYOR: _mandate,
        DelegationKind.NAMED_SUBSTITUTE: _mandate,
        DelegationKind.SPECIAL_TASK: _task,
        DelegationKind.TOPIC_MEETING: _meeting,
    }
    effect = makers[DelegationKind(row.kind)](row, units)
    stay = tuple(entrusting.withheld(row.kind, row.powers, day))
    cites = tuple(dict.fromkeys((*verdict.cites, *effect.cites)))
    return replace(effect, cites=cites, withheld=stay)


def _mandate(row: Delegation, units: Sequence[Unit]) -> Effect:
    day = authority.local_day(row.from_at)
    whole = span_of(row.from_at, row.to_at)
    supposed = whole.supposing(mandates=(made_mandate(row),))
    post = row.covers_id or row.grantor_id
    worn = [s for s in shifts(supposed, post) if s.label]
    notes = []
    if not worn:
        notes.append("这段时间没有已批准的外出，委托登记后要到外出时才起作用。")
    mandate = row.kind == DelegationKind.ACTING_MAYOR
    return Effect(
        sentence=worn[0].reason if worn else "",
        cites=worn[0].cites if worn else (),
        shifts=tuple(worn),
        granted=tuple(entrusting.named_powers(row.powers, day)),
        classes=tuple(entrusting.named_classes(row.sign_classes)),
        unsignable=tuple(entrusting.unsignable_classes(day)) if mandate else (),
        notes=tuple(notes),
    )


def _task(row: Delegation, units: Sequence[Unit]) -> Effect:
    day = authority.local_day(row.from_at)
    name = _holder(row, day)
    verdict = entrusting.task_allowed(name, row.subject, row.document, day)
    leaders = [(u.name, authority.leader_of(u, row.from_at)) for u in units]
    routed = tuple((unit, leader.name if leader else "没有分管领导") for unit, leader in leaders)
    return Effect(verdict.reason, verdict.cites, routed=routed)


def _meeting(row: Delegation, units: Sequence[Unit]) -> Effect:
    mandator = row.grantor.name
    verdict = entrusting.may_chair(row.grantee.role, mandator, authority.local_day(row.from_at))
    return Effect(
        verdict.reason,
        verdict.cites,
        notes=("只限这一议题的专题会议，不代行委托人的其他职权。",),
    )


def _holder(row: Delegation, day: date) -> str:
    held = row.grantee.appointments.on(day).select_related("person").first()
    return held.person.name if held else row.grantee.name


def gaps(found: Iterable[Shift]) -> list[Shift]:
    """Return the stretches in which nobody acts."""
    return [shift for shift in found if shift.is_gap]
