"""The instant a page is asked about: ``?on=`` with a day, or with a day and a time."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

NOT_A_DATE = "日期写成 2026-06-02 的样子；已显示今天"


def asked_instant(request: HttpRequest) -> tuple[datetime, str]:
    """Return the instant of ``?on=``, a day or a day with a time, and what was wrong with it.

    A day means this time of that day, so that today is now.
    """
    now = timezone.localtime()
    text = request.GET.get("on", "").strip()
    if not text:
        return now, ""
    try:
        instant = parse_datetime(text) if len(text) > len("2026-06-02") else None
        day = None if instant else parse_date(text)
        if instant is not None and 1949 < instant.year < 2200:
            return (timezone.make_aware(instant) if timezone.is_naive(instant) else instant), ""
        if day is not None and 1949 < day.year < 2200:
            return timezone.make_aware(datetime.combine(day, now.time())), ""
    except (ValueError, OverflowError):
        return now, NOT_A_DATE
    return now, NOT_A_DATE
