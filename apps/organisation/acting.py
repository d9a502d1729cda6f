"""The request of somebody signed in: who he is, when it is, which hats he wears."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from apps.organisation.authority import Hat
from apps.organisation.models import Person


class ActingRequest(HttpRequest):
    """What a page gets after the middleware has put instant and hats on the request.

    Only a type for pages behind sign-in; never instantiated.
    """

    user: Person  # type: ignore[assignment]
    at: dt.datetime
    hats: tuple[Hat, ...]
    # Waiting steps and unread messages, once counted.
    oa_counts: tuple[int, int]
