"""What the figures must reach, and which of them fall short.

Owns the comparison with the limits. Refuses to round in anybody's favour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apps.desk.bench.measure import Run, cpu_ratio, ratio
from apps.desk.bench.plan import (
    FLOOR,
    FLOOR_LIMIT,
    GROWTH_LIMIT,
    INBOX,
    MEMORY_LIMIT,
    PAGES,
    PERSONAS,
    QUERY_LIMIT,
    Target,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number against its limit; ``cpu`` is the same ratio of processor time, for reading."""

    name: str
    value: float
    limit: float
    cpu: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the limit is kept."""
        return self.value <= self.limit

    def as_dict(self) -> dict[str, Any]:
        """Return the form of ``--json``."""
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "limit": self.limit,
            "cpu": None if self.cpu is None else round(self.cpu, 3),
            "holds": self.holds,
        }


def judge(run: Run, inside: dict[Target, dict[str, Any]], memory: int) -> list[Figure]:
    """Return every figure that has a limit."""
    found = [*_growth(run), *_floor(run)]
    queries = {t: each["queries"] for t, each in inside.items() if t.page != FLOOR}
    for page, _ in PAGES:
        worst = max(number for t, number in queries.items() if t.page == page)
        found.append(Figure(f"{page} 每页查询次数", worst, QUERY_LIMIT))
        for login, _ in PERSONAS:
            numbers = {n for t, n in queries.items() if t.page == page and t.login == login}
            if len(numbers) > 1:
                found.append(Figure(f"{page}（{login}）查询次数随规模变化", len(numbers), 1))
    found.append(Figure("网站进程内存（MB）", memory / 2**20, MEMORY_LIMIT / 2**20))
    return found


def _growth(run: Run) -> list[Figure]:
    sizes = sorted({t.size for t in run.timings})
    small, large = sizes[0], sizes[-1]
    if small == large:
        return []
    named = {t.key: timing for t, timing in run.timings.items()}
    found = []
    for page, _ in PAGES:
        for login, _ in PERSONAS:
            pair = named[page, login, large], named[page, login, small]
            name = f"{page}（{login}）{large:,} 件比 {small:,} 件"
            found.append(Figure(name, ratio(*pair), GROWTH_LIMIT, cpu_ratio(*pair)))
    return found


def _floor(run: Run) -> list[Figure]:
    named = {t.key: timing for t, timing in run.timings.items()}
    size = max(t.size for t in run.timings)
    found = []
    for login, _ in PERSONAS:
        pair = named[INBOX, login, size], named[FLOOR, login, size]
        name = f"{INBOX}（{login}）比{FLOOR}"
        found.append(Figure(name, ratio(*pair), FLOOR_LIMIT, cpu_ratio(*pair)))
    return found
