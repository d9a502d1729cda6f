"""The administration of this site: Django's own, with the words that its scripts lack."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.views.i18n import JavaScriptCatalog


class OfficeAdminSite(AdminSite):
    def i18n_javascript(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Serve Django's catalogue and, over it, ours."""
        packages = ["django.contrib.admin", "apps.core"]
        return cast(HttpResponse, JavaScriptCatalog.as_view(packages=packages)(request))


class OfficeAdminConfig(AdminConfig):
    default_site = "apps.core.admin_site.OfficeAdminSite"
