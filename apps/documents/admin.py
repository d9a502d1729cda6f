"""Seals in the admin: entered, given to keepers, withdrawn; the register of uses is read only.

Never shows an image, a title or a text: administrators do not read what documents are about.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.core.admin import ReadOnlyAdmin
from apps.documents.font_page import add_page
from apps.documents.forms.seals import EndForm, SealForm
from apps.documents.models import Seal, SealUse
from apps.documents.services import seals
from apps.organisation.admin.base import ServiceAdmin, me


@admin.register(Seal)
class SealAdmin(ServiceAdmin):
    form = SealForm
    action_form = EndForm
    list_display = ("name", "unit", "diameter_mm", "state", "valid_from_on", "valid_to_on")
    list_filter = ("state",)
    list_select_related = ("unit",)
    search_fields = ("name", "unit__name")
    filter_horizontal = ("keepers",)
    ordering = ("state", "unit__position", "-pk")
    fixed = ("unit", "name", "diameter_mm", "valid_from_on", "valid_to_on")
    actions = ("withdraw", "report_lost")
    # Shown of a seal that is there, where its image was typed in.
    kept = ("image_sha256", "state", "registered_at", "ended_at", "ended_reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seal]:
        return super().get_queryset(request).defer("image")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        asked = ("unit", "name", "diameter_mm", "keepers", "valid_from_on", "valid_to_on")
        return (*asked, *self.kept) if obj else (*asked, "image_file")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        shown = super().get_readonly_fields(request, obj)
        return (*shown, *self.kept) if obj else shown

    def create(self, request: HttpRequest, obj: Seal, form: Any, at: datetime) -> Seal:
        return seals.register_seal(
            unit=obj.unit,
            name=obj.name,
            diameter_mm=obj.diameter_mm,
            keepers=form.cleaned_data["keepers"],
            valid_from_on=obj.valid_from_on,
            valid_to_on=obj.valid_to_on,
            image=form.cleaned_data["image_file"],
            by=me(request),
            at=at,
        )

    def change(self, request: HttpRequest, obj: Seal, form: Any, at: datetime) -> None:
        if "keepers" in form.changed_data:
            kept = form.cleaned_data["keepers"]
            seals.change_keepers(seal=obj, keepers=kept, by=me(request), at=at)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The service has set the keepers."""

    @admin.action(description="停用（须填原因）", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Seal]) -> None:
        self._end(request, queryset, seals.withdraw_seal, "已停用")

    @admin.action(description="挂失（须填原因）", permissions=["change"])
    def report_lost(self, request: HttpRequest, queryset: QuerySet[Seal]) -> None:
        self._end(request, queryset, seals.report_lost, "已挂失")

    def _end(self, request: HttpRequest, queryset: QuerySet[Seal], act: Any, done: str) -> None:
        reason, at = request.POST.get("reason", "")[:200], timezone.now()
        self.each(
            request,
            queryset,
            lambda seal: act(seal=seal, reason=reason, by=me(request), at=at),
            done,
        )


@admin.register(SealUse)
class SealUseAdmin(ReadOnlyAdmin):
    """用印登记: which seal, on which number, by whom in which post, when, and the file's hash."""

    list_display = ("token", "reference", "seal", "used_by", "post", "used_at", "set_at")
    fields = (
        "token", "seal", "reference", "used_by", "post", "used_at", "set_at", "service",
        "page_sha256", "file_sha256",
    )  # fmt: skip
    readonly_fields = fields
    list_filter = ("seal__unit",)
    list_select_related = ("seal", "used_by")
    search_fields = ("reference", "file_sha256", "used_by__name")
    date_hierarchy = "used_at"
    ordering = ("-pk",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[SealUse]:
        return super().get_queryset(request).defer("seal__image", "detached")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return list(self.fields)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="用印岗位")
    def post(self, use: SealUse) -> str:
        return str(use.hat.get("post_name", ""))


add_page(admin.site)
