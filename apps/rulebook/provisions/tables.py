"""The few kinds in which a book answers: every one is a table over the facts of its question.

Owns what tables have in common: rows with conditions and sentences, and the proof against the
columns that the question declares. Refuses gaps, overlaps, unknown columns and unknown blanks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from pydantic import model_validator

from apps.rulebook.provisions.base import Cited, Provision, blanks_in
from apps.rulebook.provisions.conditions import (
    Domain,
    When,
    check_columns,
    check_unique,
    holds,
    shown,
    situations,
    used,
)

Path = tuple[str | int, ...]
Fault = tuple[Path, str]
Proof = Literal["one", "some"]
Sentence = Annotated[str, "sentence"]
"""Chinese with blanks: ``{quote}``, the facts of the question, and the names it declares."""


class Row(Cited):
    """A row of a table: when it holds; its own clauses, else those of the provision."""

    when: When = ()


class Table(Provision):
    """A provision made of rows.

    ``proof``: "one" row for every situation (a decision table) or at least "some" (a route, a
    list of people). ``named`` is the key under which the rows stand; ``counted`` are the blanks
    that the rules of counting fill in.
    """

    proof: ClassVar[Proof] = "one"
    named: ClassVar[str] = "rows"
    counted: ClassVar[tuple[str, ...]] = ()

    def entries(self) -> Iterable[tuple[Path, Row]]:
        """Return every row with the path of keys under which it stands."""
        for number, row in enumerate(getattr(self, self.named)):
            yield (self.named, number), row
        if (rest := getattr(self, "otherwise", None)) is not None:
            yield ("otherwise",), rest

    def row_for(self, facts: dict[str, object]) -> tuple[int, Row]:
        """Return the number (from 1; 0 is the row for everything else) and the row that holds."""
        for number, row in enumerate(getattr(self, self.named), 1):
            if holds(row.when, facts):
                return number, row
        return 0, self.otherwise  # type: ignore[attr-defined]  # proved complete on loading

    def faults(self, domain: Domain, blanks: frozenset[str]) -> Iterable[Fault]:
        """Return what is wrong with the table against the columns of its question."""
        sound = True
        for path, row in self.entries():
            for message in _row_faults(row, domain, blanks):
                sound = False
                yield path, message
        if sound:
            yield from self._proved(domain)

    def _proved(self, domain: Domain) -> Iterable[Fault]:
        rows = getattr(self, self.named)
        if self.proof == "one":
            try:
                rest = getattr(self, "otherwise", None) is not None
                check_unique([r.when for r in rows], domain, f"“{self.title}”", open_end=rest)
            except ValueError as error:
                yield (self.named,), str(error)
        else:
            for facts in situations(used([r.when for r in rows], domain)):
                if not any(holds(r.when, facts) for r in rows):
                    yield (self.named,), f"“{self.title}”有空档：情形（{shown(facts)}）没有答案"
                    return


def _row_faults(row: Row, domain: Domain, blanks: frozenset[str]) -> Iterable[str]:
    try:
        check_columns(row.when, domain, "本行")
    except ValueError as error:
        yield str(error)
    for name, field in type(row).model_fields.items():
        if "sentence" in field.metadata:
            yield from _blank_faults(getattr(row, name), blanks)


def _blank_faults(text: str, blanks: frozenset[str]) -> Iterable[str]:
    try:
        names = blanks_in(text)
    except ValueError as error:
        yield str(error)
        return
    for strange in sorted(names - blanks):
        allowed = "、".join(f"{{{b}}}" for b in sorted(blanks))
        yield f"句子里不能用“{{{strange}}}”，可用的空格为：{allowed}"


class Complete(Table):
    """A decision table that may end with one row for everything else."""

    @model_validator(mode="after")
    def _rest_holds_always(self) -> Complete:
        rest = getattr(self, "otherwise", None)
        if rest is not None and rest.when:
            raise ValueError("otherwise 是其余情形的答复，不能再写条件")
        if not getattr(self, self.named) and rest is None:
            raise ValueError("表里一行也没有")
        return self
