"""Collects the results of a check: each fact once, at the place where it is worst."""

from collections.abc import Iterable
from typing import Protocol

from apps.typesetting.checker.results import MISSING, FactResult, Spot, catalogue


class Placed(Protocol):
    """Anything that stands somewhere: a row, a bar, a sheet."""

    @property
    def spot(self) -> Spot:
        """Where it stands."""


class Gauge:
    """What has been measured and what could not be read."""

    def __init__(self) -> None:
        self.facts: list[FactResult] = []
        self.unread: list[str] = []

    def near(self, key: str, got: float | None, want: float, at: Placed | None = None) -> None:
        """Record a number that should be `want` within the fact's tolerance; None fails."""
        self.worst(key, [] if got is None else [(got, at)], want, needed=True)

    def worst(
        self, key: str, measured: Iterable[tuple[float, Placed | None]], want: float, *,
        needed: bool = False,
    ) -> None:  # fmt: skip
        """Record the measurement farthest from `want`; none at all fails only where needed."""
        values = list(measured)
        if not values:
            if needed:
                self._add(key, f"{want:g}", MISSING, False, None)
            return
        got, at = max(values, key=lambda value: abs(value[0] - want))
        tolerance = catalogue()[key]["tolerance"]
        shown = f"{got:.2f}" if tolerance else f"{got:g}"
        self._add(key, f"{round(want, 2):g}", shown, abs(got - want) <= tolerance + 1e-9, at)

    def within(
        self, key: str, got: float, least: float, most: float, at: Placed | None = None
    ) -> None:
        """Record a number that should lie in a range, give or take the fact's tolerance."""
        slack = catalogue()[key]["tolerance"]
        ok = least - slack <= got <= most + slack
        self._add(key, f"{least:g}—{most:g}", f"{got:.2f}", ok, at)

    def holds(self, key: str, ok: bool, got: str, wanted: str, at: Placed | None = None) -> None:
        """Record something that is so or is not."""
        self._add(key, wanted, got or MISSING, ok, at)

    def _add(self, key: str, wanted: str, got: str, ok: bool, at: Placed | None) -> None:
        entry, spot = catalogue()[key], at.spot if at else Spot(1)
        box = tuple(round(edge, 2) for edge in spot.box) if spot.box else None
        self.facts.append(
            FactResult(
                key, entry["clause"], entry["label"], wanted, got, entry.get("tolerance"), ok,
                spot.page, box, entry.get("advice", False),  # type: ignore[arg-type]
            )
        )  # fmt: skip
