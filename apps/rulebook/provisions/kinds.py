"""Rulings, chains, rosters, lists of choices and prerequisites (准否、环节、名单、选项、前置条件).

Owns five of the kinds of answer; clocks.py has those about time and number. Refuses a warning that
nobody may lift, a step without anybody, and a code written twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from pydantic import model_validator

from apps.rulebook.provisions.base import Pattern
from apps.rulebook.provisions.clocks import Limit
from apps.rulebook.provisions.conditions import Domain, Entry, holds, shown, situations, used
from apps.rulebook.provisions.tables import Complete, Fault, Path, Proof, Row, Sentence, Table
from apps.rulebook.terms import Act, Milestone, Part, Role, UnitKind


class RulingRow(Row):
    """Yes, no, or no unless a named post gives a recorded reason (原则上、一般)."""

    effect: Literal["yes", "no", "unless_reasoned"]
    override_by: tuple[Role, ...] = ()
    field: str = ""
    sentence: Sentence = ""

    @model_validator(mode="after")
    def _says_why(self) -> RulingRow:
        if self.effect != "yes" and not self.sentence:
            raise ValueError("不准的，要写明理由“sentence”")
        if (self.effect == "unless_reasoned") != bool(self.override_by):
            raise ValueError("可以说明理由放行的，要写明由谁放行“override_by”；其他情形不写")
        return self


class Ruling(Complete):
    """Whether something may be done: a decision table."""

    rows: tuple[RulingRow, ...] = ()
    otherwise: RulingRow | None = None


class ChainStep(Row):
    """One step of a chain.

    Steps with the same ``order`` run side by side. ``who`` are roles; ``need`` all or any.
    ``away``: who acts where the post's holder is away: whoever substitutes, nobody (the step
    waits), the roles of ``instead``, or the step is left out. ``silence`` counts as consent
    only where the book says so. ``lacking`` is what is said where the step is not done.
    """

    order: int
    act: Act
    label: str
    who: tuple[Role, ...]
    need: Literal["all", "any"] = "all"
    personal: bool = False
    away: Literal["substitute", "waits", "instead", "left_out"] = "substitute"
    instead: tuple[Role, ...] = ()
    silence: Literal["waits", "consents"] = "waits"
    limit: Limit | None = None
    sentence: Sentence = ""
    lacking: Sentence = ""

    @model_validator(mode="after")
    def _somebody(self) -> ChainStep:
        if not self.who:
            raise ValueError("这一环节没有写明由谁办理“who”")
        if (self.away == "instead") != bool(self.instead):
            raise ValueError("不在时改由他人办理的（away = instead），要写明由谁“instead”")
        if self.personal and self.away in ("substitute", "instead"):
            raise ValueError("必须本人办理的（personal），不在时只能等候（away = waits）")
        if self.limit is None and "{limit}" in self.sentence + self.lacking:
            raise ValueError("句子里写了“{limit}”，这一环节却没有期限“limit”")
        return self


class Chain(Table):
    """Who must act, in which order."""

    proof: ClassVar[Proof] = "some"
    named: ClassVar[str] = "steps"
    counted: ClassVar[tuple[str, ...]] = ("limit",)
    steps: tuple[ChainStep, ...]

    def _proved(self, domain: Domain) -> Iterable[Fault]:
        """Prove somebody in every situation, and the steps that hold together in their order."""
        for facts in situations(used([s.when for s in self.steps], domain)):
            orders = [s.order for s in self.steps if holds(s.when, facts)]
            if not orders:
                yield ("steps",), f"“{self.title}”有空档：情形（{shown(facts)}）没有答案"
                return
            if orders != sorted(orders):
                yield ("steps",), f"环节要按先后顺序写，情形（{shown(facts)}）的 order 倒退"
                return


class RosterRow(Row):
    """Some people of a list: by role, as heads of kinds of unit, or as chosen by somebody."""

    part: Part
    roles: tuple[Role, ...] = ()
    head_of: tuple[UnitKind, ...] = ()
    chosen_by: Role | None = None
    from_kinds: tuple[UnitKind, ...] = ()
    sentence: Sentence = ""

    @model_validator(mode="after")
    def _somebody(self) -> RosterRow:
        if not (self.roles or self.head_of or self.chosen_by):
            raise ValueError("名单的一行要写明岗位“roles”、单位“head_of”或者由谁选定“chosen_by”")
        return self


class Roster(Table):
    """Who belongs: all rows that hold, put together."""

    proof: ClassVar[Proof] = "some"
    rows: tuple[RosterRow, ...]


class Choice(Row):
    """One entry of a list: when it is offered, its code, its name, and marks for code.

    ``phrases``: words in a text that suggest this entry. They are a hint; a person decides.
    """

    code: str
    name: str
    note: str = ""
    marks: tuple[str, ...] = ()
    phrases: tuple[Pattern, ...] = ()


class Choices(Table):
    """A list from which people choose (类别、结果、来源)."""

    items: tuple[Choice, ...]

    def entries(self) -> list[tuple[Path, Row]]:
        """Return every entry with its path; a list may be empty for some facts."""
        return [(("items", number), item) for number, item in enumerate(self.items)]

    def _proved(self, domain: Domain) -> list[Fault]:
        return []

    @model_validator(mode="after")
    def _distinct(self) -> Choices:
        codes = [c.code for c in self.items]
        double = next((c for c in codes if codes.count(c) > 1), None)
        if not codes or double:
            raise ValueError(f"选项“{double}”写了两次" if double else "一个选项也没有")
        return self

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in the book's order."""
        return tuple(c.code for c in self.items)


class NeedCause(Row):
    """One reason why a prerequisite applies."""

    reason: Sentence


class Need(Entry):
    """One prerequisite and every cause for it; see ``answers.RequirementSpec``."""

    key: str
    label: str
    required_before: Milestone
    waivable_by: tuple[Role, ...] = ()
    after: tuple[str, ...] = ()
    by_role: Role | None = None
    causes: tuple[NeedCause, ...]


class Needs(Table):
    """What must be proved before something goes on."""

    items: tuple[Need, ...]

    def entries(self) -> list[tuple[Path, Row]]:
        """Return every cause with its path."""
        return [
            (("items", n, "causes", m), cause)
            for n, item in enumerate(self.items)
            for m, cause in enumerate(item.causes)
        ]

    def _proved(self, domain: Domain) -> list[Fault]:
        return []

    @model_validator(mode="after")
    def _consistent(self) -> Needs:
        seen: list[str] = []
        for item in self.items:
            if item.key in seen:
                raise ValueError(f"前置条件“{item.key}”重复")
            for earlier in item.after:
                if earlier not in seen:
                    raise ValueError(f"“{item.key}”所依的“{earlier}”应当写在它前面")
            seen.append(item.key)
        return self
