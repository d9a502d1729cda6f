"""Versions of the rules: which there are, and what changes from one to another."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.core.verdicts import Cite
from apps.desk.views.rulebook.reading import book_of
from apps.matters import applied
from apps.organisation.acting import ActingRequest
from apps.rulebook import shelf
from apps.rulebook.book import Book
from apps.rulebook.cases import cases_by_clause
from apps.rulebook.differences import Difference, differences
from apps.rulebook.inquiries import INQUIRIES
from apps.rulebook.meanings import MEANINGS, is_enforced
from apps.rulebook.questions import QUESTIONS
from apps.rulebook.reference import codes, reference
from apps.rulebook.usage import open_matters, papers


@login_required
def versions(request: ActingRequest) -> HttpResponse:
    """List the books of this installation and compare two where both are chosen."""
    books = [shelf.book(name) for name in shelf.names()]
    context: dict[str, object] = {
        "books": sorted(books, key=lambda b: (b.entry.series, b.effective_from)),
        "ours": shelf.in_force(timezone.localdate(request.at)),
        "today": timezone.localdate(request.at),
    }
    if request.GET.get("earlier") and request.GET.get("later"):
        earlier, later = book_of(request, "earlier"), book_of(request, "later")
        found = differences(earlier, later)
        keys = sorted(found.keys)
        changed = [c for c in earlier.clauses if c in found.clauses]
        usages = open_matters(earlier.name, changed, request.hats)
        context |= {
            "earlier": earlier,
            "later": later,
            "found": found,
            "groups": [(g, list(rows)) for g, rows in groupby(found.changes, lambda c: c.group)],
            "matters": [(u, len(u.concerns(keys))) for u in usages],
            "touched": _touched(request, earlier, changed),
            "cases": _cases(later, found),
            "papers": papers(found.stated),
        }
    return render(request, "desk/rulebook/versions.html", context)


def _touched(request: ActingRequest, book: Book, clauses: list[str]) -> list[dict[str, Any]]:
    """Return the changed clauses under which something is under way, with how many."""
    counts = applied.open_by_clause(book=book.name, hats=request.hats)
    found = [c for c in clauses if c in counts]
    return [
        {"cite": book.cite(c), "id": c, "title": book.clauses[c].title, "count": counts[c]}
        for c in found
    ]


def _cases(book: Book, found: Difference) -> list[tuple[str, Cite]]:
    """Return the cases that cite a clause whose words have changed."""
    known = cases_by_clause(book)
    words = [t.clause for t in found.texts if t.after]
    return [(case.entry.name, book.cite(c)) for c in words for case in known.get(c, ())]


@login_required
def guide(request: ActingRequest) -> HttpResponse:
    """Show how a book is written, with everything it may speak of and every key it may hold."""
    book = shelf.in_force(timezone.localdate(request.at))
    titles = {part.name: part.title for part in reference()}
    meanings = [
        {
            "key": key,
            "title": INQUIRIES[key].title if key in INQUIRIES else "",
            "kind": titles[kind.__name__],
            "question": (question := QUESTIONS.get(key)),
            "blanks": [f"{{{blank}}}" for blank in sorted(question.blanks())] if question else (),
            "enforced": is_enforced(key),
            "rule": book.provisions.get(key),
        }
        for key, kind in sorted(MEANINGS.items())
    ]
    context = {"book": book, "meanings": meanings, "parts": reference(), "codes": codes(book)}
    return render(request, "desk/rulebook/guide.html", context)
