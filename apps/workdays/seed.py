"""Statutory holidays from a kept library, where no notice has been entered.

The library knows statutory days for years ahead, but make-up working days only once the yearly
notice is in it. So a year with make-up days is settled, one without them is provisional.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

YEARS = range(2008, 2100)


@dataclass(frozen=True, slots=True)
class Seed:
    """The days of one year as the library gives them: date -> (working, name)."""

    days: dict[date, tuple[bool, str]]
    settled: bool
    source: str


def library_year(year: int) -> Seed:
    """Return one year from the library; ValueError outside the years that it can know."""
    import holidays

    if year not in YEARS:
        raise ValueError(f"年度应在 {YEARS.start} 至 {YEARS.stop - 1} 之间")
    known = holidays.country_holidays("CN", years=[year], language="zh_CN")
    days = {on: (False, name[:60]) for on, name in known.items() if on.year == year}
    made_up = {on: (True, "调休上班") for on in known.weekend_workdays if on.year == year}
    source = f"holidays 软件库 {holidays.__version__}"
    return Seed({**days, **made_up}, bool(made_up), source)
