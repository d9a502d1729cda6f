"""Live counters of clauses, as one reader may see them (see ``matters.applied``)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from apps.matters import applied
from apps.matters.applied import Uses
from apps.organisation.acting import ActingRequest
from apps.rulebook.book import Book


@dataclass(frozen=True, slots=True)
class Counters:
    """What came under a clause, and how many of it are past a limit that the clause set."""

    uses: Uses
    overdue: int = 0


def new_year(at: dt.datetime) -> dt.datetime:
    """Return the local beginning of the year."""
    return timezone.make_aware(dt.datetime(timezone.localtime(at).year, 1, 1))  # noqa: DTZ001


def counters(request: ActingRequest, book: Book, clauses: list[str]) -> dict[str, Counters]:
    """Return the counters of those of the clauses that have any; two statements."""
    asked: dict[str, Any] = {"book": book.name, "clauses": clauses, "hats": request.hats}
    late = applied.overdue_by_clause(**asked, at=request.at)
    uses = applied.used(**asked, since=new_year(request.at))
    return {clause: Counters(found, late.get(clause, 0)) for clause, found in uses.items()}
