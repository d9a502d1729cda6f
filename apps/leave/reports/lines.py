"""One line of a report: a person or a unit, and what counts of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from apps.leave import periods
from apps.leave.models import Leave


@dataclass
class Line:
    """How often, how many working days of each kind, what is open, and how long he was there.

    ``heads`` is how many people the line is about: one, or all who hold a post in a unit;
    ``workdays`` is how many working days the range has for each of them.
    """

    name: str
    title: str = ""
    workdays: int = 0
    heads: int = 1
    times: int = 0
    days: dict[str, Decimal] = field(default_factory=dict)
    late: int = 0
    after_the_fact: int = 0
    unfiled: int = 0
    overdue: int = 0

    @property
    def total(self) -> Decimal:
        """All working days away."""
        return sum(self.days.values(), Decimal(0))

    @property
    def here(self) -> Decimal:
        """The working days on which he, or all of them together, were there."""
        return max(Decimal(0), self.workdays * self.heads - self.total)

    @property
    def share(self) -> str:
        """The presence in per cent; nothing where the range has no working day."""
        whole = self.workdays * self.heads
        return f"{self.here * 100 / whole:.1f}%" if whole else ""

    @property
    def words(self) -> str:
        """The days away as people write them."""
        return periods.number(self.total) if self.total else "0"

    @property
    def here_words(self) -> str:
        """The days present as people write them."""
        return periods.number(self.here) if self.here else "0"

    def shown(self, code: str) -> str:
        """The days of one kind as people write them; nothing for none."""
        days = self.days.get(code)
        return periods.number(days) if days else ""

    def take(self, kind: str, days: Decimal) -> None:
        """Count one absence."""
        self.times += 1
        self.days[kind] = self.days.get(kind, Decimal(0)) + days

    def add(self, leave: Leave, days: Decimal, *, overdue: bool) -> None:
        """Count one leave, with what is to be said of it."""
        self.take(leave.leave_kind, days)
        self.late += leave.late
        self.after_the_fact += leave.after_the_fact
        self.unfiled += leave.filed_at is None
        self.overdue += overdue
