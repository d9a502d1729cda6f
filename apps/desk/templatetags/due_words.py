"""The countdown in words: 剩 2 个工作日, 今天到期, 超期 1 个工作日, with its light.

Owns the thresholds of the lights (amber from two working days) and the wording. Refuses to
count: the number of working days left is given.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .cn_dates import clock_of, cn_date, day_of, local

AMBER_FROM = 2


@dataclass(frozen=True, slots=True)
class DueWords:
    """A light (red, amber, green, none), the sentence beside it, and the date under it."""

    state: str
    text: str
    date: str = ""
    clock: str = ""

    @property
    def chip(self) -> str:
        """The sentence of a pill, where no second line follows."""
        if self.text == "今天到期" and self.clock:
            return f"今天 {self.clock} 到期"
        return self.text


def due_words(
    due_on: dt.date | dt.datetime | None,
    today: dt.date | dt.datetime,
    workdays_left: int | None = None,
    *,
    provisional: bool = False,
    done: bool = False,
) -> DueWords:
    """Return what to say of a deadline; ``workdays_left`` is negative when it has passed.

    Without a number the days of the calendar are said (天), never guessed as working days.
    """
    if due_on is None:
        return DueWords("none", "已办结" if done else "不限时")
    # Local once: every word below asks for the day or the hour again.
    due, now = _plain(due_on), _plain(today)
    date = f"{cn_date(due, day_of(now))}到期{'（暂定）' if provisional else ''}"
    if done:
        return DueWords("none", "已办结", date)
    days = (day_of(due) - day_of(now)).days
    if _is_late(due, now):
        return _late(days, workdays_left, date, due)
    if days == 0:
        clock = clock_of(due)
        return DueWords("amber", "今天到期", f"{clock} 截止" if clock else date, clock)
    return _ahead(days, workdays_left, date)


def _plain(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    value = local(value)
    return value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value


def _is_late(due: dt.date | dt.datetime, now: dt.date | dt.datetime) -> bool:
    if isinstance(due, dt.datetime) and isinstance(now, dt.datetime):
        return now > due
    return day_of(now) > day_of(due)


def _late(days: int, left: int | None, date: str, due: dt.date | dt.datetime) -> DueWords:
    if days == 0:
        clock = clock_of(due)
        return DueWords("red", "今天已超期", f"{clock} 截止" if clock else date, clock)
    if left is None:
        return DueWords("red", f"超期 {-days} 天", date)
    # Passed on a day of rest: not one working day has gone by yet.
    return DueWords("red", f"超期 {-left} 个工作日" if left < 0 else "已超期", date)


def _ahead(days: int, left: int | None, date: str) -> DueWords:
    number = days if left is None else left
    state = "amber" if number <= AMBER_FROM else "green"
    if left is None:
        return DueWords(state, f"剩 {days} 天", date)
    # Due on a day of rest after the last working day: the count would read 剩 0 个工作日.
    return DueWords(state, f"剩 {left} 个工作日" if left > 0 else "休息日到期", date)
