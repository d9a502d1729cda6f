"""重放: what another plan of who leads what would change, asked of the very code that routes.

Owns the collecting of answers over all kinds of matter and their comparison. Refuses to guess: a
kind that cannot replay its routes is not in the answer, and the page says so.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from apps.core.verdicts import Cite
from apps.matters.models import Matter, Step
from apps.matters.purposes import Kind, kinds
from apps.organisation.authority.directory import Loaded

Quarter = tuple[dt.datetime, dt.datetime]
# Matters of one kind that one list goes through; the page says where there were more.
MOST = 5000


@dataclass(frozen=True, slots=True)
class Station:
    """One station of leaders: codes of posts, or roles where nobody is found (a gap)."""

    purpose: str
    posts: tuple[str, ...]
    sentence: str = ""
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class Replayed:
    """One matter's stations at an instant, under each directory that was asked."""

    matter: Any
    at: dt.datetime
    routes: tuple[tuple[Station, ...], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A matter that would go to other leaders."""

    matter: Any
    kind: Kind
    at: dt.datetime
    before: tuple[str, ...]
    after: tuple[str, ...]
    sentence: str
    cites: tuple[Cite, ...]
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """How many matters were asked about, which differ, and how often between whom."""

    asked: int
    differences: tuple[Difference, ...]

    @property
    def is_cut(self) -> bool:
        """Answer whether there may be more than were gone through."""
        return self.asked >= MOST

    @property
    def moves(self) -> list[tuple[tuple[str, ...], tuple[str, ...], int]]:
        """Return (before, after, how many), the most frequent first."""
        counted = Counter((d.before, d.after) for d in self.differences)
        return [(before, after, n) for (before, after), n in counted.most_common()]


def replaying() -> tuple[Kind, ...]:
    """Return the kinds that can replay their routes."""
    return tuple(kind for kind in kinds() if kind.replay is not None)


def of_open(rows: QuerySet[Matter], now: Loaded, tried: Loaded, at: dt.datetime) -> Answer:
    """Compare the open, undecided matters among ``rows`` at an instant to come."""
    found: list[Difference] = []
    asked = 0
    for kind in replaying():
        undecided = kind.undecided() if kind.undecided else Q()
        mine = rows.filter(undecided, kind=kind.key, phase=Matter.Phase.IN_HAND)
        waiting = _waiting(mine)
        for one in _answers(kind, mine, now, tried, at=at):
            asked += 1
            found += _difference(kind, one, waiting.get(one.matter.pk, frozenset()))
    return Answer(asked, tuple(found))


def of_quarter(rows: QuerySet[Matter], now: Loaded, tried: Loaded, quarter: Quarter) -> Answer:
    """Compare those among ``rows`` whose leaders' route was opened in a quarter, as of then."""
    found: list[Difference] = []
    asked = 0
    for kind in replaying():
        opened = Step.objects.filter(opened_at__gte=quarter[0], opened_at__lt=quarter[1])
        mine = rows.filter(kind=kind.key, pk__in=opened.values("matter"))
        for one in _answers(kind, mine, now, tried, quarter=quarter):
            asked += 1
            found += _difference(kind, one, frozenset())
    return Answer(asked, tuple(found))


def _answers(
    kind: Kind, rows: QuerySet[Matter], now: Loaded, tried: Loaded, **when: Any
) -> Iterator[Replayed]:
    assert kind.replay is not None
    yield from kind.replay(rows, (now, tried), most=MOST, **when)


def _waiting(rows: QuerySet[Matter]) -> dict[int, frozenset[str]]:
    """Return the posts for which each matter waits; one query."""
    steps = Step.objects.filter(matter__in=rows.values("pk"), state=Step.State.WAITING)
    found: dict[int, set[str]] = {}
    for matter, code in steps.values_list("matter_id", "post__code"):
        found.setdefault(matter, set()).add(code)
    return {pk: frozenset(codes) for pk, codes in found.items()}


def _difference(kind: Kind, one: Replayed, waiting: frozenset[str]) -> Iterator[Difference]:
    before, after = one.routes
    if [(s.purpose, s.posts) for s in before] == [(s.purpose, s.posts) for s in after]:
        return
    known = {s.posts for s in before}
    new = next((s for s in after if s.posts not in known), after[-1] if after else None)
    yield Difference(
        one.matter,
        kind,
        one.at,
        _codes(before),
        _codes(after),
        new.sentence if new else "",
        new.cites if new else (),
        bool(waiting & set(_codes(before))),
    )


def _codes(stations: Sequence[Station]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for s in stations for code in s.posts))
