"""Deadlines in words: 剩 2 个工作日, 今天 17:30 到期, 超期 1 个工作日.

Counts working days on the office's calendar; refuses words like 即将 or 尽快.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from apps.workdays.services import calendar

MIDNIGHT = (0, 0)


@dataclass(frozen=True, slots=True)
class DueWords:
    """What a letter or page says of a deadline; ``light`` is red, amber, green or none."""

    text: str
    light: str
    day: str = ""


def instant_words(instant: datetime, *, year: int | None = None) -> str:
    """Return 6月3日 17:30, with the year where it is not ``year``."""
    local = timezone.localtime(instant)
    day = f"{local.month}月{local.day}日 {local:%H:%M}"
    return day if year in (None, local.year) else f"{local.year}年{day}"


def due_words(due_at: datetime | None, at: datetime, *, provisional: bool = False) -> DueWords:
    """Return how far away a deadline is, in working days; two days or fewer is amber.

    A day that a holiday notice may still move is called provisional (暂定).
    """
    if due_at is None:
        return DueWords("未定时限", "none")
    due, now = timezone.localtime(due_at), timezone.localtime(at)
    days = calendar().workdays_between(now.date(), due.date())
    year = "" if due.year == now.year else f"{due.year}年"
    label = f"{year}{due.month}月{due.day}日" + ("，暂定" if provisional else "")
    if due_at < at:
        if due.date() == now.date():
            return DueWords("今天已超期", "red", label)
        # Passed on a day of rest: not one working day has gone by yet.
        return DueWords(f"超期 {-days} 个工作日" if days else "已超期", "red", label)
    if due.date() == now.date():
        clock = "" if (due.hour, due.minute) in (MIDNIGHT, (23, 59)) else f" {due:%H:%M}"
        return DueWords(f"今天{clock} 到期" if clock else "今天到期", "amber", label)
    text = f"剩 {days} 个工作日" if days else "休息日到期"
    return DueWords(text, "amber" if days <= 2 else "green", label)
