"""Where leaders are, half day by half day: the read model of the week and the month.

Owns the shape that pages draw. A fixed number of queries for any period: seats, absences, pairs
and mandates are read once and the board of each instant is made in memory. Refuses to show the
kind of an absence to whom it does not concern.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from apps.core.verdicts import Cite
from apps.organisation import authority, presence
from apps.organisation.authority import law
from apps.organisation.authority.board import Away, Seat
from apps.organisation.authority.periods import midnight
from apps.organisation.authority.substitution import Outcome
from apps.organisation.models import Absence, Post
from apps.organisation.policies.whereabouts import reads_reasons
from apps.organisation.presence import Entry, Viewer
from apps.organisation.vocabulary import LEADER_ROLES, AbsenceKind, plain_word
from apps.workdays.services import calendar

NOON = time(12)
INSTANT = timedelta(microseconds=1)
# What counts more where one half day holds several: a gap, somebody acting, away, present.
RANKS = {"gap": 3, "acted": 2, "away": 1, "vacant": 1, "in": 0}


@dataclass(frozen=True, slots=True)
class StandIn:
    """For whom a leader acts, with the label of the hat and its clause."""

    label: str
    cite: Cite | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What holds for a leader in a half day; equal states of neighbouring halves are one block.

    ``mark`` is a key of RANKS; ``word`` says why he is away as far as the viewer may know,
    ``until`` the last day, ``acts`` who acts for him, ``gap`` what has to be arranged.
    """

    mark: str = "in"
    word: str = ""
    until: str = ""
    acts: str = ""
    label: str = ""
    gap: str = ""
    cites: tuple[Cite, ...] = ()
    stands_in: tuple[StandIn, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def is_plain(self) -> bool:
        """True where there is nothing to say: present, acting for nobody, no entry."""
        return self == State()


@dataclass(frozen=True, slots=True)
class Half:
    """Half a day; ``end`` is excluded."""

    day: date
    start: datetime
    end: datetime

    @property
    def is_morning(self) -> bool:
        return timezone.localtime(self.start).time() < NOON


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar: whether the office works, and whether that is an exception."""

    on: date
    works: bool
    moved: str = ""  # 班 for a working weekend, 休 for a holiday


@dataclass(frozen=True, slots=True)
class Row:
    """One leader's post and its state in each half of the period."""

    post: Post
    name: str
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A period: its days, its halves, one row for each leader."""

    days: tuple[Day, ...]
    halves: tuple[Half, ...]
    rows: tuple[Row, ...]


def grid(first: date, last: date, *, viewer: Viewer) -> Grid:
    """Return where leaders are from one day to another, both included; seven queries.

    Each registered source adds its own.
    """
    halves = _halves(first, last)
    span = authority.span_of(halves[0].start, halves[-1].end)
    posts = list(
        Post.objects.filter(
            role__in=[str(role) for role in LEADER_ROLES], abolished_on__isnull=True
        ).order_by("position", "pk")
    )
    people = {seat.person_id for seat in span.seats}
    found = presence.entries(people, span.start, span.end, viewer)
    found += _asked_for(people, span, viewer)
    return Grid(_days(first, last), halves, tuple(_Reader(span, posts, viewer, found).rows(halves)))


def _days(first: date, last: date) -> tuple[Day, ...]:
    table = calendar()
    moved = {True: "班", False: "休"}
    return tuple(
        Day(on, table.is_workday(on), moved[table.days[on]] if on in table.days else "")
        for on in (first + timedelta(n) for n in range((last - first).days + 1))
    )


def _halves(first: date, last: date) -> tuple[Half, ...]:
    found = []
    for n in range((last - first).days + 1):
        day = first + timedelta(n)
        start, end = midnight(day), midnight(day + timedelta(1))
        noon = timezone.make_aware(datetime.combine(day, NOON))
        found += [Half(day, start, noon), Half(day, noon, end)]
    return tuple(found)


def _asked_for(people: set[int], span: authority.Span, viewer: Viewer) -> list[Entry]:
    """Return absences that nobody has approved yet, to whom their kind concerns."""
    rows = Absence.objects.filter(approved_at__isnull=True, person__in=people)
    if not reads_reasons(viewer.hats):
        rows = rows.filter(person=viewer.person_id)
    return [
        Entry(
            row.person_id,
            row.from_at,
            row.over_at,
            f"待批：{AbsenceKind(row.kind).label}",
            f"absence-{row.pk}",
            is_open=True,
        )
        for row in rows.overlapping(span.start, span.end).order_by("from_at", "pk")
    ]


class _Reader:
    """Reads one span for one viewer: each instant's outcomes are worked out once."""

    def __init__(
        self, span: authority.Span, posts: list[Post], viewer: Viewer, found: list[Entry]
    ) -> None:
        self.span, self.posts, self.viewer, self.entries = span, posts, viewer, found
        self.reads_all = reads_reasons(viewer.hats)
        self.turns = span.turns()
        self._outcomes: dict[datetime, dict[int, Outcome]] = {}

    def rows(self, halves: tuple[Half, ...]) -> Iterable[Row]:
        for post in self.posts:
            states = tuple(self._state(post, half) for half in halves)
            yield Row(post, self._names(post), states)

    def _names(self, post: Post) -> str:
        seats = [seat for seat in self.span.seats if seat.post_id == post.pk]
        return "、".join(dict.fromkeys(seat.person_name for seat in seats))

    def _at(self, at: datetime) -> dict[int, Outcome]:
        if at not in self._outcomes:
            now = self.span.board(at)
            self._outcomes[at] = {p.pk: authority.outcome(now, p.pk) for p in self.posts}
        return self._outcomes[at]

    def _state(self, post: Post, half: Half) -> State:
        """Return the weightiest of what holds in a half day, with everything he does in it."""
        instants = [half.start, *(t for t in self.turns if half.start < t < half.end)]
        seen = [self._at(at) for at in instants]
        plain = [self._of(found[post.pk]) for found in seen]
        state = max(plain, key=lambda one: RANKS[one.mark])
        people = {found[post.pk].seat.person_id for found in seen if found[post.pk].seat}  # type: ignore[union-attr]
        stands_in = dict.fromkeys(one for found in seen for one in _stood_for(found, post.pk))
        entries = tuple(
            entry
            for entry in self.entries
            if entry.person_id in people and entry.from_at < half.end and entry.to_at > half.start
        )
        return replace(state, stands_in=tuple(stands_in), entries=entries)

    def _of(self, found: Outcome) -> State:
        seat, gap = found.seat, found.gap
        if seat is None:
            return State("vacant", "空缺", gap=gap.reason if gap is not None else "")
        away = found.away or next(iter(seat.aways), None)
        if away is None:
            return State()
        word, until = self._word(seat, away), _last_day(away)
        if found.substitute:
            other, hat = found.substitute
            cites = (hat.cite,) if hat.cite else ()
            return State("acted", word, until, other.person_name, hat.label, cites=cites)
        if gap is not None:
            return State("gap", word, until, gap=gap.reason, cites=gap.cites)
        return State("away", word, until)

    def _word(self, seat: Seat, away: Away) -> str:
        mine = self.reads_all or seat.person_id == self.viewer.person_id
        word = AbsenceKind(away.kind).label if mine else plain_word(away.kind)
        return word if away.leaves_city else f"{word}（{law.words_on(away.from_at).here}）"


def _stood_for(found: dict[int, Outcome], post_id: int) -> Iterable[StandIn]:
    for outcome in found.values():
        if outcome.substitute and outcome.substitute[0].post_id == post_id:
            hat = outcome.substitute[1]
            yield StandIn(hat.label, hat.cite)


def _last_day(away: Away) -> str:
    last = timezone.localtime(away.over_at - INSTANT)
    return f"至{last.month}月{last.day}日"
