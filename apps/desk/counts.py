"""Two numbers in one statement: waiting steps and unread messages, counted no further than 100."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Value

from apps.matters.reading import Worn, union_sql, waiting_by_post, worn
from apps.notifications.models import Message
from apps.organisation.acting import ActingRequest

CAP = 100


def waiting_and_unread(request: ActingRequest) -> tuple[int, int]:
    """Return how many steps wait and how many messages are unread; once a request."""
    known: tuple[int, int] | None = getattr(request, "oa_counts", None)
    if known is None:
        known = _count(request)
        request.oa_counts = known
    return known


def _count(request: ActingRequest) -> tuple[int, int]:
    sql, params = _statement(int(request.user.pk), worn(request.hats), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    waiting = sum(1 for which, _ in rows if which == 0)
    return waiting, len(rows) - waiting


# Every page asks it, and it follows from the person and the hats alone.
@lru_cache(maxsize=1024)
def _statement(person: int, hats: tuple[Worn, ...], vendor: str) -> tuple[str, list[Any]]:
    unread = Message.objects.filter(person_id=person, read_at__isnull=True)
    sql, params = union_sql([unread.order_by().values_list(Value(1), "pk")[:CAP]])
    if hats:
        ranges = [r.order_by().values_list(Value(0), "pk")[:CAP] for r in waiting_by_post(hats)]
        steps, more = union_sql(ranges)
        # Lazily: what others entrust to him is not looked at where his own fill the count.
        sql += f" UNION ALL SELECT * FROM (SELECT * FROM ({steps}) AS s LIMIT {CAP}) AS w"  # noqa: S608
        params = [*params, *more]
    return sql, params
