"""Error pages: one sentence in Chinese, no detail of the machine."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.core.verdicts import Verdict


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be read."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a refusal; policies give their own reason and clause."""
    verdict = getattr(exception, "verdict", None)
    if verdict is None:  # a refusal is falsy
        return render(request, "403.html", status=403)
    return refused(request, verdict)


def refused(request: HttpRequest, *verdicts: Verdict) -> HttpResponse:
    """Answer "visible but not allowed" with reason and clause."""
    return render(request, "403.html", {"verdicts": verdicts}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer absent and invisible alike."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer our own fault without touching database or session."""
    return render(None, "500.html", status=500)  # type: ignore[arg-type]  # no request: no session, no database


def csrf_failure(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:
    """Answer a form whose page is too old or comes from elsewhere."""
    return render(request, "403_csrf.html", status=403)
