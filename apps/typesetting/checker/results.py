"""What a check says: one result per fact, the list, and the gauge that fills it.

Clauses, names and tolerances stand in facts.toml beside this file; code knows their meaning.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

MISSING = "未找到"


@dataclass(frozen=True)
class FactResult:
    """One fact, measured; `page` counts from 1, `tolerance` is in the unit of the values."""

    id: str
    clause: str
    label: str
    wanted: str
    got: str
    tolerance: float | None
    ok: bool
    page: int

    @property
    def sentence(self) -> str:
        """The result in one Chinese sentence."""
        verdict = "符合" if self.ok else "不符合"
        return (
            f"{verdict}：{self.label}（第{self.page}页，应为{self.wanted}，实测{self.got}；"
            f"GB/T 9704-2012 {self.clause}）"
        )


@dataclass(frozen=True)
class Report:
    """All facts of one file, and what could not be read in it."""

    layout: str
    pages: int
    facts: tuple[FactResult, ...]
    unread: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """True where something was measured, everything is right and nothing was left unread."""
        return bool(self.facts) and not self.failures and not self.unread

    @property
    def failures(self) -> tuple[FactResult, ...]:
        """The facts out of tolerance."""
        return tuple(fact for fact in self.facts if not fact.ok)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "layout": self.layout, "pages": self.pages, "ok": self.ok,
            "facts": [asdict(fact) for fact in self.facts], "unread": list(self.unread),
        }  # fmt: skip


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """Return facts.toml."""
    text = (Path(__file__).parent / "facts.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


class Gauge:
    """Collects results; each fact is reported once, at the place where it is worst."""

    def __init__(self) -> None:
        self.facts: list[FactResult] = []
        self.unread: list[str] = []

    def near(self, key: str, got: float | None, want: float, page: int = 1) -> None:
        """Record a number that should be `want` within the fact's tolerance."""
        self.worst(key, [] if got is None else [(got, page)], want, needed=True)

    def worst(
        self, key: str, measured: Iterable[tuple[float, int]], want: float, *, needed: bool = False
    ) -> None:
        """Record the measurement farthest from `want`; none at all fails only where needed."""
        values = list(measured)
        if not values:
            if needed:
                self._add(key, f"{want:g}", MISSING, False, 1)
            return
        got, page = max(values, key=lambda value: abs(value[0] - want))
        tolerance = catalogue()[key]["tolerance"]
        shown = f"{got:.2f}" if tolerance else f"{got:g}"
        self._add(key, f"{round(want, 2):g}", shown, abs(got - want) <= tolerance + 1e-9, page)

    def within(self, key: str, got: float, least: float, most: float, page: int = 1) -> None:
        """Record a number that should lie in a range, give or take the fact's tolerance."""
        slack = catalogue()[key]["tolerance"]
        ok = least - slack <= got <= most + slack
        self._add(key, f"{least:g}—{most:g}", f"{got:.2f}", ok, page)

    def holds(self, key: str, ok: bool, got: str, wanted: str, page: int = 1) -> None:
        """Record something that is so or is not."""
        self._add(key, wanted, got or MISSING, ok, page)

    def _add(self, key: str, wanted: str, got: str, ok: bool, page: int) -> None:
        entry = catalogue()[key]
        tolerance = entry.get("tolerance")
        self.facts.append(
            FactResult(key, entry["clause"], entry["label"], wanted, got, tolerance, ok, page)
        )
