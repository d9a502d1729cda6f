"""假如, drawn out: what would move to whom if some leaders were away, and what stands in the way.

Owns read models over two readings of one period, as it is and as it is supposed. Everything is
judged by the code that judges the real board; nothing is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from apps.organisation import authority, pending, presence
from apps.organisation.authority import Span, law
from apps.organisation.authority.board import Board
from apps.organisation.authority.periods import local_day, midnight
from apps.organisation.effects import Shift
from apps.organisation.overview import Bar
from apps.organisation.pending import Waiting
from apps.organisation.presence import Entry, Viewer
from apps.organisation.vocabulary import LEADER_ROLES, PostRole

NOBODY = "待指定"
LONGEST_CHART = 31


@dataclass(frozen=True, slots=True)
class Passed:
    """A thing that waits, who has it now and who would; ``stays`` says why nobody else does.

    ``early`` marks what falls due in the period and nobody could do then.
    """

    waiting: Waiting
    before: str
    to: str = ""
    stays: str = ""
    early: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A meeting of the period and who would go or take the chair; ``gap`` where nobody could."""

    entry: Entry
    to: str = ""
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Free:
    """A leader who is there, and for whom he acts already."""

    name: str
    acts_for: str = ""


def passed(
    real: Span, supposed: Span, changed: Sequence[list[Shift]], viewer: Viewer
) -> tuple[list[Passed], int]:
    """Return what waits for the posts that change, and how much more that is not shown."""
    instants = {shifts[0].post_id: _turn(real, shifts) for shifts in changed}
    found, more = pending.waiting(instants.keys(), viewer)
    rows = [_pass(one, real, supposed, instants[one.post_id]) for one in found]
    return [row for row in rows if row is not None], more


def _turn(real: Span, shifts: list[Shift]) -> datetime:
    """Return the first instant at which somebody else would act for a post, or nobody."""
    for shift in shifts:
        now = authority.wearer(real.board(shift.from_at), shift.post_id)
        if (now.person_name if now else "") != shift.name:
            return shift.from_at
    return shifts[0].from_at


def _pass(one: Waiting, real: Span, supposed: Span, at: datetime) -> Passed | None:
    """Return what becomes of one thing; None where it stays with whoever has it."""
    now = authority.wearer(real.board(at), one.post_id)
    then = authority.wearer(supposed.board(at), one.post_id)
    before = now.person_name if now else ""
    early = one.due_at is not None and at <= one.due_at < supposed.end
    if one.personal:
        return Passed(one, before, stays="须本人办理", early=early)
    if then is None:
        return Passed(one, before, stays=NOBODY, early=early)
    if not then.may(one.power):
        return Passed(one, before, stays="不能代行，仍由本人办理", early=early)
    if then.person_name == before:
        return None
    return Passed(one, before, to=then.person_name)


def meetings(supposed: Span, people: Collection[int], viewer: Viewer) -> list[Moved]:
    """Return what some people have in the period, and who would stand in for them there."""
    found = presence.entries(people, supposed.start, supposed.end, viewer)
    return [_moved(entry, supposed) for entry in found if not entry.is_open]


def _moved(entry: Entry, supposed: Span) -> Moved:
    board = supposed.board(max(entry.from_at, supposed.start))
    for post_id, seat in board.seats.items():
        if seat.person_id != entry.person_id:
            continue
        found = authority.outcome(board, post_id).substitute
        if found and (not entry.power or found[1].may(entry.power)):
            return Moved(entry, to=found[0].person_name)
    return Moved(entry, gap="主持人须调整" if entry.presides else "本人不能参加")


def free(supposed: Span, gap: Shift) -> list[Free]:
    """Return the leaders who could be named in a stretch without anybody, in their order."""
    board = supposed.board(gap.from_at)
    acting = _acting(board)
    return [
        Free(seat.person_name, "、".join(acting.get(seat.person_id, ())))
        for seat in board.seats.values()
        if seat.role in LEADER_ROLES
        and seat.role != PostRole.MAYOR
        and seat.post_id != gap.post_id
        and not law.left_city(seat)
    ]


def _acting(board: Board) -> dict[int, list[str]]:
    """Return for whom each person acts at an instant."""
    found: dict[int, list[str]] = {}
    for post_id in board.seats:
        substitute = authority.outcome(board, post_id).substitute
        if substitute:
            found.setdefault(substitute[0].person_id, []).append(substitute[1].for_person_name)
    return found


def days_of(span: Span) -> list[date]:
    """Return the days of a period for its chart; none where there are too many to be drawn."""
    first = local_day(span.start)
    length = (local_day(span.end - timedelta(microseconds=1)) - first).days + 1
    return [first + timedelta(days=n) for n in range(length)] if length <= LONGEST_CHART else []


def bars(shifts: Iterable[Shift], days: list[date]) -> list[Bar]:
    """Return the stretches in which somebody else acts for a post, or nobody."""
    start, end = midnight(days[0]), midnight(days[-1] + timedelta(days=1))
    return [_bar(one, start, end) for one in shifts if one.label or one.is_gap]


def _bar(one: Shift, start: datetime, end: datetime) -> Bar:
    whole = end - start
    x, width = 100 * (one.from_at - start) / whole, 100 * (one.to_at - one.from_at) / whole
    text = "无人代行" if one.is_gap else f"{one.name}代行"
    words = f"{_day(one.from_at)}至{_day(one.to_at - timedelta(microseconds=1))}{text}"
    return Bar(f"{x:.2f}%", f"{width:.2f}%", f"{x + 0.6:.2f}%", text, words, one.is_gap)


def _day(at: datetime) -> str:
    day = timezone.localdate(at)
    return f"{day.month}月{day.day}日"
