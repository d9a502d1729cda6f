"""Journeys abroad (因公出国境): how many teams and how many people, beside the year before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from apps.leave import periods, rules
from apps.leave.models import Leave
from apps.leave.reports.counting import COUNTED
from apps.organisation.authority import Hat
from apps.rulebook.answers import Tally
from apps.rulebook.book import Book

_BETWEEN_NAMES = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True, slots=True)
class Journeys:
    """The teams and people of a year, of the year before, and what the book says of them."""

    year: int
    teams: int
    people: int
    teams_before: int
    people_before: int
    tally: Tally


def journeys(hats: Iterable[Hat], year: int, book: Book) -> Journeys | None:
    """Count the teams that left in a year; None where the book knows no journey abroad."""
    codes = [entry.code for entry in rules.kinds(book) if "abroad" in entry.marks]
    if not codes:
        return None
    worn = tuple(hats)
    (teams, people), before = (_counted(worn, codes, on) for on in (year, year - 1))
    found = rules.teams_abroad(book, teams, before[0])
    return Journeys(year, teams, people, *before, found)


def _counted(hats: tuple[Hat, ...], codes: list[str], year: int) -> tuple[int, int]:
    """Return teams and people: who goes by the same approval is of one team."""
    start, end = (periods.instant(dt.date(on, 1, 1)) for on in (year, year + 1))
    rows = Leave.objects.visible_to(hats).filter(leave_kind__in=codes, state__in=COUNTED)
    teams: dict[str, set[str]] = {}
    for leave in rows.filter(from_at__gte=start, from_at__lt=end).select_related("person"):
        paper = leave.approval_file.strip() or f"leave-{leave.pk}"
        names = {name for name in _BETWEEN_NAMES.split(leave.companions) if name}
        teams.setdefault(paper, set()).update(names | {leave.person.name})
    return len(teams), sum(len(names) for names in teams.values())
