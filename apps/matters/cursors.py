"""The cursor of a list: the sort key of the last row shown, as it stands in an address."""

from __future__ import annotations

import datetime as dt

from django.utils.dateparse import parse_datetime


def cursor_of(text: str) -> tuple[dt.datetime, int] | None:
    """Read "instant,id"; anything that is no cursor starts at the top (None)."""
    instant, _, number = text.partition(",")
    try:
        when = parse_datetime(instant.replace(" ", "+"))
        if when is None or when.tzinfo is None or not number.isdecimal() or len(number) > 15:
            return None
        return when.astimezone(dt.UTC), int(number)
    except (ValueError, OverflowError):
        return None
