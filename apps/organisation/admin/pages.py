"""某日谁代行谁: a read-only page of the admin, with the health check of the organisation."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_safe

from apps.organisation import health, overview
from apps.organisation.asked import asked_instant


@require_safe
def who_acts(request: HttpRequest) -> TemplateResponse:
    """List every leader's post at an instant: holder, away, who acts, by which clause, gaps."""
    if not request.user.has_module_perms("organisation"):
        raise PermissionDenied
    at, error = asked_instant(request)
    context = {
        **admin.site.each_context(request),
        "title": "某日谁代行谁",
        "at": at,
        "error": error,
        "leaders": overview.leaders(at),
        "findings": health.health(at),
    }
    return TemplateResponse(request, "admin/organisation/who_acts.html", context)


def add_page(site: admin.AdminSite) -> None:
    """Let the admin site serve the page beside those of the models."""
    model_urls = site.get_urls

    def get_urls() -> list[Any]:
        page = path(
            "organisation/who-acts/", site.admin_view(who_acts), name="organisation_who_acts"
        )
        return [page, *model_urls()]

    site.get_urls = get_urls  # type: ignore[method-assign]
