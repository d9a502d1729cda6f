"""What a check says: one result per fact, with its clause, its measure and its place on the page.

Clauses, names and tolerances stand in facts.toml beside this file; code knows their meaning.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

MISSING = "未找到"


class Spot(NamedTuple):
    """A place: page (from 1) and a box in millimetres from its upper left corner, if known."""

    page: int
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class FactResult:
    """One fact, measured; `tolerance` is in the unit of the values.

    A fact that is `advice` leaves the decision to a person: it gives an amber light and stops
    nothing.
    """

    id: str
    clause: str
    label: str
    wanted: str
    got: str
    tolerance: float | None
    ok: bool
    page: int
    box: tuple[float, float, float, float] | None = None
    advice: bool = False

    @property
    def light(self) -> str:
        """green, amber or red."""
        return "green" if self.ok else "amber" if self.advice else "red"

    @property
    def sentence(self) -> str:
        """The result in one Chinese sentence."""
        verdict = "符合" if self.ok else "请核对" if self.advice else "不符合"
        return (
            f"{verdict}：{self.label}（第{self.page}页，应为{self.wanted}，实测{self.got}；"
            f"GB/T 9704-2012 {self.clause}）"
        )


@dataclass(frozen=True)
class Report:
    """All facts of one file, and what could not be read in it; `sha256` is the file's."""

    layout: str
    pages: int
    facts: tuple[FactResult, ...]
    unread: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def ok(self) -> bool:
        """True where something was measured, nothing is wrong and nothing was left unread."""
        return bool(self.facts) and not self.failures and not self.unread

    @property
    def failures(self) -> tuple[FactResult, ...]:
        """The facts out of tolerance."""
        return tuple(fact for fact in self.facts if not fact.ok and not fact.advice)

    @property
    def advices(self) -> tuple[FactResult, ...]:
        """What a person should look at."""
        return tuple(fact for fact in self.facts if not fact.ok and fact.advice)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "layout": self.layout, "pages": self.pages, "ok": self.ok, "sha256": self.sha256,
            "facts": [asdict(fact) for fact in self.facts], "unread": list(self.unread),
        }  # fmt: skip

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Report":
        """Return the report that `to_dict` wrote."""
        facts = [
            FactResult(**{**values, "box": tuple(values["box"]) if values.get("box") else None})
            for values in plain["facts"]
        ]
        return cls(
            plain["layout"], plain["pages"], tuple(facts), tuple(plain["unread"]),
            plain.get("sha256", ""),
        )  # fmt: skip


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """Return facts.toml."""
    text = (Path(__file__).parent / "facts.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))
