"""Conditions over declared columns, and the proof that a decision table has one answer for all.

Owns how a row says when it holds and how a table is proved complete and unambiguous. Refuses
columns that do not exist, values a column cannot take, gaps and overlaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Tag,
    field_validator,
    model_validator,
)

Scalar = bool | int | str


def _scalar(value: object) -> object:
    """Refuse what is no plain value, in one sentence and not one for each kind of value."""
    if isinstance(value, bool | int | str):
        return value
    raise ValueError("应为 true、false、整数或者文字")


Value = Annotated[Scalar, BeforeValidator(_scalar)]
Domain = Mapping[str, Sequence[Scalar]]


class Entry(BaseModel):
    """A part of a provision: unknown keys are faults, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Bounds(Entry):
    """A range of whole numbers, both ends included; an end left out is open."""

    least: int | None = None
    most: int | None = None

    @model_validator(mode="after")
    def _sensible(self) -> Bounds:
        if self.least is None and self.most is None:
            raise ValueError("范围至少要写一端：least 或者 most")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError("范围的下限大于上限")
        return self

    def __contains__(self, number: int) -> bool:
        low = self.least is None or self.least <= number
        return low and (self.most is None or number <= self.most)

    def edges(self) -> tuple[int, ...]:
        """Return the numbers at which the answer may change."""
        low = () if self.least is None else (self.least - 1, self.least)
        return low + (() if self.most is None else (self.most, self.most + 1))


class Others(Entry):
    """Every value of a column but these."""

    other_than: tuple[Value, ...]

    @field_validator("other_than")
    @classmethod
    def _some(cls, values: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
        if not values:
            raise ValueError("other_than 至少要写一个值")
        return values

    def __contains__(self, value: object) -> bool:
        return value not in self.other_than


class Numbers(tuple[int, ...]):
    """A column of whole numbers, shown to the proof by the points where answers may change."""

    __slots__ = ()


# What is compared for being equal; everything else is asked whether it contains the fact. Asking
# for these types is quick, asking for a model runs a method of its own at every comparison.
_PLAIN = (str, int)
Wanted = Bounds | Others | Scalar | tuple[Scalar, ...]


def _form(value: object) -> str:
    if isinstance(value, Mapping):
        return "<others>" if "other_than" in value else "<range>"
    return "<several>" if isinstance(value, tuple) else "<one>"


# The form of a condition is told by how it is written, so that a fault is told once and not for
# every form that it might have had.
_Written = Annotated[
    Annotated[Bounds, Tag("<range>")]
    | Annotated[Others, Tag("<others>")]
    | Annotated[tuple[Value, ...], Tag("<several>")]
    | Annotated[Value, Tag("<one>")],
    Discriminator(_form),
]
Condition = dict[str, _Written]


def _alternatives(value: object) -> object:
    return (value,) if isinstance(value, Mapping) else value


When = Annotated[tuple[Condition, ...], BeforeValidator(_alternatives)]
"""One condition or several alternatives; an empty list holds always."""


def holds(when: Iterable[Condition], facts: Mapping[str, Any]) -> bool:
    """Say whether one of the alternatives holds for these facts (none given: always)."""
    empty = True
    for condition in when:
        empty = False
        # Plain loops: this is the innermost step of every question.
        for name, wanted in condition.items():
            actual = facts[name]
            if actual != wanted if isinstance(wanted, _PLAIN) else actual not in wanted:
                break
        else:
            return True
    return empty


def check_columns(when: Iterable[Condition], domain: Domain, where: str) -> None:
    """Refuse a condition on a column that does not exist or a value it cannot take."""
    for condition in when:
        for name, wanted in condition.items():
            if name not in domain:
                raise ValueError(f"{where}的条件“{name}”不存在，可用：{'、'.join(domain)}")
            _check_values(wanted, domain[name], f"{where}的条件“{name}”")


def _check_values(wanted: object, column: Sequence[Scalar], where: str) -> None:
    if isinstance(column, Numbers):
        if not isinstance(wanted, Bounds):
            raise ValueError(f"{where}是数量，应写成范围，如 {{ most = 3 }}")
        return
    if isinstance(wanted, Others):
        wanted = wanted.other_than
    for value in wanted if isinstance(wanted, tuple) else (wanted,):
        if isinstance(value, Bounds):
            raise ValueError(f"{where}不是数量，不能写成范围")
        if type(value) is not type(column[0]) or value not in column:
            options = "、".join(_word(v) for v in column)
            raise ValueError(f"{where}不能取“{_word(value)}”，应为：{options}")


def _word(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def situations(domain: Domain) -> Iterable[dict[str, Scalar]]:
    """Return every combination of the columns of a decision table."""
    for values in product(*domain.values()):
        yield dict(zip(domain, values, strict=True))


def shown(situation: Mapping[str, Scalar]) -> str:
    """Return a situation as a person reads it in an error."""
    return "，".join(f"{k}={_word(v)}" for k, v in situation.items())


def used(whens: Iterable[Iterable[Condition]], domain: Domain) -> Domain:
    """Return the columns that some condition names, with the values that conditions tell apart.

    Neither another column nor a second value of the same kind can change the answer, and a proof
    that walked them would grow with the vocabulary instead of with the table.
    """
    named: dict[str, list[Wanted]] = {}
    for when in whens:
        for condition in when:
            for name, wanted in condition.items():
                named.setdefault(name, []).append(wanted)
    return {n: _told_apart(column, named[n]) for n, column in domain.items() if n in named}


def _told_apart(column: Sequence[Scalar], conditions: Sequence[Wanted]) -> tuple[Scalar, ...]:
    first: dict[tuple[bool, ...], Scalar] = {}
    for value in column:
        first.setdefault(tuple(_meets(value, wanted) for wanted in conditions), value)
    return tuple(first.values())


def _meets(value: Any, wanted: Wanted) -> bool:
    return value == wanted if isinstance(wanted, _PLAIN) else value in wanted


def check_unique(
    whens: Sequence[tuple[Condition, ...]], domain: Domain, name: str, *, open_end: bool = False
) -> None:
    """Refuse a decision table in which some situation meets no row, or more than one.

    ``open_end``: the table has a last row for everything else, so that a gap is no fault.
    """
    for number, when in enumerate(whens, 1):
        check_columns(when, domain, f"{name}第{number}行")
    for situation in situations(used(whens, domain)):
        rows = [n for n, when in enumerate(whens, 1) if holds(when, situation)]
        if len(rows) == 1 or (open_end and not rows):
            continue
        if not rows:
            raise ValueError(f"{name}有空档：情形（{shown(situation)}）没有对应的行")
        numbers = "、".join(f"第{n}行" for n in rows)
        raise ValueError(f"{name}有重叠：情形（{shown(situation)}）同时落入{numbers}")
