"""The one upward path: a room below calls what rooms above have registered under a name.

Refuses two different objects under one name, and never guesses: an unknown name is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Named things, in the order in which they were registered."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._entries: dict[str, T] = {}

    def register(self, name: str) -> Callable[[T], T]:
        """Return a decorator that files its function under ``name``; ValueError if taken."""

        def file(entry: T) -> T:
            if self._entries.setdefault(name, entry) is not entry:
                raise ValueError(f"{self.what}: {name!r} is registered twice")
            return entry

        return file

    def get(self, name: str) -> T:
        """Return what stands under ``name``; LookupError naming the known names if nothing."""
        try:
            return self._entries[name]
        except KeyError:
            known = ", ".join(sorted(self._entries)) or "(none)"
            raise LookupError(f"{self.what}: no {name!r}; known: {known}") from None

    def items(self) -> tuple[tuple[str, T], ...]:
        """Return every (name, entry), first registered first."""
        return tuple(self._entries.items())

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._entries))

    def __len__(self) -> int:
        return len(self._entries)
