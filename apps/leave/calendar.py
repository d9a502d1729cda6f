"""What leave adds to where people are: what is asked for and not decided yet.

An approved leave is an absence of the organisation, which tells of it. Shown to whoever may read
the leave and is himself concerned, approves, or keeps the office's register.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Q

from apps.leave import presenting
from apps.leave.content import url
from apps.leave.models import Leave
from apps.organisation.policies.whereabouts import reads_reasons
from apps.organisation.presence import Entry, Viewer

S = Leave.State


def asked_for(
    people: Collection[int], from_at: datetime, to_at: datetime, viewer: Viewer
) -> Iterator[Entry]:
    """Yield requests that wait for a decision, and changes asked for; one query."""
    asked = Q(state=S.ASKING, from_at__lt=to_at, to_at__gt=from_at)
    change = Q(state=S.CHANGING, new_from_at__lt=to_at, new_to_at__gt=from_at)
    rows = Leave.objects.visible_to(viewer.hats).filter(asked | change, person__in=people)
    if not reads_reasons(viewer.hats):
        rows = rows.filter(person=viewer.person_id)
    for leave in rows.order_by("from_at", "pk"):
        kind, changes = presenting.kind_name(leave), leave.state == S.CHANGING
        yield Entry(
            leave.person_id,
            leave.new_from_at if changes else leave.from_at,
            leave.new_to_at if changes else leave.to_at,
            f"申请变更：{kind}" if changes else f"待批：{kind}",
            f"leave-{leave.pk}{'-change' if changes else ''}",
            is_open=True,
            where=leave.destination,
            path=url(leave.pk),
        )
