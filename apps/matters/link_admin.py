"""邮件办理链接 in the admin: read them, kill them. Refuses any other change, and shows no hash."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.core.admin import ReadOnlyAdmin
from apps.matters.decision_links import revoke_all
from apps.matters.models import DecisionLink


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
        count = sum(
            revoke_all(by=request.user, reason="由管理员停用", at=at, person=person)  # type: ignore[arg-type]
            for person in people
        )
        self.message_user(
            request, f"已停用 {len(people)} 人的 {count} 个邮件办理链接", messages.SUCCESS
        )
