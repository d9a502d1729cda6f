"""后台工作 in the admin: read, filter incidents, put them back. Refuses editing and deletion.

Also what every page of the administration has in common: see ``StrictLookups``.
"""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.core.jobs import requeue
from apps.core.models import Job


class StrictLookups:
    """Lets an address filter by what the page offers as a filter, and by nothing else.

    Django allows any field of the model itself: `?pin_hash__startswith=a` would read a secret
    letter by letter, by the number of rows shown.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Answer whether ``lookup`` begins with a filter of this page."""
        page = cast(admin.ModelAdmin, self)
        if lookup in {getattr(entry, "parameter_name", None) for entry in page.list_filter}:
            return True  # a filter of its own kind reads its parameter itself
        offered = [field_of(entry) for entry in (*page.list_filter, page.date_hierarchy)]
        named = any(f and (lookup == f or lookup.startswith(f"{f}__")) for f in offered)
        return named and super().lookup_allowed(lookup, value, request)  # type: ignore[misc]


def field_of(entry: object) -> str:
    """Return the field that an entry of ``list_filter`` names; "" for a filter of its own kind."""
    if isinstance(entry, tuple | list):
        entry = entry[0]
    return entry if isinstance(entry, str) else ""


class ReadOnlyAdmin(StrictLookups, admin.ModelAdmin):
    """An admin page that shows rows and changes none."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> list[str]:
        return [field.name for field in self.model._meta.fields]


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("id", "name", "state", "attempts", "run_at", "last_error", "created_at")
    list_display_links = ("id", "name")
    list_filter = ("state", "queue", "name")
    search_fields = ("name", "key", "last_error")
    ordering = ("-id",)
    show_full_result_count = False
    actions = ["put_back"]

    @admin.action(description="重新排队", permissions=["change"])
    def put_back(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        jobs = list(queryset)
        count = requeue(jobs=jobs)
        for job in jobs:
            if job.state == Job.State.INCIDENT:
                self.log_change(request, job, "重新排队")
        self.message_user(request, f"已将 {count} 项异常工作重新排队", messages.SUCCESS)
        if count < len(jobs):
            left = len(jobs) - count
            self.message_user(request, f"{left} 项不是异常工作，未作改动", messages.WARNING)
