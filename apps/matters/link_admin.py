"""邮件办理链接 in the admin: read them, kill them. Refuses any other change, and shows no hash."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.core.admin import ReadOnlyAdmin
from apps.matters.decision_links import revoke_all
from apps.matters.models import DecisionLink
from apps.organisation.models import Person


@admin.register(DecisionLink)
class DecisionLinkAdmin(ReadOnlyAdmin):
    list_display = ("id", "actor", "principal", "risk", "state", "created_at", "not_after")
    list_filter = ("state", "risk")
    search_fields = ("actor__name", "actor__username")
    list_select_related = ("actor", "principal")
    ordering = ("-id",)
    show_full_result_count = False
    # No title and no opinion: administrators do not read documents.
    fields = (
        "actor",
        "principal",
        "risk",
        "state",
        "created_at",
        "not_after",
        "first_opened_at",
        "used_at",
        "revoked_at",
        "revoked_reason",
        "pin_failures",
        "ip",
    )
    actions = ["revoke_of_people"]

    @admin.action(description="停用所选人员的全部链接", permissions=["change"])
    def revoke_of_people(self, request: HttpRequest, queryset: QuerySet[DecisionLink]) -> None:
        people = {link.actor for link in queryset.select_related("actor")}
        at = timezone.now()
        by = cast(Person, request.user)
        counts = [
            revoke_all(by=by, reason="由管理员停用", at=at, person=person) for person in people
        ]
        count = sum(counts)
        self.message_user(
            request, f"已停用 {len(people)} 人的 {count} 个邮件办理链接", messages.SUCCESS
        )
