"""Which leaders a document meets by a directory: the same route that a real document is given.

Asked with the plan in force and with one that is only drafted, for many documents at once. Owns no
rule: ``rules.decision_route`` and ``rules.signing`` answer, as they do when a document is routed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db.models import OuterRef, Q, QuerySet, Subquery

from apps.documents import rules
from apps.documents.models import Document
from apps.documents.services.routing import ROUTE
from apps.matters.models import Step
from apps.matters.replay import Replayed, Station
from apps.organisation.authority.directory import Directory
from apps.rulebook.answers import Route
from apps.rulebook.errors import NotRegulated

State = Document.State
# Before the leaders have decided or signed: their route may still be asked for.
UNDECIDED = (
    State.RELEASING,
    State.DELIVERED,
    State.RECEIVED,
    State.REGISTERED,
    State.OPINING,
    State.DECIDING,
    State.CHECKING,
    State.CLEARING,
    State.SIGNING,
)
CHUNK = 500


def undecided() -> Q:
    """Return the condition "no leader has decided it yet"."""
    return Q(document__state__in=UNDECIDED)


def replay(
    rows: QuerySet,
    directories: Sequence[Directory],
    *,
    at: dt.datetime | None = None,
    quarter: tuple[dt.datetime, dt.datetime] | None = None,
    most: int,
) -> Iterator[Replayed]:
    """Yield for each document its stations under each directory; a few queries for all of them.

    ``rows`` are matters. All are asked for the instant ``at``; or those whose leaders' route was
    opened in a ``quarter``, each for that instant. At most ``most``, the newest first.
    """
    routed = Step.objects.filter(matter=OuterRef("pk"), purpose__in=ROUTE).order_by("opened_at")
    documents = (
        Document.objects.filter(pk__in=rows.values("pk"))
        .select_related("unit")
        .prefetch_related("co_leaders")
        .annotate(routed_at=Subquery(routed.values("opened_at")[:1]))
        .order_by("-latest_at", "-pk")
    )
    if quarter is not None:
        documents = documents.filter(routed_at__gte=quarter[0], routed_at__lt=quarter[1])
    for document in documents[:most].iterator(chunk_size=CHUNK):
        when = at or document.routed_at
        yield Replayed(document, when, tuple(_stations(document, when, d) for d in directories))


def _stations(document: Document, at: dt.datetime, directory: Directory) -> tuple[Station, ...]:
    route = _route(document, at, directory)
    return tuple(
        Station(
            stage.purpose,
            tuple(ref.post or ref.role for ref in stage.posts),
            stage.sentence,
            stage.cites,
        )
        for stage in (route.stages if route else ())
    )


def _route(document: Document, at: dt.datetime, directory: Directory) -> Route | None:
    try:
        if document.is_incoming:
            return rules.decision_route(document, at, directory)
        options = rules.signing(document, at, directory).options
    except NotRegulated:
        return None
    chosen = min(document.signing_option, len(options) - 1)
    return options[chosen] if options else None
