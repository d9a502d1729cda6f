"""登录记录 in the admin: who signed in, who failed, whose sign-in is suspended and let in again.

In place of the pages that django-axes brings, which speak English. Refuses every other change.
"""

from __future__ import annotations

from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from axes.utils import reset
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.core.admin import ReadOnlyAdmin

WHERE = ("username", "attempt_time", "ip_address", "path_info", "user_agent")


class SignInAdmin(ReadOnlyAdmin):
    """Rows of sign-ins, newest first."""

    search_fields = ("username", "ip_address", "user_agent")
    date_hierarchy = "attempt_time"
    ordering = ("-attempt_time", "-pk")
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AccessAttempt)
class AccessAttemptAdmin(SignInAdmin):
    list_display = ("username", "attempt_time", "failures_since_start", "suspended", "ip_address")
    fields = (*WHERE, "failures_since_start")
    actions = ("let_in_again",)

    @admin.display(description="已暂停登录", boolean=True)
    def suspended(self, attempt: AccessAttempt) -> bool:
        return attempt.failures_since_start >= settings.AXES_FAILURE_LIMIT

    @admin.action(description="恢复登录", permissions=["let_in"])
    def let_in_again(self, request: HttpRequest, queryset: QuerySet[AccessAttempt]) -> None:
        attempts = list(queryset)
        for attempt in attempts:
            reset(username=attempt.username, ip=attempt.ip_address)
            self.log_change(request, attempt, "恢复登录")
        self.message_user(request, f"已恢复 {len(attempts)} 个账号的登录", messages.SUCCESS)

    def has_let_in_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("axes.delete_accessattempt")


@admin.register(AccessFailureLog)
class AccessFailureLogAdmin(SignInAdmin):
    list_display = ("username", "attempt_time", "locked_out", "ip_address")
    list_filter = ("locked_out",)
    fields = (*WHERE, "locked_out")


@admin.register(AccessLog)
class AccessLogAdmin(SignInAdmin):
    list_display = ("username", "attempt_time", "logout_time", "ip_address")
    fields = (*WHERE, "logout_time")
