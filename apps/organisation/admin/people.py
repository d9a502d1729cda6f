"""人员、任职、外出 in the admin. Passwords, PINs and roles are changed by actions only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.crypto import get_random_string

from apps.organisation import services
from apps.organisation.admin.base import InForce, ServiceAdmin, me
from apps.organisation.forms import AbsenceForm, AppointmentForm, PersonForm
from apps.organisation.models import Absence, Appointment, Person
from apps.organisation.vocabulary import AdminRole

ONE_TIME = "abcdefghijkmnpqrstuvwxyz23456789"


class AdminRoleFilter(admin.SimpleListFilter):
    """People by their administrator's role; the groups of posts would fill the page."""

    title = "管理员角色"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in AdminRole.choices]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value()
        return queryset.filter(groups__name=chosen) if chosen in AdminRole.values else queryset


@admin.register(Person)
class PersonAdmin(ServiceAdmin):
    form = PersonForm
    list_display = ("name", "username", "email", "mobile", "is_active", "roles", "last_login")
    list_filter = ("is_active", AdminRoleFilter)
    search_fields = ("name", "username", "pinyin_full", "pinyin_initials", "mobile")
    ordering = ("pinyin_full", "pk")
    fixed = ("username",)
    actions = (
        "open_accounts",
        "close_accounts",
        "clear_pins",
        "issue_passwords",
        "make_system",
        "make_security",
        "make_audit",
        "make_business",
        "withdraw_role",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="管理员角色")
    def roles(self, person: Person) -> str:
        return "、".join(g.name for g in person.groups.all() if g.name in AdminRole.values)

    def create(self, request: HttpRequest, obj: Person, form: Any, at: datetime) -> Person:
        return services.create_person(
            login=obj.username,
            name=obj.name,
            email=obj.email,
            mobile=obj.mobile,
            by=me(request),
            at=at,
        )

    def change(self, request: HttpRequest, obj: Person, form: Any, at: datetime) -> None:
        services.change_person(person=obj, by=me(request), at=at)

    def has_role_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organisation.assign_admin_role")

    def has_pin_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organisation.reset_pin")

    def has_password_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organisation.reset_password")

    @admin.action(description="启用账号", permissions=["change"])
    def open_accounts(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        self._set_active(request, queryset, True, "已启用")

    @admin.action(description="停用账号", permissions=["change"])
    def close_accounts(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        self._set_active(request, queryset, False, "已停用")

    def _set_active(self, request: HttpRequest, rows: Any, active: bool, done: str) -> None:
        at = timezone.now()
        self.each(
            request,
            rows,
            lambda p: services.set_active(person=p, active=active, by=me(request), at=at),
            done,
        )

    @admin.action(description="清除审批口令", permissions=["pin"])
    def clear_pins(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        at = timezone.now()
        self.each(
            request,
            queryset,
            lambda p: services.set_pin(person=p, pin="", by=me(request), at=at),
            "已清除审批口令",
        )

    @admin.action(description="发放一次性密码", permissions=["password"])
    def issue_passwords(self, request: HttpRequest, queryset: QuerySet[Person]) -> TemplateResponse:
        """Show each new password once, in this answer: no cookie and no session keeps it."""
        at, issued = timezone.now(), []
        for person in queryset:
            password = get_random_string(14, ONE_TIME)
            services.set_password(person=person, password=password, by=me(request), at=at)
            issued.append((person, password))
        context = {**self.admin_site.each_context(request), "title": "一次性密码", "issued": issued}
        page = "admin/organisation/one_time_passwords.html"
        return TemplateResponse(request, page, context, headers={"Cache-Control": "no-store"})

    def _assign(self, request: HttpRequest, rows: QuerySet[Person], role: str) -> None:
        at = timezone.now()
        self.each(
            request,
            rows,
            lambda p: services.assign_admin_role(person=p, role=role, by=me(request), at=at),
            f"已授予{role}",
        )

    @admin.action(description="授予系统管理员", permissions=["role"])
    def make_system(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        self._assign(request, queryset, AdminRole.SYSTEM)

    @admin.action(description="授予安全保密管理员", permissions=["role"])
    def make_security(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        self._assign(request, queryset, AdminRole.SECURITY)

    @admin.action(description="授予审计管理员", permissions=["role"])
    def make_audit(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        self._assign(request, queryset, AdminRole.AUDIT)

    @admin.action(description="授予业务管理员", permissions=["role"])
    def make_business(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        self._assign(request, queryset, AdminRole.BUSINESS)

    @admin.action(description="收回管理员角色", permissions=["role"])
    def withdraw_role(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        at = timezone.now()
        self.each(
            request,
            queryset,
            lambda p: services.withdraw_admin_role(person=p, by=me(request), at=at),
            "已收回管理员角色",
        )


@admin.register(Appointment)
class AppointmentAdmin(ServiceAdmin):
    form = AppointmentForm
    list_display = ("post", "person", "kind", "from_on", "to_on", "document")
    list_filter = (InForce, "kind", "post__role", "post__unit__kind")
    list_select_related = ("post", "person")
    search_fields = ("person__name", "person__pinyin_initials", "post__name", "post__code")
    autocomplete_fields = ("person", "post")
    date_hierarchy = "from_on"
    ordering = ("post__position", "post_id", "-from_on")
    fixed = ("person", "post", "kind", "from_on", "document")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out the tick of whoever only reads: it is no field of the row."""
        fields = super().get_fields(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fields
        return [name for name in fields if name != "known"]

    def create(self, request: HttpRequest, obj: Any, form: Any, at: datetime) -> Appointment:
        return services.appoint(
            person=obj.person,
            post=obj.post,
            kind=obj.kind,
            from_on=obj.from_on,
            to_on=obj.to_on,
            document=obj.document,
            by=me(request),
            at=at,
        )

    def change(self, request: HttpRequest, obj: Any, form: Any, at: datetime) -> None:
        if "to_on" in form.changed_data and obj.to_on:
            services.end_appointment(appointment=obj, on=obj.to_on, by=me(request), at=at)


@admin.register(Absence)
class AbsenceAdmin(ServiceAdmin):
    form = AbsenceForm
    list_display = (
        "person",
        "kind",
        "leaves_city",
        "destination",
        "from_at",
        "to_at",
        "approved_at",
        "ended_at",
    )
    list_filter = (
        "kind",
        "leaves_city",
        ("approved_at", admin.EmptyFieldListFilter),
        ("ended_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("person",)
    search_fields = ("person__name", "person__pinyin_initials", "destination")
    autocomplete_fields = ("person", "approved_by")
    date_hierarchy = "from_at"
    ordering = ("-from_at", "-pk")
    fixed = (
        "person",
        "kind",
        "leaves_city",
        "destination",
        "reason",
        "approved_at",
        "approved_by",
    )
    actions = ("approve", "report_return")

    def create(self, request: HttpRequest, obj: Absence, form: Any, at: datetime) -> Absence:
        return services.record_absence(
            person=obj.person,
            kind=obj.kind,
            leaves_city=obj.leaves_city,
            destination=obj.destination,
            from_at=obj.from_at,
            to_at=obj.to_at,
            reason=obj.reason,
            approved_at=obj.approved_at,
            approved_by=obj.approved_by,
            by=me(request),
            at=at,
        )

    def change(self, request: HttpRequest, obj: Absence, form: Any, at: datetime) -> None:
        services.change_absence(
            absence=obj, from_at=obj.from_at, to_at=obj.to_at, by=me(request), at=at
        )

    @admin.action(description="批准", permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Absence]) -> None:
        at = timezone.now()
        self.each(
            request,
            queryset,
            lambda a: services.approve_absence(absence=a, by=me(request), at=at),
            "已批准",
        )

    @admin.action(description="销假（即时）", permissions=["change"])
    def report_return(self, request: HttpRequest, queryset: QuerySet[Absence]) -> None:
        at = timezone.now()
        self.each(
            request,
            queryset,
            lambda a: services.end_absence(absence=a, by=me(request), at=at),
            "已销假",
        )
