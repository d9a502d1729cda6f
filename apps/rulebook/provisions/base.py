"""The types a book speaks in: provisions, templates, conditions, decision tables, steps.

Owns what every provision has in common and how a table is proved complete and unambiguous.
Refuses untyped keys, sentences with unknown blanks, and tables with a gap or an overlap.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from apps.rulebook.terms import Purpose, Role, Source

Scalar = bool | int | str
Domain = Mapping[str, Sequence[Scalar]]


class Entry(BaseModel):
    """A part of a provision: unknown keys are faults, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Cited(Entry):
    """A part that may cite clauses of its own; without them the provision's clauses are cited."""

    clauses: tuple[str, ...] = ()


class Provision(Entry):
    """One thing a book regulates.

    ``clauses`` are the clauses this provision carries out (they count as bound). ``enforced``
    is false where the module that would enforce it is not built. ``source`` says whether the
    value stands in the rules, in a superior norm or is an office convention (办公室约定).
    """

    title: str
    clauses: tuple[str, ...] = ()
    source: Source = "rules"
    basis: str = ""
    note: str = ""
    enforced: bool = True

    def cited(self) -> Iterable[str]:
        """Return every clause id this provision names, its own and those of its parts."""
        yield from self.clauses
        yield from _clauses_within(self)


def _clauses_within(value: object) -> Iterable[str]:
    if isinstance(value, Cited):
        yield from value.clauses
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _clauses_within(getattr(value, name))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _clauses_within(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _clauses_within(part)


def _tuples(value: object) -> object:
    """Turn TOML arrays into tuples, so that strict models stay hashable and frozen."""
    if isinstance(value, list):
        return tuple(_tuples(part) for part in value)
    if isinstance(value, dict):
        return {key: _tuples(part) for key, part in value.items()}
    return value


def blanks(*names: str) -> AfterValidator:
    """Return the check that a Chinese sentence has no blanks in braces but these."""

    def check(text: str) -> str:
        try:
            used = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        except ValueError as error:
            raise ValueError("句子中的花括号不成对") from error
        strange = sorted(used - set(names))
        if strange:
            allowed = "、".join(f"{{{b}}}" for b in names) or "无"
            raise ValueError(f"句子里不能用“{{{strange[0]}}}”，可用的空格为：{allowed}")
        return text

    return AfterValidator(check)


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"不是有效的匹配式：{error}") from error
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]

Condition = dict[str, Scalar | tuple[Scalar, ...]]


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
            if actual not in wanted if isinstance(wanted, tuple) else actual != wanted:
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
            for value in wanted if isinstance(wanted, tuple) else (wanted,):
                if type(value) is not type(domain[name][0]) or value not in domain[name]:
                    options = "、".join(_word(v) for v in domain[name])
                    raise ValueError(
                        f"{where}的条件“{name}”不能取“{_word(value)}”，应为：{options}"
                    )


def _word(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def situations(domain: Domain) -> Iterable[dict[str, Scalar]]:
    """Return every combination of the columns of a decision table."""
    for values in product(*domain.values()):
        yield dict(zip(domain, values, strict=True))


def check_unique(whens: Sequence[tuple[Condition, ...]], domain: Domain, name: str) -> None:
    """Refuse a decision table in which some situation meets no row, or more than one."""
    for number, when in enumerate(whens, 1):
        check_columns(when, domain, f"{name}第{number}行")
    for situation in situations(domain):
        rows = [n for n, when in enumerate(whens, 1) if holds(when, situation)]
        if len(rows) == 1:
            continue
        shown = "，".join(f"{k}={_word(v)}" for k, v in situation.items())
        if not rows:
            raise ValueError(f"{name}有空档：情形（{shown}）没有对应的行")
        numbers = "、".join(f"第{n}行" for n in rows)
        raise ValueError(f"{name}有重叠：情形（{shown}）同时落入{numbers}")


class Step(Cited):
    """One station of a route as a book writes it; ``who`` are roles that facts fill in."""

    purpose: Purpose
    who: tuple[Role, ...]
    need: Literal["all", "any"] = "all"
    personal: bool = False
    when: When = ()
    sentence: Annotated[
        str, blanks("quote", "sender", "leader", "delegate", "co_leaders", "reference")
    ] = ""


def name_of(names: Mapping[Any, str], code: str, default: str | None = None) -> str:
    """Return the book's name of a code; the default, or the code, where it has none."""
    return names.get(code, code if default is None else default)


def toml_values(value: Any) -> Any:
    """Return parsed TOML in the immutable shape that the schemas expect."""
    return _tuples(value)
