"""Two numbers in one statement: waiting steps and unread messages, counted no further than 100."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Value

from apps.matters.models import Step
from apps.matters.reading import Worn, union_sql, waiting_q, worn
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
    branches: list[QuerySet[Any, Any]] = [unread.order_by().values_list(Value(1), "pk")[:CAP]]
    if hats:
        steps = Step.objects.filter(waiting_q(hats)).order_by()
        branches.append(steps.values_list(Value(0), "pk")[:CAP])
    return union_sql(branches)
