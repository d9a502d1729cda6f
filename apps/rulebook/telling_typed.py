"""The typed provisions in words: routes, the signing matrix, prerequisites, limits, and the rest.

A provision without a wording of its own is told by its Chinese sentences, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from apps.rulebook.book import Book
from apps.rulebook.provisions import Provision
from apps.rulebook.provisions.authority import BothAway, Capacities, Members, Scope
from apps.rulebook.provisions.clocks import Limit
from apps.rulebook.provisions.documents import (
    DecisionRoute,
    Numbering,
    RequirementTable,
    SigningMatrix,
)
from apps.rulebook.provisions.limits import Duration, StepLimits
from apps.rulebook.questions.words import MILESTONES, PURPOSES, URGENCIES
from apps.rulebook.telling_kinds import Told, length, own_limit, posts

_HAN = re.compile("[一-龥]")
_SKIPPED = frozenset(
    {"title", "note", "basis", "undecided", "source", "clauses", "phrases", "marks"}
)
_EFFECTS = {"allowed": "可以行使", "denied": "不得行使", "if_granted": "委托写明的可以行使"}


def tell_typed(provision: Provision, book: Book) -> Iterable[Told]:
    """Return a typed provision in words, row by row."""
    return _BY_TYPE.get(type(provision), _sentences)(provision, book)


def _members(rule: Members, book: Book) -> Iterable[Told]:
    units: Mapping[Any, str] = book.vocabulary.units
    heads = "、".join(f"{units[kind]}主要负责同志" for kind in rule.head_of)
    yield 0, (), f"{posts(rule.roles, book)}；{heads}", rule


def _scope(rule: Scope, book: Book) -> Iterable[Told]:
    units: Mapping[Any, str] = book.vocabulary.units
    yield 0, (), f"适用于{'、'.join(units[kind] for kind in rule.unit_kinds)}", rule


def _both_away(rule: BothAway, book: Book) -> Iterable[Told]:
    proposes, names = posts((rule.proposes,), book), posts((rule.names,), book)
    yield 0, (), rule.sentence.replace("{proposes}", proposes).replace("{names}", names), rule


def _route(rule: DecisionRoute, book: Book) -> Iterable[Told]:
    for number, step in enumerate(rule.steps, 1):
        yield number, step.when, f"{_act(step.purpose, book)}：{posts(step.who, book)}", step


def _act(purpose: str, book: Book) -> str:
    rule = book.find("authority.capacities", Capacities)
    powers: Mapping[Any, str] = rule.powers if rule else {}
    return powers.get(purpose, "")


def _signing(rule: SigningMatrix, book: Book) -> Iterable[Told]:
    for number, row in enumerate(rule.rows, 1):
        ways = [f"{o.label}{'（须说明理由）' if o.needs_reason else ''}" for o in row.options]
        says = "；或者".join(ways) or row.refusal
        yield number, row.when, f"{says}{'，须本人签署' if row.personal else ''}", row


def _requirements(rule: RequirementTable, book: Book) -> Iterable[Told]:
    for number, item in enumerate(rule.items, 1):
        waived = f"，{posts(item.waivable_by, book)}可以免除" if item.waivable_by else ""
        before = MILESTONES[item.required_before]
        for cause in item.causes:
            says = f"{item.label}，{before}前完成{waived}。{cause.reason}"
            yield number, cause.when, says, cause


def _duration(rule: Duration, book: Book) -> Iterable[Told]:
    limit = Limit(value=rule.value, unit=rule.unit, roll=rule.roll)
    says = length(limit, book) + ("，原则上" if rule.soft else "")
    yield 0, (), says + own_limit(rule), rule


def _step_limits(rule: StepLimits, book: Book) -> Iterable[Told]:
    unit = book.vocabulary.durations["workday"]
    for number, row in enumerate(rule.rows, 1):
        days = "，".join(f"{word}{getattr(row, code)}{unit}" for code, word in URGENCIES.items())
        yield number, (), f"{_act(row.purpose, book) or PURPOSES[row.purpose]}：{days}", row


def _numbering(rule: Numbering, book: Book) -> Iterable[Told]:
    for number, row in enumerate(rule.rows, 1):
        yield number, row.when, f"机关代字“{row.code}”", row


def _capacities(rule: Capacities, book: Book) -> Iterable[Told]:
    words: Mapping[Any, Any] = rule.words
    powers: Mapping[Any, str] = rule.powers
    for number, row in enumerate(rule.rows, 1):
        who = "、".join(words[c].label for c in row.capacities)
        what = "、".join("其他职权" if p == "*" else powers[p] for p in row.powers)
        yield number, (), f"{who}：{what}，{_EFFECTS[row.effect]}", row


def _sentences(rule: Provision, book: Book) -> Iterable[Told]:
    for name in type(rule).model_fields:
        if name not in _SKIPPED:
            for says, part in _chinese(getattr(rule, name), rule):
                yield 0, (), says, part


def _chinese(value: object, part: object) -> Iterable[tuple[str, object]]:
    if isinstance(value, str) and ("{quote}" in value or _HAN.search(value)):
        yield value, part
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _chinese(getattr(value, name), value)
    elif isinstance(value, Mapping):
        names = [v if isinstance(v, str) else getattr(v, "name", "") for v in value.values()]
        yield "、".join(name for name in names if name), part
    elif isinstance(value, tuple):
        for one in value:
            yield from _chinese(one, part)


_BY_TYPE: dict[type, Callable[[Any, Book], Iterable[Told]]] = {
    Members: _members,
    Scope: _scope,
    BothAway: _both_away,
    DecisionRoute: _route,
    SigningMatrix: _signing,
    RequirementTable: _requirements,
    Duration: _duration,
    StepLimits: _step_limits,
    Numbering: _numbering,
    Capacities: _capacities,
}
