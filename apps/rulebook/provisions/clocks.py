"""Limits, frequencies and numbers (时限、间隔、数量), each a table over the facts of its question.

Owns the kinds of answer that count. Refuses a number without its unit and a range upside down.
"""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from pydantic import field_validator, model_validator

from apps.rulebook.provisions.conditions import Entry
from apps.rulebook.provisions.tables import Complete, Row, Sentence
from apps.rulebook.terms import DurationUnit, Period, Source


class Limit(Entry):
    """A length of time: ``value`` in ``unit``, counted after or before its start.

    ``month_day``: a day of the month (1–31; a shorter month ends earlier), the first one after
    the start. ``roll`` moves a last day that is not a working day to the next one.
    """

    value: int
    unit: DurationUnit
    direction: Literal["after", "before"] = "after"
    roll: bool = False

    @model_validator(mode="after")
    def _sensible(self) -> Limit:
        if self.value < 0:
            raise ValueError("期限不能为负数")
        if self.roll and (self.unit == "workday" or self.direction == "before"):
            raise ValueError("“roll”只用于向后数的自然日、月和每月某日")
        if self.unit == "month_day" and not (1 <= self.value <= 31 and self.direction == "after"):
            raise ValueError("每月某日应当在1到31之间，并且向后数")
        return self


class Stage(Entry):
    """A point within a term: what should have happened by then."""

    label: str
    limit: Limit


class TermRow(Row):
    """One limit; ``limit`` left out: no number is set (及时). ``soft``: overrun with a reason.

    ``source``: where this limit comes from, if not from where its provision comes.
    """

    limit: Limit | None = None
    soft: bool = False
    own_limit: bool = False
    reason_below: int = 0
    stages: tuple[Stage, ...] = ()
    source: Source | None = None
    sentence: Sentence


class Term(Complete):
    """By when something must be done."""

    counted: ClassVar[tuple[str, ...]] = ("days", "unit", "due", "source")
    rows: tuple[TermRow, ...] = ()
    otherwise: TermRow | None = None


class IntervalRow(Row):
    """How long after the last time the next one is expected; ``limit`` left out: no interval."""

    limit: Limit | None = None
    soft: bool = True
    sentence: Sentence
    overdue: Sentence = ""

    @model_validator(mode="after")
    def _says_overdue(self) -> IntervalRow:
        if self.limit is not None and not self.overdue:
            raise ValueError("设有间隔的，要写明超过时的提示“overdue”")
        return self


class Interval(Complete):
    """How often something recurs."""

    counted: ClassVar[tuple[str, ...]] = ("days", "unit", "due", "source", "count", "last")
    rows: tuple[IntervalRow, ...] = ()
    otherwise: IntervalRow | None = None


class QuotaRow(Row):
    """How many within a period: ``least`` and ``most`` may be left out.

    ``most_of_previous``: the upper limit as a percentage of the number in the same period before
    (只减不增); ``compared`` is said where that number is known and the limit is kept.
    ``per``: within what this row counts, if not within what its table counts.
    ``pace``: being behind the even pace is shown before the period ends. ``remind_from``: month
    and day ("10-01") from which a shortfall is shown. ``prorate``: somebody who came within the
    period owes his share. ``soft`` false: one more than ``most`` is refused, and so is a number
    that is short of ``least``.
    """

    least: int | None = None
    most: int | None = None
    most_of_previous: int | None = None
    per: Period | None = None
    pace: bool = False
    prorate: bool = False
    remind_from: str = ""
    soft: bool = True
    sentence: Sentence
    short: Sentence = ""
    over: Sentence = ""
    compared: Sentence = ""

    @field_validator("remind_from")
    @classmethod
    def _a_day(cls, value: str) -> str:
        if value and not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value):
            raise ValueError("提醒的起始日写作月和日，如 10-01")
        return value

    @model_validator(mode="after")
    def _complete(self) -> QuotaRow:
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError("下限大于上限")
        if self.least is not None and not self.short:
            raise ValueError("设有下限的，要写明不足时的提示“short”")
        if (self.most, self.most_of_previous) != (None, None) and not self.over:
            raise ValueError("设有上限的，要写明超过时的提示“over”")
        return self

    @model_validator(mode="after")
    def _compares(self) -> QuotaRow:
        if self.most is not None and self.most_of_previous is not None:
            raise ValueError("上限写一个数“most”，或者写上一期的百分比“most_of_previous”，不能都写")
        if (self.most_of_previous is not None) != bool(self.compared):
            raise ValueError("与上一期相比的，要写明比较的说法“compared”；其他情形不写")
        always = self.sentence + self.short + ("" if self.compared else self.over)
        if "{previous}" in always or "{growth}" in always:
            raise ValueError("“{previous}”和“{growth}”只写在与上一期比较的“compared”和“over”里")
        return self


class Quota(Complete):
    """How many times, days or pieces within a period; what is counted and in which unit."""

    counted: ClassVar[tuple[str, ...]] = (
        "count",
        "least",
        "most",
        "unit",
        "source",
        "previous",
        "growth",
    )
    counts: str
    measure: str
    per: Period
    rows: tuple[QuotaRow, ...] = ()
    otherwise: QuotaRow | None = None
