"""What a book answered, as a page shows it: the sentence, its clauses, the row that gave it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apps.rulebook.book import Book
from apps.rulebook.said import Said
from apps.rulebook.telling import line_of


def lines_of(answer: Iterable[Said], book: Book) -> list[dict[str, Any]]:
    """Return the lines of one answer; a row that gave several is shown with the first."""
    shown: set[tuple[str, int]] = set()
    return [_line(one, book, shown) for one in answer]


def _line(said: Said, book: Book, shown: set[tuple[str, int]]) -> dict[str, Any]:
    """Return one line of an answer; a row that gave several lines is shown with the first."""
    fresh = [t for t in said.trace if (t.provision, t.row) not in shown]
    shown.update((t.provision, t.row) for t in fresh)
    sources: dict[Any, str] = book.vocabulary.sources
    return {
        "tone": said.tone,
        "head": said.head,
        "text": said.text,
        "cites": said.cites,
        "beside": said.beside,
        "source": sources[said.source],
        "own": said.source != "rules",
        "rows": [(t.title, t.row, line_of(t.provision, t.row, book)) for t in fresh],
    }
