"""At which instant a decision is judged that was being taken while hats changed.

A request brings the hats of the instant at which it began; meanwhile a leave may have been cut
short. The head of the trail puts the two acts into one order: whoever takes it first comes first,
and the other is judged by what then stands written.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from apps.organisation.models import HatClock
from apps.trail.services import locked_head

# Longer than any request lasts. What is entered of an earlier day is judged by its own instant.
WHILE_DECIDING = timedelta(minutes=10)


def moment(post_id: int, at: datetime) -> datetime:
    """Take the head of the trail and return the instant to judge by; call inside atomic().

    It is the act's own, or that of a change of the post's hats committed since.
    """
    locked_head()
    rows = HatClock.objects.filter(
        post=post_id, changed_at__gt=at, changed_at__lte=at + WHILE_DECIDING
    )
    return rows.values_list("changed_at", flat=True).first() or at
