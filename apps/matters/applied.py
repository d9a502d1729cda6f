"""What came under a clause, as one reader may see it: counted and listed.

A standing right is counted along the newest rows of a clause, no further than ``CAP``; a post
among the newest ``NEWEST`` matters that it takes part in: so no count and no list grows with the
register, and a number that was cut says so. Articles and overdue steps are counted from what is
under way, which is few. Refuses to read a matter's content.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import (
    Count,
    Exists,
    Min,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.expressions import RawSQL

from apps.matters.citing import article_of
from apps.matters.models import ClauseUse, Matter, Participation, Step, StepCite
from apps.matters.purposes import kinds
from apps.matters.querysets import reading_posts, visible_q
from apps.matters.reading import Cursor, union_sql
from apps.organisation import authority
from apps.rulebook.usage import Usage

if TYPE_CHECKING:
    from apps.organisation.authority import Hat

CAP = 1000
NEWEST = 2000
COUNTED = ("matter_id", "at", "phase")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many; ``more`` where the counting stopped there."""

    count: int = 0
    more: bool = False

    def __str__(self) -> str:
        return f"{self.count}+" if self.more else str(self.count)

    def __bool__(self) -> bool:
        return self.count > 0


@dataclass(frozen=True, slots=True)
class Uses:
    """How many matters of a clause are under way, are of this year, and ever were."""

    under_way: Tally = Tally()
    this_year: Tally = Tally()
    ever: Tally = Tally()


def open_by_article(*, book: str, hats: Iterable[Hat]) -> dict[int, int]:
    """Return how many matters under way came under each article of a book; one statement."""
    return _open_by("article", book, hats)


def open_by_clause(*, book: str, hats: Iterable[Hat]) -> dict[str, int]:
    """Return how many matters under way came under each clause of a book; one statement."""
    return _open_by("clause", book, hats)


def _open_by(place: str, book: str, hats: Iterable[Hat]) -> dict[Any, int]:
    hats = tuple(hats)
    if not hats:
        return {}
    rows = _under_way(book).filter(_reach(hats)).values_list(place)
    return dict(rows.annotate(n=Count("matter_id", distinct=True)).order_by())


def _under_way(book: str) -> QuerySet[ClauseUse]:
    return ClauseUse.objects.filter(book=book, phase=Matter.Phase.IN_HAND)


def _open_of(book: str, clause: str) -> QuerySet[ClauseUse]:
    """Return the rows of a clause that are under way, named so that their own index serves."""
    return _under_way(book).filter(article=article_of(book, clause), clause=clause)


def _reach(hats: tuple[Hat, ...]) -> Q:
    """Return the condition "these hats may read its matter", without asking the matter."""
    mine, wide = Q(matter_id__in=_ids(_branches(hats))), _wide(hats)
    return mine if wide is None else mine | wide


def _wide(hats: tuple[Hat, ...]) -> Q | None:
    """Return what a standing right opens of the rows, None where there is none."""
    standing = authority.standing(hats)
    if standing.reads_all:
        return ~Q(phase=Matter.Phase.DRAFT)
    return Q(in_office=True) if standing.office else None


def overdue_by_clause(
    *, book: str, clauses: Iterable[str], hats: Iterable[Hat], at: dt.datetime
) -> dict[str, int]:
    """Return how many matters have a step past its limit that a clause brought; one statement."""
    rows = _overdue(book, hats, at).filter(clause__in=list(clauses)).values_list("clause")
    return dict(rows.annotate(n=Count("step__matter_id", distinct=True)).order_by())


def _overdue(book: str, hats: Iterable[Hat], at: dt.datetime) -> QuerySet[StepCite]:
    late = Q(step__state=Step.State.WAITING, step__due_at__lt=at)
    return StepCite.objects.filter(late, book=book).filter(visible_q(hats, "step__matter__"))


def usages(book: str, clauses: Collection[str], hats: Any = None) -> list[Usage]:
    """Return the open matters under a book by kind, and how many came under the clauses."""
    came = ClauseUse.objects.filter(book=book, clause__in=clauses, matter=OuterRef("pk"))
    rows = Matter.objects.filter(book=book, phase=Matter.Phase.IN_HAND)
    rows = rows if hats is None else rows.visible_to(hats)
    counts = rows.values_list("kind").annotate(n=Count("pk"), t=Count("pk", filter=Exists(came)))
    found = {kind: (n, t) for kind, n, t in counts.order_by()}
    return [
        Usage(kind.label, n, kind.asks, t)
        for kind in kinds()
        for n, t in (found.get(kind.key, (0, 0)),)
        if n
    ]


def used(
    *, book: str, clauses: Iterable[str], hats: Iterable[Hat], since: dt.datetime
) -> dict[str, Uses]:
    """Return what came under each clause, this year beginning ``since``; one statement."""
    hats, clauses = tuple(hats), list(clauses)
    if not clauses or not hats:
        return {}
    rows, newest = ClauseUse.objects.filter(book=book), _branches(hats)
    branches = [
        branch
        for clause in clauses
        for kept in (rows.filter(clause=clause), _open_of(book, clause))
        for branch in _standing(kept, hats, CAP + 1)
    ]
    branches.append(rows.filter(clause__in=clauses, matter_id__in=_ids(newest)))
    found, params = union_sql([one.values_list("clause", *COUNTED) for one in branches])
    bound = connection.ops.adapt_datetimefield_value(since)
    full, more_params = _fullest(newest, bound)
    sql = (
        # Compiled by Django; every value is a bound parameter.
        "SELECT clause, count(DISTINCT CASE WHEN phase = %s THEN matter_id END),"  # noqa: S608
        ' count(DISTINCT CASE WHEN "at" >= %s THEN matter_id END), count(DISTINCT matter_id)'
        f" FROM ({found}) AS f GROUP BY clause"
        f" UNION ALL SELECT '', max(n), max(y), max(n) FROM ({full}) AS g"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [Matter.Phase.IN_HAND.value, bound, *params, *more_params])
        counts = {clause: numbers for clause, *numbers in cursor.fetchall()}
    most = counts.pop("")
    cut = [n >= NEWEST and not authority.standing(hats).reads_all for n in most]
    return {
        clause: Uses(*(Tally(min(n, CAP), c or n > CAP) for n, c in zip(found, cut, strict=True)))
        for clause, found in counts.items()
    }


def listed(
    *,
    book: str,
    clause: str,
    hats: Iterable[Hat],
    since: dt.datetime | None = None,
    under_way: bool = False,
    before: Cursor | None = None,
    limit: int = 51,
) -> list[Cursor]:
    """Return (first use, matter) of what ``used`` counts of a clause, newest first."""
    hats = tuple(hats)
    if not hats:
        return []
    rows = ClauseUse.objects.filter(book=book, clause=clause)
    rows = _open_of(book, clause) if under_way else rows
    rows = rows if since is None else rows.filter(at__gte=since)
    if before:
        rows = rows.filter(at__lte=before[0])
        rows = rows.filter(Q(at__lt=before[0]) | Q(matter_id__lt=before[1]))
    mine = rows.filter(matter_id__in=_ids(_branches(hats))).order_by("-at", "-matter_id")
    branches = [*_standing(rows, hats, limit), mine[:limit]]
    found, params = union_sql([one.values_list("at", "pk") for one in branches])
    first = RawSQL(f"SELECT w.pk FROM ({found}) AS w", params)  # noqa: S608, S611 (by Django)
    newest = ClauseUse.objects.filter(pk__in=first).order_by("-at", "-matter_id")
    return list(newest.values_list("at", "matter_id")[:limit])


def under_article(
    *,
    book: str,
    article: int,
    hats: Iterable[Hat],
    before: Cursor | None = None,
    limit: int = 51,
) -> list[Cursor]:
    """Return (first use, matter) of what is under way under any clause of an article."""
    hats = tuple(hats)
    return (
        _first_uses(_under_way(book).filter(_reach(hats), article=article), before, limit)
        if hats
        else []
    )


def overdue(
    *,
    book: str,
    clause: str,
    hats: Iterable[Hat],
    at: dt.datetime,
    before: Cursor | None = None,
    limit: int = 51,
) -> list[Cursor]:
    """Return (first use, matter) where a step that the clause brought is past its limit."""
    late = _overdue(book, hats, at).filter(clause=clause).values("step__matter_id")
    rows = ClauseUse.objects.filter(book=book, clause=clause, matter_id__in=late)
    return _first_uses(rows, before, limit)


def _first_uses(rows: QuerySet[ClauseUse], before: Cursor | None, limit: int) -> list[Cursor]:
    """Return the newest matters of rows that are few by nature, each once."""
    found = rows.values("matter_id").annotate(first=Min("at")).order_by("-first", "-matter_id")
    if before:
        later = Q(first__lt=before[0]) | Q(first=before[0], matter_id__lt=before[1])
        found = found.filter(later)
    return list(found.values_list("first", "matter_id")[:limit])


def _standing(
    rows: QuerySet[ClauseUse], hats: tuple[Hat, ...], limit: int
) -> list[QuerySet[ClauseUse]]:
    """Return the newest rows of one clause that a standing right opens, if there is any."""
    wide = _wide(hats)
    return [] if wide is None else [rows.filter(wide).order_by("-at", "-matter_id")[:limit]]


def _branches(hats: Iterable[Hat]) -> list[QuerySet[Any, Any]]:
    """Return the newest rows of the reading index of each post and kind."""
    return [
        Participation.objects.filter(post_id=post, kind=kind.key)
        .order_by("-latest_at", "-matter_id")
        .values_list("latest_at", "matter_id")[:NEWEST]
        for post in sorted(reading_posts(hats))
        for kind in kinds()
    ]


def _ids(branches: list[QuerySet[Any, Any]]) -> RawSQL:
    sql, params = union_sql(branches)
    return RawSQL(f"SELECT w.matter_id FROM ({sql}) AS w", params)  # noqa: S608, S611 (by Django)


def _fullest(branches: list[QuerySet[Any, Any]], since: Any) -> tuple[str, list[Any]]:
    """Return how many rows each branch gives, and how many of them were touched since."""
    statements: list[str] = []
    params: list[Any] = []
    for number, branch in enumerate(branches):
        sql, args = branch.query.sql_with_params()
        statements.append(
            # Compiled by Django.
            "SELECT count(*) AS n, count(CASE WHEN latest_at >= %s THEN 1 END) AS y"  # noqa: S608
            f" FROM ({sql}) AS c{number}"
        )
        params += [since, *args]
    return " UNION ALL ".join(statements), params
