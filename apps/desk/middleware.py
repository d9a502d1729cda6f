"""Who may come in, who is acting, under which hats, and the idle time-out of the session.

Owns the default: no page answers a stranger unless it says so itself (``login_not_required``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from apps.core.verdicts import Verdict
from apps.desk.errors import refused
from apps.desk.templatetags.cn_dates import cn_date
from apps.organisation import authority
from apps.organisation.authority import law, local_day
from apps.rulebook import shelf
from apps.rulebook.errors import NotRegulated

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

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say in a sentence that no rules hold yet, on a site set up ahead of its rules.

        Where rules hold today, a book that is silent is a mistake of ours and stays one.
        """
        at = request.at  # type: ignore[attr-defined]
        if not isinstance(exception, NotRegulated) or law.book_on(local_day(at)) is not None:
            return None
        book = shelf.newest()
        day = cn_date(book.effective_from, timezone.localdate(at))
        text = f"今天没有施行中的工作规则（《{book.title}》{day}起施行），暂不能办理"
        return refused(request, Verdict.deny(text))

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


class SignInMiddleware(LoginRequiredMiddleware):
    """Send strangers to the sign-in, whatever the page, and back to a page that shows something.

    A view may have a ``way_back(request, **kwargs)`` where its own address is an act.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let people and public pages through, and nobody else."""
        if request.user.is_authenticated or not getattr(view_func, "login_required", True):
            return None
        way_back = getattr(view_func, "way_back", None)
        target = way_back(request, **view_kwargs) if way_back else request.get_full_path()
        return redirect_to_login(
            target, self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        )
