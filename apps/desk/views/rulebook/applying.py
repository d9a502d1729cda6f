"""The list of matters behind a counter of the rules: only what the reader may read."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from apps.desk.views.rulebook.counting import new_year
from apps.desk.views.rulebook.reading import book_of
from apps.matters import applied
from apps.matters.models import Matter
from apps.matters.purposes import kind_of
from apps.matters.reading import Cursor, cursor_of, written
from apps.organisation.acting import ActingRequest
from apps.rulebook.book import Book

PAGE = 50
OPEN, OVERDUE, YEAR, EVER = "open", "overdue", "year", "ever"
WHICH = ((OPEN, "正在办理"), (OVERDUE, "超期"), (YEAR, "今年适用"), (EVER, "全部"))


@login_required
def matters(request: ActingRequest, clause_id: str = "", number: int = 0) -> HttpResponse:
    """List the matters behind a counter of a clause, or those under way under an article."""
    book = book_of(request)
    clause = book.clauses.get(clause_id)
    article = next((a for a in book.articles if a.number == number), None)
    if clause is None and article is None:
        raise Http404
    which = request.GET.get("which", OPEN) if clause else OPEN
    if which not in dict(WHICH):
        raise Http404
    found = _found(request, book, clause.id if clause else "", number, which)
    more, found = len(found) > PAGE, found[:PAGE]
    place = {"book": book.name, "which": which}
    context = {
        "book": book,
        "clause": clause,
        "label": clause.label if clause else article.label if article else "",
        "number": clause.article if clause else number,
        "chips": _chips(book, which) if clause else [],
        "which": dict(WHICH)[which],
        "rows": _rows(found),
        "today": timezone.localdate(request.at),
        "paged": "before" in request.GET,
        "first": urlencode(place),
        "older": urlencode({**place, "before": written(found[-1])}) if more else "",
    }
    return render(request, "desk/rulebook/matters.html", context)


def _found(
    request: ActingRequest, book: Book, clause: str, article: int, which: str
) -> list[Cursor]:
    before = cursor_of(request.GET.get("before", ""))
    asked: dict[str, Any] = {"book": book.name, "hats": request.hats, "before": before}
    asked["limit"] = PAGE + 1
    if not clause:
        return applied.under_article(article=article, **asked)
    if which == OVERDUE:
        return applied.overdue(clause=clause, at=request.at, **asked)
    since = new_year(request.at) if which == YEAR else None
    return applied.listed(clause=clause, since=since, under_way=which == OPEN, **asked)


def _rows(found: list[Cursor]) -> list[dict[str, Any]]:
    rows = Matter.objects.select_related("unit").in_bulk([pk for _, pk in found])
    return [
        {
            "matter": rows[pk],
            "at": at,
            "url": kind_of(rows[pk].kind).url(pk),
            "kind": kind_of(rows[pk].kind).label,
        }
        for at, pk in found
        if pk in rows
    ]


def _chips(book: Book, which: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": f"?{urlencode({'book': book.name, 'which': key})}",
            "current": key == which,
        }
        for key, label in WHICH
    ]
