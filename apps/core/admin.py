"""后台工作 in the admin: read, filter incidents, put them back. Refuses editing and deletion.

Also what every page of the administration has in common: see ``StrictLookups``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from apps.core.fields import DayField, RowsField, SplitInstantField
from apps.core.jobs import requeue
from apps.core.models import Job

KEY = re.compile(r"[0-9]{1,18}")  # what fits into every key, and nothing longer
TOO_LONG = re.compile(r"[0-9]{19}")
SEARCHED, WORDS = 100, 8  # of what stands in a box for searching
YEAR = re.compile(r"(19|20|21)[0-9]{2}")


class StrictLookups:
    """Lets an address filter by what the page offers as a filter, and by nothing else.

    Django allows any field of the model itself: `?pin_hash__startswith=a` would read a secret
    letter by letter, by the number of rows shown.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Answer whether ``lookup`` begins with a filter of this page."""
        page = cast(admin.ModelAdmin, self)
        if lookup in {getattr(entry, "parameter_name", None) for entry in page.list_filter}:
            return True  # a filter of its own kind reads its parameter itself
        offered = [field_of(entry) for entry in (*page.list_filter, page.date_hierarchy)]
        named = any(f and (lookup == f or lookup.startswith(f"{f}__")) for f in offered)
        return named and super().lookup_allowed(lookup, value, request)  # type: ignore[misc]


def field_of(entry: object) -> str:
    """Return the field that an entry of ``list_filter`` names; "" for a filter of its own kind."""
    if isinstance(entry, tuple | list):
        entry = entry[0]
    return entry if isinstance(entry, str) else ""


def is_key(text: str) -> bool:
    """Answer whether a text can be the key of a row at all."""
    return KEY.fullmatch(text) is not None


class SoundList(ChangeList):
    """A list whose address may hold any number or day: what no column holds filters nothing."""

    def get_filters(self, request: HttpRequest) -> Any:
        for values in self.get_filters_params().values():
            for value in values:
                if TOO_LONG.search(str(value)):
                    raise IncorrectLookupParameters(value)
        if self.date_hierarchy:
            for year in request.GET.getlist(f"{self.date_hierarchy}__year"):
                if not YEAR.fullmatch(year):
                    raise IncorrectLookupParameters(year)
        return super().get_filters(request)


class SoundKeys(AutocompleteMixin):
    """A choice that is looked up while one types: asked again with a key that is none, it shows
    nothing chosen; Django's own asks the database for a row of that key."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        sound = [key for key in value if not key or is_key(str(key))]
        return super().optgroups(name, sound, attr)


class SoundSelect(SoundKeys, AutocompleteSelect):
    """One row."""


class SoundSelectMultiple(SoundKeys, AutocompleteSelectMultiple):
    """Several rows."""


class SoundFields(BaseModelAdmin):
    """What every form of the administration takes: any key, any day."""

    formfield_overrides = {
        models.DateField: {"form_class": DayField},
        models.DateTimeField: {"form_class": SplitInstantField},
        models.ManyToManyField: {"form_class": RowsField},
    }

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SoundSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SoundSelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class SoundAdmin(SoundFields, StrictLookups, admin.ModelAdmin):
    """What every page of the administration takes: any key, day or word, in forms and addresses."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search by the first words; each word more costs a condition for each field."""
        words = " ".join(search_term[:SEARCHED].split()[:WORDS])
        return super().get_search_results(request, queryset, words)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Return a row; an empty name of a field in the address is none."""
        return super().get_object(request, object_id, from_field or None)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return SoundList

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Show the list; say so where the filters of the address were none."""
        if ERROR_FLAG in request.GET and request.method == "GET":
            messages.warning(request, "筛选条件不成立，已显示全部条目")
        return super().changelist_view(request, extra_context)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Act on the ticked rows; a key that is none is no row."""
        ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        data = request.POST.copy()
        data.setlist(ACTION_CHECKBOX_NAME, [key for key in ticked if is_key(key)])
        request.POST = data  # type: ignore[assignment]  # read only from here on
        return super().response_action(request, queryset, *args, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Show the versions of a row; 404 for a key that is none."""
        if not is_key(object_id):
            raise Http404
        return super().history_view(request, object_id, *args, **kwargs)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, *args: Any, **kwargs: Any
    ) -> Any:
        """Show one version; 404 for a key that is none."""
        if not (is_key(object_id) and is_key(version_id)):
            raise Http404
        return super().history_form_view(request, object_id, version_id, *args, **kwargs)  # type: ignore[misc]


class ReadOnlyAdmin(SoundAdmin):
    """An admin page that shows rows and changes none."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> list[str]:
        return [field.name for field in self.model._meta.fields]


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("id", "name", "state", "attempts", "run_at", "last_error", "created_at")
    list_display_links = ("id", "name")
    list_filter = ("state", "queue", "name")
    search_fields = ("name", "key", "last_error")
    ordering = ("-id",)
    show_full_result_count = False
    actions = ["put_back"]

    @admin.action(description="重新排队", permissions=["change"])
    def put_back(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        jobs = list(queryset)
        count = requeue(jobs=jobs)
        for job in jobs:
            if job.state == Job.State.INCIDENT:
                self.log_change(request, job, "重新排队")
        self.message_user(request, f"已将 {count} 项异常工作重新排队", messages.SUCCESS)
        if count < len(jobs):
            left = len(jobs) - count
            self.message_user(request, f"{left} 项不是异常工作，未作改动", messages.WARNING)
