"""What administrators see of the kernel: ledgers and links, never a title, a text or an opinion."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from apps.core.admin import ReadOnlyAdmin
from apps.matters import link_admin
from apps.matters.models import NumberEntry, NumberSeries

__all__ = ["NumberEntryAdmin", "NumberSeriesAdmin", "link_admin"]


class LedgerAdmin(ReadOnlyAdmin):
    """A ledger is read; its rows are written by the services alone."""

    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(NumberSeries)
class NumberSeriesAdmin(LedgerAdmin):
    list_display = ("code", "year", "last")
    list_filter = ("year",)
    search_fields = ("code",)
    ordering = ("-year", "code")


@admin.register(NumberEntry)
class NumberEntryAdmin(LedgerAdmin):
    # The matter by its number only: administrators do not read what documents are about.
    list_display = ("number_text", "state", "matter_number", "reason", "at", "by")
    fields = ("number_text", "state", "matter_number", "reason", "at", "by")
    readonly_fields = fields
    list_filter = ("state", "series__year")
    search_fields = ("series__code", "=number")
    list_select_related = ("series", "by")
    ordering = ("-id",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return list(self.fields)

    @admin.display(description="文号")
    def number_text(self, entry: NumberEntry) -> str:
        return entry.text

    @admin.display(description="事项编号")
    def matter_number(self, entry: NumberEntry) -> int:
        return entry.matter_id
