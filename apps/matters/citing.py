"""Writing which clause a matter came under and which clause brought a step.

Called inside the transaction of the act, never on its own; one statement however many rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from apps.core.verdicts import Cite
from apps.matters.models import ClauseUse, Matter, Step, StepCite


def came_under(*, matter: Matter, cites: Iterable[Cite], at: dt.datetime) -> None:
    """Enter the clauses that a matter came under; those known stay with their first instant."""
    rows = [
        ClauseUse(matter_id=matter.pk, book=book, clause=clause, at=at)
        for book, clause in _named(cites, matter)
    ]
    if rows:
        ClauseUse.objects.bulk_create(rows, ignore_conflicts=True)


def brought(*, matter: Matter, steps: Iterable[Step], cites: Iterable[Cite]) -> None:
    """Enter the clauses that brought steps to their posts."""
    named = _named(cites, matter)
    rows = [
        StepCite(step_id=step.pk, book=book, clause=clause)
        for step in steps
        for book, clause in named
    ]
    if rows:
        StepCite.objects.bulk_create(rows, ignore_conflicts=True)


def _named(cites: Iterable[Cite], matter: Matter) -> list[tuple[str, str]]:
    """Return (book, clause) of each once; a cite without a book speaks of the matter's own."""
    return list(dict.fromkeys((c.book or matter.book, c.clause) for c in cites if c.clause))
