"""The shelf of books that this installation carries: loaded once, kept for the process.

Owns finding and caching. Refuses a book that does not load, and asks for the version in force
on a date that the caller gives. What the office has agreed otherwise (办公室约定) is told by a
source that the room keeping it files here; a book with agreed values is made once and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from apps.rulebook.book import Book, load_book
from apps.rulebook.conventions import Place, agreed
from apps.rulebook.errors import NotRegulated
from apps.rulebook.schemas import Vocabulary

SHELF = Path(__file__).parent / "books"
DEFAULT = "xianning_2023"
_ours = DEFAULT
Agreements = Mapping[Place, int | None]
_agreements: Callable[[str, date], Agreements] | None = None


def use(name: str) -> None:
    """Make a book the one of this installation; raises BookError where it does not load."""
    global _ours
    book(name)
    _ours = name


def ours() -> str:
    """Return the name of the book of this installation."""
    return _ours


def names() -> tuple[str, ...]:
    """Return the names of all books on the shelf, in order."""
    return tuple(sorted(p.parent.name for p in SHELF.glob("*/book.toml")))


@cache
def book(name: str = DEFAULT) -> Book:
    """Return a book by name; raises BookError where its folder is missing or faulty."""
    return load_book(SHELF / name)


def agree(source: Callable[[str, date], Agreements]) -> None:
    """File the source of office conventions: (series, day) -> values by place."""
    global _agreements
    _agreements = source


def book_on(name: str, on: date) -> Book:
    """Return a book with the office conventions of a day; the book's own where none differ."""
    plain = book(name)
    values = _agreements(plain.entry.series, on) if _agreements else {}
    return _agreed(name, frozenset(values.items())) if values else plain


@lru_cache(maxsize=32)
def _agreed(name: str, values: frozenset[tuple[Place, int | None]]) -> Book:
    return agreed(book(name), dict(values))


def newest() -> Book:
    """Return the newest edition of this installation's rules, in force already or not yet."""
    series = book(_ours).entry.series
    editions = (b for b in map(book, names()) if b.entry.series == series)
    return max(editions, key=lambda b: b.effective_from)


def vocabulary(on: date) -> Vocabulary:
    """Return what things are called here on a day: as the version in force has it, else as ours."""
    try:
        return in_force(on).vocabulary
    except NotRegulated:
        return book(_ours).vocabulary


def in_force(on: date, name: str | None = None) -> Book:
    """Return the version in force on a day within the series of a book (default: ours).

    Raises NotRegulated where no version of the series holds on that day.
    """
    series = book(name or _ours).entry.series
    versions = [b for b in map(book, names()) if b.entry.series == series and b.holds_on(on)]
    if not versions:
        raise NotRegulated(series, on.isoformat())
    return max(versions, key=lambda b: b.effective_from)
