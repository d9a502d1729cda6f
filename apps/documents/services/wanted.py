"""By when a document is wanted (要求办结日期): said by its drafter, set by the registry.

A wish beside the limits of the stations, which the book counts; it changes none of them.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from apps.core.verdicts import Refused, Verdict
from apps.documents.models import Document
from apps.documents.services.routing import end_of_day

PASSED = Verdict.deny("要求办结日期不得早于今天", field="due_on")


def want(document: Document, day: dt.date | None, at: dt.datetime) -> bool:
    """Set the day by the end of which it is wanted, None for no such day; says what changed.

    Refused where the day has passed already, unless it stood there before. Writes nothing.
    """
    if day == document.due_on:
        return False
    if day is not None and day < timezone.localdate(at):
        raise Refused(PASSED)
    document.due_at = end_of_day(day) if day else None
    return True


def still_wanted(document: Document, at: dt.datetime) -> dt.date | None:
    """Return the day by which it is wanted, None where there is none or it has passed."""
    day = document.due_on
    return day if day and day >= timezone.localdate(at) else None
