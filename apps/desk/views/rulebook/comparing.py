"""Versions of the rules: which there are, and what changes from one to another."""

from __future__ import annotations

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.desk.views.rulebook.reading import book_of
from apps.organisation.acting import ActingRequest
from apps.rulebook import shelf
from apps.rulebook.differences import differences
from apps.rulebook.meanings import MEANINGS, is_enforced
from apps.rulebook.questions import QUESTIONS
from apps.rulebook.reference import codes, reference
from apps.rulebook.usage import open_matters


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
        context |= {
            "earlier": earlier,
            "later": later,
            "found": found,
            "groups": [(g, list(rows)) for g, rows in groupby(found.changes, lambda c: c.group)],
            "matters": [(u, len(u.concerns(keys))) for u in open_matters(earlier.name)],
        }
    return render(request, "desk/rulebook/versions.html", context)


@login_required
def guide(request: ActingRequest) -> HttpResponse:
    """Show how a book is written, with everything it may speak of and every key it may hold."""
    book = shelf.in_force(timezone.localdate(request.at))
    titles = {part.name: part.title for part in reference()}
    meanings = [
        {
            "key": key,
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
