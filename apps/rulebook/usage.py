"""Who uses a book: rooms above file their open matters, and the papers that they print by it.

Owns the registries only; the rulebook itself knows no matter and no reader.
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


@dataclass(frozen=True, slots=True)
class Paper:
    """A template that is printed by what a book says: its name, and the meanings it states.

    Templates hold no clause themselves; what they cite comes with the answer.
    """

    label: str
    asks: tuple[str, ...]


# (book, clauses, hats) -> usages; hats limit them to what a reader may read, None to nothing.
Source = Callable[[str, Collection[str], Any], Iterable[Usage]]
SOURCES: Registry[Source] = Registry("matters under a book")


PAPERS: Registry[Paper] = Registry("papers printed by a book")


def papers(keys: Iterable[str]) -> list[tuple[Paper, tuple[str, ...]]]:
    """Return the templates that state one of these meanings, each with those it states."""
    keys = tuple(keys)
    found = [(p, tuple(k for k in keys if k.startswith(p.asks))) for _, p in PAPERS.items()]
    return [(paper, stated) for paper, stated in found if stated]


def open_matters(book: str, clauses: Collection[str] = (), hats: Any = None) -> list[Usage]:
    """Return the open matters under a book, by kind; ``hats`` are the reader's, None for all."""
    return [usage for _, source in SOURCES.items() for usage in source(book, clauses, hats)]
