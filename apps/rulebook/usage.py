"""Who uses a book: rooms above file how many of their open matters stand under one.

Owns the registry only; the rulebook itself knows no matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from apps.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Usage:
    """Open matters of one kind under one book, and which meanings their module asks about."""

    label: str
    count: int
    asks: tuple[str, ...]

    def concerns(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return those of the keys that the module asks about."""
        return tuple(k for k in keys if k.startswith(self.asks))


SOURCES: Registry[Callable[[str], Iterable[Usage]]] = Registry("matters under a book")


def open_matters(book: str) -> list[Usage]:
    """Return the open matters under a book, by kind."""
    return [usage for _, source in SOURCES.items() for usage in source(book)]
