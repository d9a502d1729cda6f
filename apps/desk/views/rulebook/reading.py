"""The working rules to read: an article with what the system does beside it, and one clause."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.desk.views.rulebook.counting import counters
from apps.matters import applied
from apps.organisation.acting import ActingRequest
from apps.rulebook import reader, shelf
from apps.rulebook.book import Book
from apps.rulebook.cases import cases_by_clause
from apps.rulebook.checking import carried_out


def book_of(request: ActingRequest, name: str = "book") -> Book:
    """Return the book that the address names, else the one in force; 404 for no such book."""
    wanted = request.GET.get(name, "")
    if wanted and wanted not in shelf.names():
        raise Http404
    return shelf.book(wanted) if wanted else shelf.in_force(timezone.localdate(request.at))


@login_required
def article(request: ActingRequest, number: int = 0) -> HttpResponse:
    """Show one article (the first that the system carries out, where none is named)."""
    book = book_of(request)
    words = request.GET.get("q", "").strip()
    if number == 0 and not words:
        number = _first_carried_out(book)
    found = next((a for a in book.articles if a.number == number), None)
    if found is None and not words:
        raise Http404
    shown = reader.article(found, book) if found else None
    place = book.articles.index(found) if found else 0
    context = {
        **_frame(book, number),
        "under_way": applied.open_by_article(book=book.name, hats=request.hats),
        "counters": counters(request, book, [a.clause.id for a in shown.applied]) if shown else {},
        "article": shown,
        "title": reader.title_of(number, book),
        "earlier": book.articles[place - 1] if place else None,
        "later": book.articles[place + 1] if place + 1 < len(book.articles) else None,
        "worked": {c: len(cases) for c, cases in cases_by_clause(book).items()},
        "remarks": _remarks(shown) if shown else (),
        "q": words,
        "found": reader.search(words, book),
    }
    return render(request, "desk/rulebook/article.html", context)


def _remarks(shown: reader.ReaderArticle) -> tuple[tuple[str, str], ...]:
    """Return what is noted to the provisions of an article, each once."""
    found = {
        (rule.title, words): None
        for applied in shown.applied
        for rule in applied.provisions
        for words in (rule.note, rule.basis)
        if words
    }
    return tuple(found)


def _first_carried_out(book: Book) -> int:
    numbers = [book.clauses[clause].article for clause in carried_out(book)]
    return min(numbers, default=book.articles[0].number)


def _frame(book: Book, number: int) -> dict[str, Any]:
    """Return what every page of the reader shows around its article."""
    bound = carried_out(book)
    contents = [
        (chapter.title, [(a, reader.title_of(a.number, book)) for a in chapter.articles])
        for chapter in book.text.chapters
    ]
    return {
        "book": book,
        "contents": contents,
        "number": number,
        "carried_out": len(bound),
        "shown": len(book.not_executable),
        "waiting": len(book.clauses) - len(bound) - len(book.not_executable),
    }


@login_required
def whole(request: ActingRequest) -> HttpResponse:
    """Show the whole text, for printing."""
    book = book_of(request)
    context = {"book": book, "chapters": reader.chapters(book)}
    return render(request, "desk/rulebook/whole.html", context)


@login_required
def clause(request: ActingRequest, clause_id: str) -> HttpResponse:
    """Show one clause: its words, its article, how the system applies it, its cases."""
    book = book_of(request)
    if clause_id not in book.clauses:
        raise Http404
    source = next(a for a in book.articles if a.number == book.clauses[clause_id].article)
    entry = reader.article(source, book)
    cases = cases_by_clause(book).get(clause_id, ())
    return render(
        request,
        "desk/rulebook/clause.html",
        {
            "book": book,
            "article": entry,
            "chosen": clause_id,
            "applied": next(x for x in entry.applied if x.clause.id == clause_id),
            "cases": cases,
            "counters": counters(request, book, [clause_id]),
            "bare": request.headers.get("X-Requested-With") == "fetch",
        },
    )
