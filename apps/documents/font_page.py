"""公文字体: a read-only page of the admin that says which font sets what, and what is missing."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_safe

from apps.typesetting import CannotTypeset, fonts


@require_safe
def font_page(request: HttpRequest) -> TemplateResponse:
    """List the font of each role, substitutes marked, and what to mend before issuing."""
    if not request.user.has_module_perms("core"):
        raise PermissionDenied
    try:
        rows = fonts.report()
    except CannotTypeset:
        rows = ()  # the sentence stands among the problems
    context = {
        **admin.site.each_context(request),
        "title": "公文字体",
        "rows": rows,
        "problems": fonts.problems(),
    }
    return TemplateResponse(request, "admin/documents/fonts.html", context)


def add_page(site: admin.AdminSite) -> None:
    """Let the admin site serve the page beside those of the models."""
    model_urls = site.get_urls

    def get_urls() -> list[Any]:
        page = path("typesetting/fonts/", site.admin_view(font_page), name="typesetting_fonts")
        return [page, *model_urls()]

    site.get_urls = get_urls  # type: ignore[method-assign]
