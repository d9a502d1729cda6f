"""Annual leave in the admin: when people took up work, and corrections of the ledger.

Requests are not shown here: administrators do not read why somebody is away.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from apps.leave.models import LedgerEntry, Service
from apps.leave.services import ledger
from apps.organisation.admin.base import ServiceAdmin, me


@admin.register(Service)
class ServiceDateAdmin(ServiceAdmin):
    list_display = ("person", "started_on")
    list_select_related = ("person",)
    search_fields = ("person__name", "person__pinyin_full", "person__pinyin_initials")
    autocomplete_fields = ("person",)
    ordering = ("person__pinyin_full", "pk")
    fixed = ("person",)

    def create(self, request: HttpRequest, obj: Service, form: Any, at: datetime) -> Service:
        return ledger.enter_service(
            person=obj.person, started_on=obj.started_on, by=me(request), at=at
        )

    def change(self, request: HttpRequest, obj: Service, form: Any, at: datetime) -> None:
        ledger.enter_service(person=obj.person, started_on=obj.started_on, by=me(request), at=at)


@admin.register(LedgerEntry)
class LedgerAdmin(ServiceAdmin):
    """Rows are added, never changed: a mistake is mended by another row."""

    list_display = ("person", "year", "kind", "days", "note", "by", "at")
    list_filter = ("year", "kind")
    list_select_related = ("person", "by")
    search_fields = ("person__name", "person__pinyin_full", "person__pinyin_initials")
    autocomplete_fields = ("person",)
    ordering = ("-at", "-pk")
    fields = ("person", "year", "days", "note")
    readonly_fields = ("kind", "leave", "by", "at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request, obj)

    def create(
        self, request: HttpRequest, obj: LedgerEntry, form: Any, at: datetime
    ) -> LedgerEntry:
        return ledger.adjust(
            person=obj.person, year=obj.year, days=obj.days, note=obj.note, by=me(request), at=at
        )
