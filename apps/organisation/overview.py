"""Who acts for whom, as tables for pages: leaders, the matrix of work, a fortnight of absences.

Owns read models only; everything comes from the authority and the plan in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from apps.core.verdicts import Cite
from apps.organisation import authority
from apps.organisation.authority.board import Board, Seat
from apps.organisation.authority.periods import midnight
from apps.organisation.authority.substitution import Outcome
from apps.organisation.models import Absence, PortfolioEntry, PortfolioPlan, Post
from apps.organisation.vocabulary import (
    LEADER_ROLES,
    PORTFOLIO_ROLES,
    EntryRelation,
    Holding,
    plain_word,
)
from apps.organisation.wording import said

LINE = 11  # characters of one row's label in the matrix
SPAN = 14  # days of the chart


@dataclass(frozen=True, slots=True)
class Leader:
    """One leader's post at an instant: who holds it, where he is, who acts, what is missing."""

    post_id: int
    code: str
    title: str
    role: str
    name: str
    person_id: int = 0
    away: str = ""
    back: str = ""
    partner_post: int = 0
    partner: str = ""
    partner_away: bool = False
    acts: authority.Hat | None = None
    holder_acts: bool = True
    gap: str = ""
    cites: tuple[Cite, ...] = ()
    holding: str = ""

    @property
    def is_away(self) -> bool:
        return bool(self.away)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one leader is for a row: A, a (away), B, b (away), on, or nothing."""

    mark: str
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the matrix; ``cells`` follow the order of the leaders."""

    label: str
    leader: Leader
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One absence in the chart; ``x`` and ``width`` in per cent of the span."""

    x: str
    width: str
    text_x: str
    text: str
    words: str
    is_gap: bool = False


def leaders(at: datetime) -> list[Leader]:
    """Return every leader's post, also vacant ones, in their order; four queries."""
    board = authority.board_at(at)
    posts = Post.objects.filter(role__in=LEADER_ROLES, abolished_on__isnull=True)
    return [_leader(board, post) for post in posts.order_by("position", "pk")]


def _leader(board: Board, post: Post) -> Leader:
    found = authority.outcome(board, post.pk)
    seat = found.seat
    _, partner_id = board.pairs.get(post.pk, (0, 0))
    partner = board.seats.get(partner_id)
    hat = found.substitute[1] if found.substitute else None
    cites = (hat.cite,) if hat and hat.cite else _cites(found)
    return Leader(
        post.pk,
        post.code,
        post.name,
        post.role,
        seat.person_name if seat else "",
        seat.person_id if seat else 0,
        *_whereabouts(seat, found),
        partner_id,
        partner.person_name if partner else "",
        bool(partner and any(a.leaves_city for a in partner.aways)),
        hat,
        found.holder_acts,
        found.gap.reason if found.gap is not None else "",
        cites,
        Holding.ACTING_HEAD.label if seat and seat.kind == Holding.ACTING_HEAD else "",
    )


def _cites(found: Outcome) -> tuple[Cite, ...]:
    return () if found.gap is None else found.gap.cites


def _whereabouts(seat: Seat | None, found: Outcome) -> tuple[str, str]:
    """Return where a leader is in words, and until when as short as a column's head needs."""
    if seat is None or not seat.aways:
        return "", ""
    away = found.away or next((a for a in seat.aways if a.leaves_city), None)
    if away is None:
        return "", ""
    last = timezone.localtime(away.over_at - timedelta(microseconds=1))
    return f"{plain_word(away.kind)}至{last.month}月{last.day}日", f"至{last.month}/{last.day}"


def matrix(found: list[Leader], day: date) -> tuple[PortfolioPlan | None, list[Line]]:
    """Return the plan in force on a day and its rows, in the order of leaders and units."""
    plan = PortfolioPlan.objects.on(day).first()
    if plan is None:
        return None, []
    entries = PortfolioEntry.objects.filter(plan=plan, relation=EntryRelation.PORTFOLIO)
    entries = entries.select_related("unit").order_by("unit__position", "unit_id")
    level = said("{government}").removesuffix("政府")  # 市, 县: the same before every name
    names: dict[int, list[str]] = {}
    for entry in entries:
        names.setdefault(entry.leader_id, []).append(entry.unit.short_name.removeprefix(level))
    columns = [leader for leader in found if leader.role in PORTFOLIO_ROLES]
    return plan, [
        Line("、".join(some), leader, tuple(Cell(_mark(leader, c), c.is_away) for c in columns))
        for leader in columns
        for some in _chunks(names.get(leader.post_id, []))
    ]


def _chunks(names: list[str]) -> list[list[str]]:
    """Pack names into rows whose labels fit their column."""
    rows: list[list[str]] = []
    for name in names:
        if rows and len("、".join([*rows[-1], name])) <= LINE:
            rows[-1].append(name)
        else:
            rows.append([name])
    return rows


def _mark(leader: Leader, column: Leader) -> str:
    if column.post_id == leader.post_id:
        return "a" if leader.is_away else "A"
    if leader.acts and leader.acts.person_id == column.person_id:
        return "on"
    if leader.partner_post == column.post_id:
        return "b" if column.is_away else "B"
    return ""


def days_of(day: date) -> list[date]:
    """Return the fortnight that begins with the Monday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=n) for n in range(SPAN)]


def bars(found: list[Leader], days: list[date]) -> dict[int, list[Bar]]:
    """Return the approved absences in the chart's days, by the leader's person."""
    start, end = midnight(days[0]), midnight(days[-1] + timedelta(days=1))
    posts = {leader.person_id: leader.post_id for leader in found if leader.person_id}
    rows = (
        Absence.objects.approved()
        .overlapping(start, end)
        .filter(person__in=posts)
        .order_by("from_at")
    )
    span = authority.span_of(start, end)
    chart: dict[int, list[Bar]] = {}
    for row in rows:
        board = span.board(max(row.from_at, start))
        result = authority.outcome(board, posts[row.person_id])
        chart.setdefault(row.person_id, []).append(_bar(row, result, start, end))
    return chart


def _bar(row: Absence, result: Outcome, start: datetime, end: datetime) -> Bar:
    whole = end - start
    left = max(row.from_at, start) - start
    width = min(row.over_at, end) - start - left
    text = plain_word(row.kind)
    if result.substitute:
        text = f"{text}　→ {result.substitute[0].person_name}代行"
    is_gap = result.gap is not None and not result.holder_acts
    if is_gap:
        text = f"{text}　无人代行"
    x = 100 * left / whole
    return Bar(
        f"{x:.2f}%",
        f"{100 * width / whole:.2f}%",
        f"{x + 0.6:.2f}%",
        text,
        f"{_period(row)}{text}",
        is_gap,
    )


def _period(row: Absence) -> str:
    first = timezone.localtime(row.from_at)
    last = timezone.localtime(row.over_at - timedelta(microseconds=1))
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"
