"""办公室约定 in the admin: one number from a day on, with its reason, tried on every case."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from apps.core.fields import offer
from apps.core.verdicts import Verdict
from apps.organisation import policies, services
from apps.organisation.admin.base import ServiceAdmin, me
from apps.organisation.conventions import agreed_on
from apps.organisation.forms import PolicyForm
from apps.organisation.models import OfficeConvention
from apps.rulebook import shelf
from apps.rulebook.conventions import Place

SEPARATOR = "|"


class ConventionForm(PolicyForm):
    """Which number, to what, from when, and why."""

    needs = ("place", "from_on", "reason")
    place = forms.ChoiceField(
        label="约定事项", help_text="只列规则没有规定数值的事项；括号里是现行数值"
    )

    class Meta:
        model = OfficeConvention
        fields = ("value", "from_on", "reason")

    field_order = ("place", "value", "from_on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "place" in self.fields:
            offer(self, "place", _choices(timezone.localdate()))

    def clean_place(self) -> Place:
        """Return the provision's key and the path of its value."""
        key, _, path = self.cleaned_data["place"].partition(SEPARATOR)
        return key, path

    def verdict(self) -> Verdict:
        return policies.may_agree(
            self.cleaned_data["place"],
            self.cleaned_data.get("value"),
            self.cleaned_data["from_on"],
            timezone.localdate(),
            self.cleaned_data["reason"],
        )


def _choices(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the adjustable numbers grouped by provision, each with what holds today."""
    numbers = policies.adjustable(today)
    now = agreed_on(shelf.in_force(today).entry.series, today) if numbers else {}
    groups: dict[str, list[tuple[str, str]]] = {}
    for (key, path), one in numbers.items():
        value = now.get((key, path), one.value)
        shown = "不设数值" if value is None else value
        groups.setdefault(one.title, []).append(
            # A list that is closed shows the option alone, without the name of its group.
            (f"{key}{SEPARATOR}{path}", f"{one.title}：{one.label}（{shown}）")
        )
    return list(groups.items())


@admin.register(OfficeConvention)
class OfficeConventionAdmin(ServiceAdmin):
    form = ConventionForm
    fixed = ("title", "set_by", "set_at")
    list_display = ("title", "value", "from_on", "reason", "set_by", "set_at")
    list_select_related = ("set_by",)
    search_fields = ("title", "reason")
    date_hierarchy = "from_on"
    ordering = ("-from_on", "-pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A convention is replaced by another from a later day, never edited."""
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"from_on": timezone.localdate(), **super().get_changeform_initial_data(request)}

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ("place", "value", "from_on", "reason")
        return ("title", "value", "from_on", "reason", "set_by", "set_at")

    def create(self, request: HttpRequest, obj: Any, form: Any, at: datetime) -> OfficeConvention:
        return services.agree(
            place=form.cleaned_data["place"],
            value=obj.value,
            from_on=obj.from_on,
            reason=obj.reason,
            by=me(request),
            at=at,
        )
