"""Search: documents by title, number and unit, other matters by title; clauses by word."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.documents.models import Document
from apps.documents.models.document import named_q
from apps.matters.models import Matter
from apps.matters.purposes import kind_of, url_of
from apps.organisation.acting import ActingRequest
from apps.rulebook import shelf

LIMIT = 50


@login_required
def search(request: ActingRequest) -> HttpResponse:
    """Show what is found among what the person may read."""
    word = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    documents, others, clauses, hint = [], [], [], ""
    if word:
        readable = Document.objects.visible_to(request.hats)
        documents = list(
            readable.filter(named_q(word) | Q(unit__name__icontains=word))
            .select_related("unit")
            .order_by("-latest_at", "-pk")[:LIMIT]
        )
        others = _others(request, word)
        book = shelf.in_force(timezone.localdate(request.at))
        clauses = [
            book.cite(c.id) for c in book.clauses.values() if word in c.quote or word in c.title
        ][:20]
        hint = f"请换一个词，或者核对文号的写法，例如 {book.reference}。"
    context = {"search_q": word, "documents": documents, "others": others, "clauses": clauses,
               "limit": LIMIT, "hint": hint}  # fmt: skip
    return render(request, "desk/search.html", context)


def _others(request: ActingRequest, word: str) -> list[dict[str, Any]]:
    """Return matters of every other kind by title or number, each with its page."""
    rows = Matter.objects.visible_to(request.hats).exclude(kind="document")
    found = rows.filter(Q(title__icontains=word) | Q(reference__icontains=word))
    return [
        {
            "title": matter.title,
            "url": url_of(matter.kind, matter.pk),
            "label": kind_of(matter.kind).label,
            "reference": matter.reference,
            "unit": matter.unit.name,
            "standing": matter.standing,
        }
        for matter in found.select_related("unit").order_by("-latest_at", "-pk")[:LIMIT]
    ]
