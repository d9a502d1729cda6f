"""Reports of leave: on the screen with a chart, and as a workbook."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.core.xlsx import Column, Sheet, xlsx_response
from apps.leave import reports
from apps.leave.forms.report import RangeForm
from apps.organisation.acting import ActingRequest
from apps.rulebook import shelf

BAR = 60  # the longest bar, in per cent of the chart


def _asked(request: ActingRequest) -> tuple[RangeForm, dt.date, dt.date]:
    """Return the range of the address; this year up to now where it names none that is one."""
    today = timezone.localdate(request.at)
    form = RangeForm(request.GET or None)
    usual = today.replace(month=1, day=1), today
    if not form.is_bound:
        return RangeForm(initial={"first": usual[0], "last": usual[1]}), *usual
    if not form.is_valid():
        return form, *usual
    return form, form.cleaned_data["first"], form.cleaned_data["last"]


def _found(request: ActingRequest, first: dt.date, last: dt.date) -> reports.Report:
    book = shelf.in_force(timezone.localdate(request.at))
    return reports.report(request.hats, first, last, request.at, book)


@login_required
def report(request: ActingRequest) -> HttpResponse:
    """Show leave and presence by person and unit."""
    form, first, last = _asked(request)
    found = _found(request, first, last)
    rows = [(line, [line.shown(code) for code, _ in found.kinds]) for line in found.people]
    bars = [(line, round(float(line.total / found.most) * BAR, 1)) for line in found.units]
    return render(
        request,
        "leave/leave_report.html",
        {"form": form, "found": found, "rows": rows, "bars": bars, "query": _query(first, last)},
        status=422 if form.is_bound and form.errors else 200,
    )


def _query(first: dt.date, last: dt.date) -> str:
    return f"first={first.isoformat()}&last={last.isoformat()}"


@login_required
def workbook(request: ActingRequest) -> HttpResponse:
    """Give the same as a workbook."""
    _, first, last = _asked(request)
    found = _found(request, first, last)
    heading = f"请假情况（{first:%Y-%m-%d}至{last:%Y-%m-%d}）"
    notes = (f"期间共{found.workdays}个工作日；天数为工作日，只统计您可以阅读的请假。",)
    sheets = [
        Sheet(name, _columns(found, who), [_cells(found, line, who) for line in lines], heading,
              notes)
        for name, lines, who in (("按人员", found.people, True), ("按单位", found.units, False))
    ]  # fmt: skip
    return xlsx_response(heading, *sheets)


def _columns(found: reports.Report, who: bool) -> list[Column]:
    names = [Column("姓名", 12), Column("单位和岗位", 36)] if who else [Column("单位", 36)]
    counted = [Column("次数", 8), Column("合计天数", 10)]
    kinds = [Column(name, 12) for _, name in found.kinds]
    flags = [Column("逾期报告", 10), Column("事后补假", 10), Column("报备未完备", 12),
             Column("逾期未销假", 12)]  # fmt: skip
    return [*names, *counted, *kinds, *flags]


def _cells(found: reports.Report, line: reports.Line, who: bool) -> list[Any]:
    names = [line.name, line.title] if who else [line.name]
    kinds = [line.days.get(code) for code, _ in found.kinds]
    flags = [line.late, line.after_the_fact, line.unfiled, line.overdue]
    return [*names, line.times, line.total, *kinds, *flags]
