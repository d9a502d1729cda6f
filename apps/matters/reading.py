"""Reading lists: the newest matters and the inbox, as merged ranges of one index.

A list page takes the newest rows of each hat's range and merges them in one UNION ALL statement,
so that the time does not depend on how much a post may see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.dateparse import parse_datetime

from apps.matters.models import Matter, Participation, Step
from apps.matters.purposes import kinds
from apps.organisation import authority
from apps.organisation.authority import prepared

if TYPE_CHECKING:
    from apps.organisation.authority import Hat

Cursor = tuple[dt.datetime, int]


def written(cursor: Cursor) -> str:
    """Return a cursor as an address carries it."""
    return f"{cursor[0].isoformat()},{cursor[1]}"


def cursor_of(text: str) -> Cursor | None:
    """Read the cursor of an address; anything that is none starts at the top."""
    text, _, number = text.partition(",")
    try:
        when = parse_datetime(text.replace(" ", "+"))
        if when is None or when.tzinfo is None or not number.isdecimal() or len(number) > 15:
            return None
        return when.astimezone(dt.UTC), int(number)
    except (ValueError, OverflowError):
        return None


def union_sql(branches: list[QuerySet[Any, Any]]) -> tuple[str, list[Any]]:
    """Return sliced branches of (key, id as "pk") as one statement with its parameters.

    Django's own union() refuses sliced branches on SQLite, hence the wrapping sub-selects; every
    value stays a bound parameter.
    """
    statements: list[str] = []
    params: list[Any] = []
    for number, branch in enumerate(branches):
        sql, args = branch.query.sql_with_params()
        statements.append(f"SELECT * FROM ({sql}) AS b{number}")  # noqa: S608 (compiled by Django)
        params.extend(args)
    return " UNION ALL ".join(statements), params


def union_rows(branches: list[QuerySet[Any, Any]]) -> list[tuple[Any, int]]:
    """Run sliced branches of (key, id) as one statement."""
    with connection.cursor() as cursor:
        cursor.execute(*union_sql(branches))
        return [(row[0], row[1]) for row in cursor.fetchall()]


def newest_ids(
    *, hats: Iterable[Hat], kind: str, limit: int = 51, before: Cursor | None = None
) -> list[int]:
    """Return ids of the newest readable matters of a kind, newest first; one statement."""
    hats = tuple(hats)
    standing = authority.standing(hats)
    posts = sorted({hat.post_id for hat in hats} | set(standing.leader_posts))
    branches: list[QuerySet[Any, Any]] = []
    for post in posts:
        rows = Participation.objects.filter(post_id=post, kind=kind)
        if before:
            rows = rows.filter(latest_at__lte=before[0]).filter(
                Q(latest_at__lt=before[0]) | Q(matter_id__lt=before[1])
            )
        rows = rows.order_by("-latest_at", "-matter_id")
        # A post may stand in several roles: without DISTINCT they would fill the page.
        branches.append(rows.values_list("latest_at", "matter_id").distinct()[:limit])
    if standing.reads_all or standing.office:
        wide = ~Q(phase="draft") if standing.reads_all else Q(in_office=True)
        matters = Matter.objects.filter(wide, kind=kind)
        if before:
            matters = matters.filter(latest_at__lte=before[0]).filter(
                Q(latest_at__lt=before[0]) | Q(pk__lt=before[1])
            )
        matters = matters.order_by("-latest_at", "-pk")
        branches.append(matters.values_list("latest_at", "pk")[:limit])
    if not branches:
        return []
    merged = sorted(set(union_rows(branches)), reverse=True)
    return list(dict.fromkeys(pk for _, pk in merged))[:limit]


def newest(
    model: type[models.Model],
    *,
    hats: Iterable[Hat],
    kind: str,
    limit: int = 51,
    before: Cursor | None = None,
    related: tuple[str, ...] = ("unit",),
) -> list[Any]:
    """Return the newest readable objects, newest first; two statements whatever the rights."""
    ids = newest_ids(hats=hats, kind=kind, limit=limit, before=before)
    found = model._default_manager.select_related(*related).in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


class Worn(NamedTuple):
    """What the inbox depends on of a hat: the same hat tomorrow asks the same question."""

    post_id: int
    person_id: int
    is_own: bool
    stood_in: bool
    # Of a substitute: purposes kept from him, and those he must not settle on his own matter;
    # of somebody away: purposes that are kept from his substitute and so remain his.
    kept: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()


def worn(hats: Iterable[Hat]) -> tuple[Worn, ...]:
    """Return what the inbox depends on of these hats; equal for equal questions."""
    found = []
    for hat in hats:
        known = hat.post_id, hat.person_id, hat.is_own, hat.stood_in
        powers = hat.kept_powers if hat.is_own else hat.excluded_powers
        every = [p for k in kinds() for p in k.purposes.values()] if powers else []
        kept = {p.key for p in every if p.power in powers}
        if hat.is_own:
            found.append(Worn(*known, tuple(sorted(kept))))
            continue
        every = every or [p for k in kinds() for p in k.purposes.values()]
        deciding = {p.key for p in every if p.decides}
        found.append(Worn(*known, tuple(sorted(kept)), tuple(sorted(deciding))))
    return tuple(found)


def inbox_q(hats: Iterable[Hat]) -> Q:
    """Return the condition "a step that one of these hats may settle" (``can_settle`` in SQL).

    A kind's ``extra_policy`` alone is not in it: it may ask more than a row shows.
    """
    return waiting_q(worn(hats))


def waiting_q(hats: tuple[Worn, ...]) -> Q:
    """Return the same condition for what has been taken of the hats."""
    own = {h.post_id for h in hats if h.is_own and not h.stood_in}
    q = Q(post_id__in=own)
    for hat in hats:
        if hat.is_own and hat.stood_in:
            # Away while somebody acts for him: only what is his in person, or nobody else's.
            q |= Q(post_id=hat.post_id, personal=True)
            if hat.kept:
                q |= Q(post_id=hat.post_id, purpose__in=hat.kept)
        if not hat.is_own and hat.post_id not in own:
            q |= _covered(hat)
    return Q(state=Step.State.WAITING) & q


def _covered(hat: Worn) -> Q:
    """Return what a substitute may settle: nothing personal, no kept power, not his own matter."""
    q = Q(post_id=hat.post_id, personal=False)
    if hat.kept:
        q &= ~Q(purpose__in=hat.kept)
    return q & ~Q(matter__drafted_by_id=hat.person_id, purpose__in=hat.deciding)


class Waiting(NamedTuple):
    """A row of the inbox: a waiting step and what a list shows of its matter, flat."""

    pk: int
    rank_at: dt.datetime
    matter_id: int
    post_id: int
    purpose: str
    personal: bool
    due_at: dt.datetime | None
    due_provisional: bool
    urged_count: int
    cites: list[dict[str, str]]
    kind: str
    title: str
    urgency: str
    unit_name: str


COLUMNS = (
    *Waiting._fields[:10],
    *("matter__kind", "matter__title", "matter__urgency", "matter__unit__short_name"),
)


def inbox(*, hats: Iterable[Hat], limit: int = 50) -> list[Waiting]:
    """Return waiting steps by due date, those without a deadline last; one statement."""
    asked = worn(hats)
    if not asked:
        return []
    statement = _inbox_statement(asked, limit, connection.vendor)
    return [Waiting._make(row) for row in prepared.run(statement, using=DEFAULT_DB_ALIAS)]


def waiting_by_post(hats: Iterable[Worn]) -> list[QuerySet[Any, Any]]:
    """Return what waits for these hats, one queryset a post, posts worn in person first.

    Each is one range of the inbox index; a condition over several posts is read as a bitmap of
    all that waits for any of them.
    """
    same: dict[int, list[Worn]] = {}
    for hat in sorted(hats, key=lambda hat: (not hat.is_own, hat.post_id)):
        same.setdefault(hat.post_id, []).append(hat)
    return [
        Step.objects.filter(waiting_q(tuple(worn)), post_id=post) for post, worn in same.items()
    ]


# Building it took four times as long as running it; it follows from the hats alone.
@lru_cache(maxsize=1024)
def _inbox_statement(hats: tuple[Worn, ...], limit: int, vendor: str) -> prepared.Statement:
    ranges = waiting_by_post(hats)
    branches = [r.order_by("rank_at", "pk").values_list("rank_at", "pk")[:limit] for r in ranges]
    union, params = union_sql(branches)
    # Cut before the rows are fetched: each branch may hold as many as are wanted in all.
    first = RawSQL(  # noqa: S611 (compiled by Django)
        f"SELECT w.pk FROM ({union}) AS w ORDER BY w.rank_at, w.pk LIMIT %s",  # noqa: S608
        [*params, limit],
    )
    found = Step.objects.filter(pk__in=first).order_by("rank_at", "pk")
    return prepared.compiled(found.values_list(*COLUMNS)[:limit], using=DEFAULT_DB_ALIAS)


def inbox_count(hats: Iterable[Hat], cap: int = 1000) -> int:
    """Return how many steps wait, counting no further than ``cap``."""
    hats = tuple(hats)
    if not hats:
        return 0
    return Step.objects.filter(inbox_q(hats)).order_by()[:cap].count()
