"""分工方案、副秘书长联系 in the admin: a plan is drafted, then published."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.core.admin import SoundFields
from apps.organisation import services
from apps.organisation.admin.base import InForce, NamedPosts, ServiceAdmin, me
from apps.organisation.forms import LiaisonForm
from apps.organisation.models import Liaison, PortfolioEntry, PortfolioPlan, Post
from apps.organisation.vocabulary import PORTFOLIO_ROLES, PlanState


class EntryInline(SoundFields, NamedPosts, admin.TabularInline):
    model = PortfolioEntry
    shown_posts = ("leader",)
    fields = ("unit", "leader", "relation")
    autocomplete_fields = ("unit",)
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[PortfolioEntry]:
        rows = super().get_queryset(request).select_related("unit")
        return rows.order_by("unit__position", "pk")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "leader":
            leaders = Post.objects.with_holder(timezone.localdate())
            leaders = leaders.filter(role__in=PORTFOLIO_ROLES, abolished_on__isnull=True)
            kwargs["queryset"] = leaders.order_by("position", "pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _drafted(self, obj: PortfolioPlan | None) -> bool:
        return obj is None or obj.state == PlanState.DRAFT

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and self._drafted(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._drafted(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._drafted(obj)


@admin.register(PortfolioPlan)
class PortfolioPlanAdmin(ServiceAdmin):
    list_display = ("name", "reference", "effective_from", "effective_to", "state")
    list_filter = ("state",)
    search_fields = ("name", "reference")
    date_hierarchy = "effective_from"
    ordering = ("-effective_from", "-pk")
    readonly_fields = ("state",)
    inlines = (EntryInline,)
    actions = ("publish", "copy", "withdraw")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        drafted = obj is None or obj.state == PlanState.DRAFT
        return super().has_change_permission(request, obj) and drafted

    def create(self, request: HttpRequest, obj: Any, form: Any, at: datetime) -> PortfolioPlan:
        return services.create_plan(
            name=obj.name,
            reference=obj.reference,
            effective_from=obj.effective_from,
            effective_to=obj.effective_to,
            by=me(request),
            at=at,
        )

    def change(self, request: HttpRequest, obj: Any, form: Any, at: datetime) -> None:
        services.change_plan(plan=obj, by=me(request), at=at)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        at = timezone.now()
        rows = formset.save(commit=False)
        for gone in formset.deleted_objects:
            services.remove_leader(entry=gone, by=me(request), at=at)
        for row in rows:
            services.set_leader(
                plan=form.instance,
                unit=row.unit,
                leader=row.leader,
                relation=row.relation,
                by=me(request),
                at=at,
                entry=row if row.pk else None,
            )
        formset.save_m2m()

    @admin.action(description="发布", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[PortfolioPlan]) -> None:
        at = timezone.now()
        self.each(
            request,
            queryset,
            lambda p: services.publish_plan(plan=p, by=me(request), at=at),
            "已发布",
        )

    @admin.action(description="复制为新方案（明天起）", permissions=["add"])
    def copy(self, request: HttpRequest, queryset: QuerySet[PortfolioPlan]) -> None:
        at = timezone.now()
        tomorrow = timezone.localdate() + timedelta(days=1)
        self.each(
            request,
            queryset,
            lambda p: services.copy_plan(
                plan=p,
                name=f"{p.name}（修订）",
                effective_from=tomorrow,
                by=me(request),
                at=at,
            ),
            "已复制",
        )

    @admin.action(description="撤回拟订的方案", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[PortfolioPlan]) -> None:
        at = timezone.now()
        self.each(
            request,
            queryset,
            lambda p: services.withdraw_plan(plan=p, by=me(request), at=at),
            "已撤回",
        )


@admin.register(Liaison)
class LiaisonAdmin(ServiceAdmin):
    form = LiaisonForm
    list_display = ("deputy", "leader", "section", "from_on", "to_on")
    list_filter = (InForce, "leader")
    list_select_related = ("section",)
    shown_posts = ("deputy", "leader")
    search_fields = (
        "deputy__name",
        "deputy__code",
        "leader__name",
        "leader__code",
        "deputy__appointments__person__name",
        "leader__appointments__person__name",
    )
    autocomplete_fields = ("deputy", "leader", "section")
    ordering = ("leader__position", "-from_on")
    fixed = ("deputy", "leader", "section", "from_on")

    def create(self, request: HttpRequest, obj: Liaison, form: Any, at: datetime) -> Liaison:
        return services.attach_deputy(
            deputy=obj.deputy,
            leader=obj.leader,
            section=obj.section,
            from_on=obj.from_on,
            to_on=obj.to_on,
            by=me(request),
            at=at,
        )

    def change(self, request: HttpRequest, obj: Liaison, form: Any, at: datetime) -> None:
        if "to_on" in form.changed_data and obj.to_on:
            services.detach_deputy(liaison=obj, on=obj.to_on, by=me(request), at=at)
