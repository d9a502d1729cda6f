"""消息 in the admin: what was told to whom and whether its mail went out. Refuses any change."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from apps.core.admin import ReadOnlyAdmin
from apps.notifications.models import Message


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "person", "subject", "mail_state", "sent_at")
    list_filter = ("mail_state", "kind")
    search_fields = ("subject", "person__name")
    list_select_related = ("person",)
    ordering = ("-id",)
    show_full_result_count = False
    exclude = ("renderer", "renderer_args")

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
