"""Who is acting: the person's hats, once a request, and the idle time-out of the session."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from apps.organisation import authority

SEEN = "oa_seen"
# The stamp is written at most once a minute: a page must not cost a write.
STAMP_EVERY = 60


class ActingMiddleware:
    """Put ``at`` (the instant of the request) and ``hats`` (lazy) on every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Cut idle sessions, then hand on."""
        request.at = timezone.now()  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            self._check_idle(request)
        request.hats = SimpleLazyObject(lambda: _hats(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def _check_idle(self, request: HttpRequest) -> None:
        now = int(request.at.timestamp())  # type: ignore[attr-defined]
        seen = request.session.get(SEEN, now)
        if now - seen > settings.OA_IDLE_MINUTES * 60:
            logout(request)
        elif SEEN not in request.session or now - seen >= STAMP_EVERY:
            request.session[SEEN] = now


def _hats(request: HttpRequest) -> tuple[authority.Hat, ...]:
    if not request.user.is_authenticated:
        return ()
    return authority.hats(request.user, request.at)  # type: ignore[arg-type, attr-defined]
