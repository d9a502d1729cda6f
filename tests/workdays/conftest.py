"""The notice of 2026 as it was published, in CSV."""

from datetime import UTC, date, datetime, timedelta

import pytest

OFF = [
    ("元旦", "01-01", "01-03"),
    ("春节", "02-15", "02-23"),
    ("清明节", "04-04", "04-06"),
    ("劳动节", "05-01", "05-05"),
    ("端午节", "06-19", "06-21"),
    ("中秋节", "09-25", "09-27"),
    ("国庆节", "10-01", "10-07"),
]
ON = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def days_off():
    for name, first, last in OFF:
        day, end = date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}")
        while day <= end:
            yield day, name
            day += timedelta(days=1)


@pytest.fixture(scope="session")
def notice_2026():
    lines = ["日期,类型,名称", *(f"{day},放假,{name}" for day, name in days_off())]
    return "\n".join(lines + [f"2026-{day},上班,调休上班" for day in ON])


@pytest.fixture
def at():
    return datetime(2025, 11, 4, 2, 0, tzinfo=UTC)
