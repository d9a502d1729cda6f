"""单位、岗位 in the admin."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from apps.organisation import services
from apps.organisation.admin.base import ServiceAdmin, me
from apps.organisation.models import Post, Unit


@admin.register(Unit)
class UnitAdmin(ServiceAdmin):
    list_display = ("name", "short_name", "code", "kind", "duty", "parent", "abolished_on")
    list_filter = ("kind", "duty")
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "code")
    autocomplete_fields = ("parent",)
    ordering = ("position", "pk")
    fixed = ("code",)

    def create(self, request: HttpRequest, obj: Unit, form: Any, at: datetime) -> Unit:
        return services.create_unit(unit=obj, by=me(request), at=at)

    def change(self, request: HttpRequest, obj: Unit, form: Any, at: datetime) -> None:
        services.change_unit(unit=obj, by=me(request), at=at)


@admin.register(Post)
class PostAdmin(ServiceAdmin):
    list_display = (
        "name",
        "holder",
        "code",
        "unit",
        "role",
        "city_leader",
        "substitutable",
        "concurrent_of",
    )
    list_filter = ("role", "city_leader", "substitutable", "unit__kind")
    list_select_related = ("unit",)
    shown_posts = ("concurrent_of",)
    search_fields = ("name", "code", "unit__name", "appointments__person__name")
    autocomplete_fields = ("unit", "concurrent_of")
    ordering = ("position", "pk")
    fixed = ("code",)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.with_holder(timezone.localdate())

    @admin.display(description="任职人员")
    def holder(self, post: Any) -> str:
        return post.holder_name or "空缺"

    def create(self, request: HttpRequest, obj: Post, form: Any, at: datetime) -> Post:
        return services.file_post(post=obj, by=me(request), at=at)

    def change(self, request: HttpRequest, obj: Post, form: Any, at: datetime) -> None:
        services.change_post(post=obj, by=me(request), at=at)
