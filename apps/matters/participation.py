"""Writing the reading index: who takes part in what, and when something last happened.

Called inside the transaction of the event it belongs to, never on its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from apps.matters.models import Matter, Participation


def take_part(*, matter: Matter, posts: Iterable[int], role: str, at: dt.datetime) -> None:
    """Enter posts as taking part in a matter in one role; known ones stay.

    Whoever comes in makes the matter new for everybody: one sort key in all rows of a matter,
    or pages of a list would overlap and skip.
    """
    rows = [
        Participation(matter_id=matter.pk, post_id=post, role=role, kind=matter.kind, latest_at=at)
        for post in dict.fromkeys(posts)
    ]
    Participation.objects.bulk_create(rows, ignore_conflicts=True)
    if matter.latest_at != at:
        touch(matter=matter, at=at)


def touch(*, matter: Matter, at: dt.datetime) -> None:
    """Move the matter to the top of everybody's list; rows in proportion to those taking part."""
    Participation.objects.filter(matter_id=matter.pk).exclude(latest_at=at).update(latest_at=at)
    Matter.objects.filter(pk=matter.pk).update(latest_at=at)
    matter.latest_at = at


def drop_grant(*, matter: Matter, post: int) -> None:
    """Take an explicit grant out of the index; taking part in another role stays."""
    Participation.objects.filter(
        matter_id=matter.pk, post_id=post, role=Participation.Role.GRANTED
    ).delete()
