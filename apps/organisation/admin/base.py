"""What every admin page of this room has: versions, no deletion, writes through a service.

Refuses reverting to an old version (it would pass by the services) and shows a service's refusal
beside what was typed instead of an error page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from apps.core.admin import SoundAdmin
from apps.core.verdicts import Refused, Verdict
from apps.organisation.models import Person, Post


def me(request: HttpRequest) -> Person:
    """Return the administrator who is signed in; the admin lets nobody else in."""
    return cast(Person, request.user)


class NamedPosts(admin.options.BaseModelAdmin):
    """Posts are shown with whoever holds them today: seven are called 副市长."""

    # The links to posts. A list that joined them (list_select_related) would lose the names.
    shown_posts: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().get_queryset(request)
        held = Post.objects.with_holder(timezone.localdate())
        return rows.prefetch_related(*(models.Prefetch(n, held) for n in self.shown_posts))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.remote_field.model is Post:
            kwargs.setdefault("queryset", Post.objects.with_holder(timezone.localdate()))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def refused_form(form: type[ModelForm[Any]], verdicts: Iterable[Verdict]) -> type[ModelForm[Any]]:
    """Return the form that shows these reasons of a refusal beside what was typed into it."""

    class RefusedForm(form):  # type: ignore[valid-type, misc]
        def full_clean(self) -> None:
            super().full_clean()
            for verdict in verdicts:
                name = verdict.field if verdict.field in self.fields else None
                self.add_error(name, verdict.sentence)

    return RefusedForm


class ServiceAdmin(SoundAdmin, NamedPosts, SimpleHistoryAdmin):
    """``create`` and ``change`` are the service calls of a page."""

    fixed: tuple[str, ...] = ()  # fields that are set once
    object_history_list_template = "admin/history_list.html"
    list_per_page = 50
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        shown = tuple(super().get_readonly_fields(request, obj))
        return (*shown, *self.fixed) if obj else shown

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields in the model's order; a new row has none but those to fill in."""
        shown = [str(name) for name in super().get_fields(request, obj)]
        if obj is None:
            return [name for name in shown if name not in self.readonly_fields]
        order = [field.name for field in self.model._meta.get_fields()]
        return sorted(shown, key=lambda n: order.index(n) if n in order else len(order))

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        at = timezone.now()
        if change:
            self.change(request, obj, form, at)
            return
        made = self.create(request, obj, form, at)
        obj.pk = made.pk
        obj._state.adding = False

    def create(self, request: HttpRequest, obj: Any, form: Any, at: datetime) -> models.Model:
        raise NotImplementedError

    def change(self, request: HttpRequest, obj: Any, form: Any, at: datetime) -> None:
        raise NotImplementedError

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or take the form; what a service refuses stands beside what was typed."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refused:
            request.refused = refused.verdicts  # type: ignore[attr-defined]  # for get_form
            return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        verdicts = getattr(request, "refused", ())
        return refused_form(form, verdicts) if verdicts else form

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            raise PermissionDenied("旧版本只供查看，不能恢复")
        return super().history_form_view(request, *args, **kwargs)

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def explain(self, request: HttpRequest, refused: Refused) -> None:
        """Show every reason of a refusal."""
        for verdict in refused.verdicts:
            messages.error(request, verdict.sentence)

    def each(self, request: HttpRequest, queryset: models.QuerySet, act: Any, done: str) -> None:
        """Run one service call for each chosen row; a refusal stops that row only."""
        count = 0
        for row in queryset:
            try:
                act(row)
            except Refused as refused:
                messages.error(request, f"{row}：")
                self.explain(request, refused)
            else:
                count += 1
        if count:
            messages.success(request, f"{done} {count} 条")


class InForce(admin.SimpleListFilter):
    """Rows in force today, over, or to come."""

    title = "是否有效"
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("now", "今天有效"), ("later", "尚未开始"), ("over", "已结束")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        today = timezone.localdate()
        match self.value():
            case "now":
                return queryset.on(today)
            case "later":
                return queryset.filter(from_on__gt=today)
            case "over":
                return queryset.filter(to_on__lt=today)
        return queryset
