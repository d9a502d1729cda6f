"""留痕 in the admin: read only, newest first. Refuses every change, as the database does."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from apps.core.admin import ReadOnlyAdmin
from apps.trail.models import Anchor, Event
from apps.trail.verbs import verb_name


class SealedAdmin(ReadOnlyAdmin):
    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Event)
class EventAdmin(SealedAdmin):
    list_display = ("seq", "at", "person_name", "hat_name", "verb_shown", "subject", "channel")
    list_filter = ("channel",)
    search_fields = ("person_key", "person_name", "subject", "verb")
    ordering = ("-seq",)
    show_full_result_count = False

    @admin.display(description="身份")
    def hat_name(self, event: Event) -> str:
        hat = event.hat or {}
        return " ".join(str(hat[key]) for key in ("post_name", "label") if hat.get(key))

    @admin.display(description="动作", ordering="verb")
    def verb_shown(self, event: Event) -> str:
        return verb_name(event.verb)


@admin.register(Anchor)
class AnchorAdmin(SealedAdmin):
    list_display = ("seq", "count", "at", "hash")
    ordering = ("-seq",)
