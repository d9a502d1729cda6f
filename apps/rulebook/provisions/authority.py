"""What a book says about who may act for whom (职责、委托、代行)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from apps.rulebook.provisions.base import Cited, Provision, blanks
from apps.rulebook.provisions.conditions import Entry
from apps.rulebook.terms import AbsenceKind, Capacity, Power, Role, UnitKind, words

Effect = Literal["allowed", "denied", "if_granted"]


class Members(Provision):
    """Whose holders make up the government."""

    roles: tuple[Role, ...]
    head_of: tuple[UnitKind, ...]
    sentence: Annotated[str, blanks("quote")]


class Scope(Provision):
    """Which kinds of unit the rules bind."""

    unit_kinds: tuple[UnitKind, ...]
    sentence: Annotated[str, blanks("quote")]


class StandingRow(Cited):
    """What one role may always read, and the powers it never has by itself."""

    role: Role
    reads: Literal["all", "office", "attached", "portfolio", "own"]
    lacks: tuple[Power, ...] = ()
    sentence: Annotated[str, blanks("quote", "post")]


class Standing(Provision):
    """Standing rights of roles, before any portfolio or hat."""

    rows: tuple[StandingRow, ...]

    @model_validator(mode="after")
    def _one_row_each(self) -> Standing:
        roles = [r.role for r in self.rows]
        double = next((r for r in roles if roles.count(r) > 1), None)
        if double:
            raise ValueError(f"“{double}”写了两行")
        return self


class Portfolio(Provision):
    """How many leaders a unit has at one time."""

    leaders: int = 1
    too_few: Annotated[str, blanks("quote", "unit")]
    too_many: Annotated[str, blanks("quote", "unit", "leaders")]


class Pairing(Provision):
    """Between whom mutual cover is arranged; one partner each."""

    roles: tuple[Role, ...]
    themselves: Annotated[str, blanks("quote", "name")]
    taken: Annotated[str, blanks("quote", "name", "partner")]
    wrong_role: Annotated[str, blanks("quote", "name")]
    unpaired: Annotated[str, blanks("quote", "name")]


class Substitution(Provision):
    """When cover starts by itself, and what is said where it does not.

    ``graph``: who covers: the partner of a pair, the first present leader of ``order`` (roles in
    their order), or nobody by rule. ``within`` a role: by their place from the first on, or from
    whoever comes next after the one who is away, round to those before him.
    """

    graph: Literal["pairs", "order", "none"]
    order: tuple[Role, ...] = ()
    within: Literal["place", "next"] = "place"
    roles: tuple[Role, ...]
    kinds: dict[AbsenceKind, str]
    must_leave: bool
    must_be_approved: bool
    starts: Annotated[str, blanks("quote", "name", "partner")]
    not_leaving: Annotated[str, blanks("quote", "name")]
    other_kind: Annotated[str, blanks("quote", "name", "kinds")]
    not_approved: Annotated[str, blanks("quote", "name")]
    wrong_role: Annotated[str, blanks("quote", "name")]
    no_partner: Annotated[str, blanks("quote", "name")]
    not_substitutable: Annotated[str, blanks("quote", "name")]

    @model_validator(mode="after")
    def _ordered(self) -> Substitution:
        if (self.graph == "order") != bool(self.order):
            raise ValueError("按顺序代行的（graph = order），要写明顺序“order”；其他情形不写")
        if self.within == "next" and not self.order:
            raise ValueError("“within”只用于按顺序代行的（graph = order）")
        return self


class BothAway(Provision):
    """What happens where the holder and the substitute are both away."""

    proposes: Role
    names: Role
    sentence: Annotated[str, blanks("quote", "proposes", "names")]


class NamedActing(Cited):
    """Whom the head of government may name in writing where ``to`` is away as well."""

    roles: tuple[Role, ...]
    sentence: Annotated[str, blanks("quote", "name", "reference")]


class ActingMayor(Provision):
    """When the head of government's work passes on, and to whom."""

    to: Role
    named: NamedActing | None = None
    must_leave: bool
    must_be_mandated: bool
    starts: Annotated[str, blanks("quote", "name", "reference")]
    present: Annotated[str, blanks("quote")]
    no_mandate: Annotated[str, blanks("quote")]
    wrong_person: Annotated[str, blanks("quote", "post")]


class SpecialTask(Provision):
    """That a recorded mandate goes before the portfolio within its subject."""

    sentence: Annotated[str, blanks("quote", "name", "subject", "reference")]
    no_reference: Annotated[str, blanks("quote")]


class CapacityWords(Entry):
    """What a capacity is called and the mark set beside a signature under it."""

    label: str
    mark: str = ""


class CapacityRow(Cited):
    """For some powers and capacities: whether the act is allowed, and what is said."""

    powers: tuple[Literal[Power, "*"], ...]
    capacities: tuple[Capacity, ...]
    effect: Effect
    sentence: Annotated[str, blanks("quote", "power", "capacity")]


class Capacities(Provision):
    """Which power may be used in which capacity; ``*`` is every power not listed elsewhere."""

    words: dict[Capacity, CapacityWords]
    powers: dict[Power, str]
    unknown: Annotated[str, blanks("quote")]
    rows: tuple[CapacityRow, ...]

    @model_validator(mode="after")
    def _complete(self) -> Capacities:
        for group, known, name in (
            (self.words, words(Capacity), "身份"),
            (self.powers, words(Power), "职权"),
        ):
            missing = [k for k in known if k not in group]
            if missing:
                raise ValueError(f"{name}名称不全，缺：{'、'.join(missing)}")
        for capacity in words(Capacity):
            for power in (*words(Power), "*"):
                self._one_row(power, capacity)
        return self

    def _one_row(self, power: str, capacity: str) -> None:
        rows = [n for n, r in enumerate(self.rows, 1) if capacity in r.capacities]
        exact = [n for n in rows if power in self.rows[n - 1].powers]
        found = exact or [n for n in rows if "*" in self.rows[n - 1].powers]
        if not found:
            raise ValueError(f"代行权限表有空档：职权“{power}”、身份“{capacity}”没有对应的行")
        if len(found) > 1:
            numbers = "、".join(f"第{n}行" for n in found)
            raise ValueError(f"代行权限表有重叠：职权“{power}”、身份“{capacity}”同时落入{numbers}")
