"""Loading leaders, records and matters for a page; absent and invisible are the same 404."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from apps.activity import policies, rules
from apps.activity.querysets import reads_every_leader
from apps.core.refusals import Forbidden
from apps.core.verdicts import Verdict
from apps.matters.querysets import reading_posts
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat
from apps.organisation.models import Post
from apps.organisation.vocabulary import LEADER_ROLES
from apps.rulebook.book import Book

View = Callable[..., HttpResponseBase]


def leaders(request: ActingRequest) -> QuerySet[Post]:
    """Return the leaders' posts whose ledger the person may read, in the order of office."""
    rows = Post.objects.with_holder(today(request)).filter(
        role__in=LEADER_ROLES, abolished_on__isnull=True
    )
    if not reads_every_leader(request.hats):
        rows = rows.filter(pk__in=reading_posts(request.hats))
    return rows.select_related("unit").order_by("position", "pk")


def on_leader(view: View) -> View:
    """Hand the readable leader's post instead of its id; everybody else gets 404."""

    @wraps(view)
    def inner(request: ActingRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, get_object_or_404(leaders(request), pk=pk), *args, **kwargs)

    return inner


def on_row(model: Any, home: str, *related: str) -> Callable[[View], View]:
    """Hand the readable row of a model instead of its id; after signing in one is led home."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: ActingRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
            rows = model.objects.visible_to(request.hats).select_related(*related)
            return view(request, get_object_or_404(rows, pk=pk), *args, **kwargs)

        def way_back(request: ActingRequest, pk: int, **rest: Any) -> str:
            reading = request.method in ("GET", "HEAD")
            return request.get_full_path() if reading else reverse(home, args=[pk])

        inner.way_back = way_back  # type: ignore[attr-defined]  # read by the sign-in middleware
        return inner

    return decorate


def recorder(request: ActingRequest, leader_id: int) -> Hat:
    """Return the hat under which the person enters for a leader, or answer 403."""
    hat = policies.recorder(request.hats, leader_id)
    if hat is None:
        forbid(policies.NOT_YOURS)
    return hat


def forbid(verdict: Verdict) -> NoReturn:
    """Answer 403 with the reason and its clause."""
    raise Forbidden(verdict)


def allowed(verdict: Verdict) -> None:
    """Go on, or answer 403 with the reason."""
    if not verdict:
        forbid(verdict)


def today(request: ActingRequest) -> dt.date:
    """Return the local day of the request."""
    return timezone.localdate(request.at)


def book(request: ActingRequest) -> Book:
    """Return the book of the day, or answer 403: nothing is entered without rules."""
    found = rules.book_on(today(request))
    if found is None:
        forbid(rules.NO_BOOK)
    return found
