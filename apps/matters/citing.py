"""Writing which clause a matter came under and which clause brought a step.

Called inside the transaction of the act, never on its own; one statement however many rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from apps.core.verdicts import Cite
from apps.matters.models import ClauseUse, Matter, Step, StepCite
from apps.rulebook import shelf


def came_under(*, matter: Matter, cites: Iterable[Cite], at: dt.datetime) -> None:
    """Enter the clauses that a matter came under; those known stay with their first instant."""
    rows = [
        ClauseUse(
            matter_id=matter.pk,
            book=book,
            article=article_of(book, clause),
            clause=clause,
            at=at,
            phase=matter.phase,
            in_office=matter.in_office,
        )
        for book, clause in _named(cites, matter)
    ]
    if rows:
        ClauseUse.objects.bulk_create(rows, ignore_conflicts=True)


def follow(matter: Matter) -> None:
    """Keep what the rows repeat of their matter equal to it."""
    rows = ClauseUse.objects.filter(matter_id=matter.pk)
    rows.update(phase=matter.phase, in_office=matter.in_office)


def article_of(book: str, clause: str) -> int:
    """Return the article a clause stands in, 0 where the book is gone or does not have it."""
    found = shelf.book(book).clauses.get(clause) if book in shelf.names() else None
    return found.article if found else 0


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
