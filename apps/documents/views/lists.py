"""The list of documents: newest first, filters in the address, pages by cursor."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from apps.documents import policies
from apps.documents.models import Document
from apps.matters import reading
from apps.organisation.acting import ActingRequest

PAGE = 50
RELATED = ("unit",)


@login_required
def index(request: ActingRequest) -> HttpResponse:
    """Show the newest readable documents, or those that the filters name."""
    hats = request.hats
    chosen = _filters(request)
    before = reading.cursor_of(request.GET.get("before", ""))
    if any(chosen.values()):
        rows = _filtered(request, chosen, before)
    else:
        rows = reading.newest(
            Document, hats=hats, kind="document", limit=PAGE + 1, before=before, related=RELATED
        )
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    older = reading.written((rows[-1].latest_at, rows[-1].pk)) if more else ""
    return render(
        request,
        "documents/document_list.html",
        {
            "rows": rows,
            "chosen": chosen,
            "older": older,
            "paged": before is not None,
            "directions": Document.Direction.choices,
            "states": Document.State.choices,
            "kinds": Document.Kind.choices,
            "can_draft": policies.can_draft(hats),
            "query": _query(chosen),
            # The other filters stay as they are chosen.
            "open_or_all": _query({**chosen, "open": "" if chosen["open"] else "1"}),
            "late_or_all": _query({**chosen, "late": "" if chosen["late"] else "1"}),
            "now_at": request.at,
        },
    )


def _filters(request: ActingRequest) -> dict[str, str]:
    get = request.GET
    known = {
        "direction": Document.Direction.values,
        "state": Document.State.values,
        "kind": Document.Kind.values,
    }
    chosen = {name: get.get(name, "") for name in known}
    chosen = {name: value if value in known[name] else "" for name, value in chosen.items()}
    chosen["q"] = get.get("q", "").replace("\x00", "").strip()[:60]
    for name in ("open", "late"):
        chosen[name] = "1" if get.get(name) == "1" else ""
    return chosen


def _filtered(
    request: ActingRequest, chosen: dict[str, str], before: tuple[dt.datetime, int] | None
) -> list[Document]:
    rows = Document.objects.visible_to(request.hats)
    if chosen["direction"]:
        rows = rows.filter(direction=chosen["direction"])
    if chosen["state"]:
        rows = rows.filter(state=chosen["state"])
    if chosen["kind"]:
        rows = rows.filter(document_kind=chosen["kind"])
    if chosen["open"]:
        rows = rows.open()
    if chosen["late"]:
        rows = rows.overdue(request.at)
    if chosen["q"]:
        rows = rows.named(chosen["q"])
    if before:
        rows = rows.filter(Q(latest_at__lt=before[0]) | Q(latest_at=before[0], pk__lt=before[1]))
    return list(rows.select_related(*RELATED).order_by("-latest_at", "-pk")[: PAGE + 1])


def _query(chosen: dict[str, str]) -> str:
    from django.utils.http import urlencode

    return urlencode({name: value for name, value in chosen.items() if value})
