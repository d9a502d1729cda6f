"""AB角、委托 in the admin: the mayor's decisions on paper are recorded with their document."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.organisation import services
from apps.organisation.admin.base import InForce, ServiceAdmin, me
from apps.organisation.forms import ABPairForm, DelegationForm
from apps.organisation.models import ABPair, Delegation, Post
from apps.organisation.vocabulary import PostRole
from apps.organisation.wording import later


@admin.register(ABPair)
class ABPairAdmin(ServiceAdmin):
    form = ABPairForm
    list_display = ("post_a", "post_b", "from_on", "to_on")
    list_filter = (InForce,)
    list_select_related = ()
    shown_posts = ("post_a", "post_b")
    search_fields = (
        "post_a__code",
        "post_b__code",
        "post_a__appointments__person__name",
        "post_b__appointments__person__name",
    )
    autocomplete_fields = ("post_a", "post_b")
    ordering = ("-from_on", "pk")
    fixed = ("post_a", "post_b", "from_on")

    def create(self, request: HttpRequest, obj: ABPair, form: Any, at: datetime) -> ABPair:
        return services.pair(
            post_a=obj.post_a,
            post_b=obj.post_b,
            from_on=obj.from_on,
            to_on=obj.to_on,
            by=me(request),
            at=at,
        )

    def change(self, request: HttpRequest, obj: ABPair, form: Any, at: datetime) -> None:
        if "to_on" in form.changed_data and obj.to_on:
            services.unpair(pair=obj, on=obj.to_on, by=me(request), at=at)


@admin.register(Delegation)
class DelegationAdmin(ServiceAdmin):
    form = DelegationForm
    list_display = (
        "kind",
        "grantee",
        "covers",
        "subject",
        "from_at",
        "to_at",
        "granted_at",
        "revoked_at",
    )
    list_filter = (
        "kind",
        ("granted_at", admin.EmptyFieldListFilter),
        ("revoked_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ()
    shown_posts = ("grantor", "grantee", "covers")
    search_fields = ("subject", "document", "grantee__code", "grantee__appointments__person__name")
    autocomplete_fields = ("grantor", "grantee", "covers", "units")
    date_hierarchy = "from_at"
    ordering = ("-from_at", "-pk")
    readonly_fields = ("proposed_at", "proposed_by", "granted_at", "granted_by", "revoked_at")
    actions = ("name", "revoke")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        mayor = Post.objects.filter(role=PostRole.MAYOR, abolished_on__isnull=True).first()
        return {"grantor": mayor, **super().get_changeform_initial_data(request)}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A delegation is granted and revoked, never edited."""
        return super().has_change_permission(request, obj) and obj is None

    def create(self, request: HttpRequest, obj: Any, form: Any, at: datetime) -> Delegation:
        return services.delegate(
            kind=obj.kind,
            grantor=obj.grantor,
            grantee=obj.grantee,
            covers=obj.covers,
            powers=obj.powers,
            subject=obj.subject,
            units=form.cleaned_data["units"],
            from_at=obj.from_at,
            to_at=obj.to_at,
            document=obj.document,
            reason=obj.reason,
            by=me(request),
            at=at,
        )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The service has set the units."""

    @admin.action(description=later("按{mayor}书面批示指定（须有依据文件）"), permissions=["add"])
    def name(self, request: HttpRequest, queryset: QuerySet[Delegation]) -> None:
        at = timezone.now()
        self.each(
            request,
            queryset,
            lambda d: services.name_substitute(proposal=d, by=me(request), at=at),
            "已指定",
        )

    @admin.action(description="撤销（依据同原委托）", permissions=["add"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Delegation]) -> None:
        at = timezone.now()
        self.each(
            request,
            queryset,
            lambda d: services.revoke_delegation(
                delegation=d, document=d.document, by=me(request), at=at
            ),
            "已撤销",
        )
