"""Search: documents by title, number and unit; clauses of the rules by word."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.documents.models import Document
from apps.organisation.acting import ActingRequest
from apps.rulebook import shelf

LIMIT = 50


@login_required
def search(request: ActingRequest) -> HttpResponse:
    """Show what is found among what the person may read."""
    word = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    documents, clauses, hint = [], [], ""
    if word:
        readable = Document.objects.visible_to(request.hats)
        documents = list(
            readable.filter(
                Q(title__icontains=word)
                | Q(reference__icontains=word)
                | Q(incoming_number__icontains=word)
                | Q(unit__name__icontains=word)
            )
            .select_related("unit")
            .order_by("-latest_at", "-pk")[:LIMIT]
        )
        book = shelf.in_force(timezone.localdate(request.at))
        clauses = [
            book.cite(c.id) for c in book.clauses.values() if word in c.quote or word in c.title
        ][:20]
        hint = f"请换一个词，或者核对文号的写法，例如 {book.reference}。"
    context = {"search_q": word, "documents": documents, "clauses": clauses, "limit": LIMIT,
               "hint": hint}  # fmt: skip
    return render(request, "desk/search.html", context)
