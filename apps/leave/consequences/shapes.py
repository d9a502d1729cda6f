"""What a form shows of a leave before it is sent, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from apps.core.verdicts import Cite
from apps.leave import periods
from apps.organisation.presence import Entry
from apps.rulebook.answers import Deadline


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when one and the same person acts for a post, or nobody does."""

    from_at: dt.datetime
    to_at: dt.datetime
    name: str = ""
    label: str = ""
    reason: str = ""
    gap: str = ""
    cites: tuple[Cite, ...] = ()

    @property
    def words(self) -> str:
        """The period as people write it."""
        return periods.words(self.from_at, self.to_at)


@dataclass(frozen=True, slots=True)
class Moved:
    """A waiting step and who will have it; ``stays`` says why it does not move.

    ``left`` is how many working days there are until it is due; ``early`` that it falls due
    before the return and nobody else may do it.
    """

    title: str
    label: str
    to: str = ""
    stays: str = ""
    due_at: dt.datetime | None = None
    due_provisional: bool = False
    left: int | None = None
    early: bool = False


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting or the like in the period, and who stands in; ``gap`` says what is to be done."""

    entry: Entry
    to: str = ""
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """One stage of the route with the people who stand there."""

    label: str
    names: str
    sentence: str
    cites: tuple[Cite, ...] = ()
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Consequences:
    """Everything that a form shows before it is sent."""

    asker: str
    total: int
    worked: str
    days: list[periods.Day]
    spans: list[Span] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    more: int = 0
    met: list[Met] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    route: list[Station] = field(default_factory=list)
    needless: str = ""
    needless_cites: tuple[Cite, ...] = ()
    balance: str = ""
    provisional: bool = False
    back: Deadline | None = None
    cover: str = ""
