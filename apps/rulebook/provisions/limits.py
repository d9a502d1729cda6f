"""What a book says about time: durations with their unit, and the office's step limits."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from apps.rulebook.provisions.base import Provision, blanks
from apps.rulebook.provisions.conditions import Entry
from apps.rulebook.terms import DurationUnit, Purpose, Urgency, words


class Duration(Provision):
    """One limit: how long, in which unit, and how hard it is; counted forward from its start.

    ``roll`` moves a last day that is not a working day to the next one (days and months only).
    ``reason_below`` asks for a reason where somebody sets a shorter limit of his own.
    """

    value: int
    unit: DurationUnit
    roll: bool = False
    soft: bool = False
    own_limit: bool = False
    reason_below: int = 0
    sentence: Annotated[str, blanks("quote", "days", "unit", "due", "source")]

    @model_validator(mode="after")
    def _sensible(self) -> Duration:
        if self.value < 0:
            raise ValueError("期限不能为负数")
        if self.roll and self.unit == "workday":
            raise ValueError("“roll”只用于自然日和月")
        if self.source == "rules" and not self.clauses:
            raise ValueError("出自规则的期限要写明条款；规则未规定的，source 写 office")
        return self


class StepLimit(Entry):
    """Working days a station has, by urgency."""

    purpose: Purpose
    normal: int
    urgent: int
    most_urgent: int


class StepLimits(Provision):
    """How many working days each station has; the rules give none, so the office agrees them."""

    rows: tuple[StepLimit, ...]
    sentence: Annotated[str, blanks("days", "source")]

    @model_validator(mode="after")
    def _one_row_each(self) -> StepLimits:
        purposes: list[str] = [r.purpose for r in self.rows]
        for purpose in words(Purpose):
            if purposes.count(purpose) != 1:
                raise ValueError(f"环节“{purpose}”应当恰有一行，现有{purposes.count(purpose)}行")
        for row in self.rows:
            if not row.normal >= row.urgent >= row.most_urgent >= 0:
                raise ValueError(f"环节“{row.purpose}”的时限应当越急越短，且不为负数")
        return self

    def days(self, purpose: str, urgency: Urgency) -> int | None:
        """Return the working days of a station, or None for a purpose the book does not list."""
        row = next((r for r in self.rows if r.purpose == purpose), None)
        return getattr(row, urgency) if row else None

    def number(self, purpose: str) -> int:
        """Return the number of a station's row, from 1; 0 where the book does not list it."""
        return next((n for n, r in enumerate(self.rows, 1) if r.purpose == purpose), 0)


class Version(Provision):
    """From when the book holds, and what it does to its predecessor."""

    sentence: Annotated[str, blanks("quote")]
