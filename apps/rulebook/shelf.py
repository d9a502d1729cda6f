"""The shelf of books that this installation carries: loaded once, kept for the process.

Owns finding and caching. Refuses a book that does not load, and asks for the version in force
on a date that the caller gives.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from apps.rulebook.book import Book, load_book
from apps.rulebook.errors import NotRegulated

SHELF = Path(__file__).parent / "books"
DEFAULT = "xianning_2023"
_ours = DEFAULT


def use(name: str) -> None:
    """Make a book the one of this installation; raises BookError where it does not load."""
    global _ours
    book(name)
    _ours = name


def names() -> tuple[str, ...]:
    """Return the names of all books on the shelf, in order."""
    return tuple(sorted(p.parent.name for p in SHELF.glob("*/book.toml")))


@cache
def book(name: str = DEFAULT) -> Book:
    """Return a book by name; raises BookError where its folder is missing or faulty."""
    return load_book(SHELF / name)


def in_force(on: date, name: str | None = None) -> Book:
    """Return the version in force on a day within the series of a book (default: ours).

    Raises NotRegulated where no version of the series holds on that day.
    """
    series = book(name or _ours).entry.series
    versions = [b for b in map(book, names()) if b.entry.series == series and b.holds_on(on)]
    if not versions:
        raise NotRegulated(series, on.isoformat())
    return max(versions, key=lambda b: b.effective_from)
