"""Dates as official pages write them."""

import datetime as dt


def chinese_date(day: dt.date) -> str:
    """Return a date as pages write it: Arabic digits without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
