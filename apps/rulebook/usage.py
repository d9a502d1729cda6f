"""Who uses a book: rooms above file how many of their open matters stand under one.

Owns the registry only; the rulebook itself knows no matter and no reader.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from apps.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Usage:
    """Open matters of one kind under one book, and which meanings their module asks about.

    ``touched`` of them have come under one of the clauses asked about already.
    """

    label: str
    count: int
    asks: tuple[str, ...]
    touched: int = 0

    def concerns(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return those of the keys that the module asks about."""
        return tuple(k for k in keys if k.startswith(self.asks))


# (book, clauses, hats) -> usages; hats limit them to what a reader may read, None to nothing.
Source = Callable[[str, Collection[str], Any], Iterable[Usage]]
SOURCES: Registry[Source] = Registry("matters under a book")


def open_matters(book: str, clauses: Collection[str] = (), hats: Any = None) -> list[Usage]:
    """Return the open matters under a book, by kind; ``hats`` are the reader's, None for all."""
    return [usage for _, source in SOURCES.items() for usage in source(book, clauses, hats)]
