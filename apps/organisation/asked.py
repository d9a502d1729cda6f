"""The instant a page is asked about: ``?on=`` with a day, or with a day and a time."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from apps.core.fields import is_sensible

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
        day = instant.date() if instant else parse_date(text)
        if day is None or not is_sensible(day):
            return now, NOT_A_DATE
        instant = instant or datetime.combine(day, now.time())
        return (timezone.make_aware(instant) if timezone.is_naive(instant) else instant), ""
    except (ValueError, OverflowError):
        return now, NOT_A_DATE
