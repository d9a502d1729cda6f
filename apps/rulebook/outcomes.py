"""What a rule answered to a case, in a form that a table of expectations can be held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.core.verdicts import Cite
from apps.rulebook.book import Book
from apps.workdays.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rule answered, in comparable form."""

    values: Mapping[str, Any]
    says: str
    cites: frozenset[str]


Asking = Callable[[dict[str, Any], Book, WorkCalendar], Outcome]


def ids(cites: Iterable[Cite]) -> frozenset[str]:
    """Return the ids of the clauses cited."""
    return frozenset(c.clause for c in cites)
