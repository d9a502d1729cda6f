"""Live counters of clauses, as one reader may see them (see ``matters.applied``)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from apps.matters import applied
from apps.matters.applied import NONE, Tally
from apps.organisation.acting import ActingRequest
from apps.rulebook.book import Book


@dataclass(frozen=True, slots=True)
class Counters:
    """How many matters of one clause are under way, overdue, of this year, and ever were."""

    open: Tally = NONE
    overdue: int = 0
    year: Tally = NONE
    ever: Tally = NONE


def new_year(at: dt.datetime) -> dt.datetime:
    """Return the local beginning of the year."""
    return timezone.make_aware(dt.datetime(timezone.localtime(at).year, 1, 1))  # noqa: DTZ001


def counters(request: ActingRequest, book: Book, clauses: list[str]) -> dict[str, Counters]:
    """Return the counters of those of the clauses that have any; four statements."""
    asked: dict[str, Any] = {"book": book.name, "clauses": clauses, "hats": request.hats}
    now = applied.used(**asked, under_way=True)
    late = applied.overdue_by_clause(**asked, at=request.at)
    year = applied.used(**asked, since=new_year(request.at))
    ever = applied.used(**asked)
    return {c: Counters(now.get(c, NONE), late.get(c, 0), year.get(c, NONE), ever[c]) for c in ever}
