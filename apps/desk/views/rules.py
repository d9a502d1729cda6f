"""The working rules: the whole text, and one clause with what it means for the system."""

from __future__ import annotations

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from apps.organisation.acting import ActingRequest
from apps.rulebook import reader, shelf
from apps.rulebook.book import Book


def _book(request: ActingRequest) -> Book:
    name = request.GET.get("book", "")
    if name and name not in shelf.names():
        raise Http404
    return shelf.book(name) if name else shelf.in_force(request.at.date())


@login_required
def rules(request: ActingRequest) -> HttpResponse:
    """Show the whole text, chapter by chapter."""
    book = _book(request)
    chapters = reader.chapters(book)
    totals = Counter(x.standing for c in chapters for a in c.articles for x in a.applied)
    return render(
        request, "desk/rules.html", {"book": book, "chapters": chapters, "totals": totals}
    )


@login_required
def clause(request: ActingRequest, clause_id: str) -> HttpResponse:
    """Show one clause: its words, its article, how the system applies it."""
    book = _book(request)
    if clause_id not in book.clauses:
        raise Http404
    source = next(a for a in book.articles if a.number == book.clauses[clause_id].article)
    entry = reader.article(source, book)
    return render(
        request,
        "desk/clause.html",
        {
            "book": book,
            "article": entry,
            "chosen": clause_id,
            "applied": next(x for x in entry.applied if x.clause.id == clause_id),
            "bare": request.headers.get("X-Requested-With") == "fetch",
        },
    )
