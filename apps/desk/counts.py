"""Two numbers in one statement: waiting steps and unread messages, counted no further than 100."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, Value

from apps.matters.models import Step
from apps.matters.reading import inbox_q, union_rows
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
    hats = tuple(request.hats)
    unread = Message.objects.filter(person=request.user, read_at__isnull=True)
    branches: list[QuerySet[Any, Any]] = [unread.order_by().values_list(Value(1), "pk")[:CAP]]
    if hats:
        steps = Step.objects.filter(inbox_q(hats)).order_by()
        branches.append(steps.values_list(Value(0), "pk")[:CAP])
    rows = union_rows(branches)
    waiting = sum(1 for which, _ in rows if which == 0)
    return waiting, len(rows) - waiting
