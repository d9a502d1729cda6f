"""Dates as an official writes them: 6月3日, 2025年6月3日, 6月1日 17:05, 星期二.

Owns the wording only. Refuses to count working days: that is done on the server from the
calendar table, and arrives here as a number.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

WEEKDAYS = "一二三四五六日"


def local(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    """Return an aware instant in local time; anything else unchanged."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day_of(value: dt.date | dt.datetime) -> dt.date:
    """Return the local calendar day of a date or an instant."""
    value = local(value)
    return value.date() if isinstance(value, dt.datetime) else value


def clock_of(value: dt.date | dt.datetime) -> str:
    """Return 17:30 where the value names a time of day, else nothing (a whole day)."""
    value = local(value)
    if not isinstance(value, dt.datetime) or (value.hour, value.minute) in ((0, 0), (23, 59)):
        return ""
    return f"{value:%H:%M}"


def cn_date(value: dt.date | dt.datetime, today: dt.date | None = None) -> str:
    """Return 6月3日, with the year where it is not the year of ``today``."""
    day = day_of(value)
    year = day_of(today).year if today else timezone.localdate().year
    text = f"{day.month}月{day.day}日"
    return text if day.year == year else f"{day.year}年{text}"


def cn_datetime(value: dt.datetime, today: dt.date | None = None) -> str:
    """Return 6月1日 17:05; a plain date has no time."""
    shown = local(value)
    text = cn_date(shown, today)
    return f"{text} {shown:%H:%M}" if isinstance(shown, dt.datetime) else text


def cn_weekday(value: dt.date | dt.datetime) -> str:
    """Return 星期二."""
    return f"星期{WEEKDAYS[day_of(value).weekday()]}"


def cn_until(ends: dt.datetime, today: dt.date | None = None) -> str:
    """Return the last moment: 6月5日 for an end at the midnight after it, else 6月5日 15:00."""
    if clock_of(ends):
        return cn_datetime(ends, today)
    return cn_date(ends - dt.timedelta(minutes=1), today)


def cn_period(
    starts: dt.date | dt.datetime | None,
    ends: dt.date | dt.datetime | None,
    today: dt.date | None = None,
) -> str:
    """Return 6月1日—6月5日; an end at midnight excludes that day; open ends are said in words."""
    if isinstance(ends, dt.datetime):
        over = timezone.localtime(ends) if timezone.is_aware(ends) else ends
        midnight = (over.hour, over.minute) == (0, 0)
        ends = over - dt.timedelta(minutes=1) if midnight else over
    first = cn_date(starts, today) if starts else ""
    last = cn_date(ends, today) if ends else ""
    if first and last:
        return first if first == last else f"{first}—{last}"
    if first:
        return f"{first}起"
    return f"至{last}" if last else "未定期限"
