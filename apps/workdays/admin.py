"""放假与调休 in the admin: days with history, and the page that enters a yearly notice.

Refuses nothing itself: every write goes through the services.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from apps.core.admin import SoundAdmin
from apps.core.verdicts import Refused
from apps.workdays.forms import NoticeForm
from apps.workdays.models import CalendarDay
from apps.workdays.services import import_notice, missing_notices, remove_days, save_day


@admin.register(CalendarDay)
class CalendarDayAdmin(SoundAdmin, SimpleHistoryAdmin):
    list_display = ("date", "weekday", "working", "name", "source", "provisional")
    list_filter = ("notice_year", "working", "provisional")
    search_fields = ("name", "source")
    ordering = ("-date",)
    fields = ("date", "working", "name", "source", "notice_year", "provisional")
    object_history_list_template = "admin/history_list.html"

    @admin.display(description="星期")
    def weekday(self, day: CalendarDay) -> str:
        return "星期" + "一二三四五六日"[day.date.weekday()]

    def get_urls(self) -> list:
        page = path(
            "import/",
            self.admin_site.admin_view(self.import_page),
            name="workdays_calendarday_import",
        )
        return [page, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> Any:
        missing = missing_notices(timezone.localdate())
        context = {**(extra_context or {}), "missing_years": missing}
        return super().changelist_view(request, context)

    def save_model(self, request: HttpRequest, obj: CalendarDay, form: Any, change: bool) -> None:
        save_day(day=obj, by=request.user, at=timezone.now())

    def delete_model(self, request: HttpRequest, obj: CalendarDay) -> None:
        remove_days(days=[obj], by=request.user, at=timezone.now())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[CalendarDay]) -> None:
        remove_days(days=list(queryset), by=request.user, at=timezone.now())

    def import_page(self, request: HttpRequest) -> HttpResponse:
        """Show, try out (试算) and enter a notice; what was handed in stays on the page."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        form = NoticeForm(request.POST or None, request.FILES or None)
        outcome, problems = None, []
        if form.is_valid():
            dry_run = "enter" not in request.POST
            reference, text = form.cleaned_data["reference"], form.cleaned_data["csv"]
            try:
                outcome = import_notice(
                    text, by=request.user, at=timezone.now(), reference=reference, dry_run=dry_run
                )
            except Refused as refusal:
                problems = [verdict.reason for verdict in refusal.verdicts]
            else:
                if not dry_run:
                    return self._entered(request, outcome.year, len(outcome.changes))
            # The file itself cannot be shown again, its text can.
            form = NoticeForm(initial={"reference": reference, "csv": text})
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "录入年度放假安排",
            "form": form,
            "outcome": outcome,
            "problems": problems,
        }
        return render(request, "workdays/notice_import.html", context)

    def _entered(self, request: HttpRequest, year: int, changed: int) -> HttpResponse:
        text = f"{year} 年放假安排已录入，{changed} 天有变动，未办结事项的时限随之重算"
        self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:workdays_calendarday_changelist")
