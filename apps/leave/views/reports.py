"""Reports of leave and presence: on the screen with charts, and as a workbook."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.core.xlsx import Column, Sheet, xlsx_response
from apps.leave import charts, reports
from apps.leave.forms.report import RangeForm
from apps.leave.models import Leave
from apps.organisation.acting import ActingRequest
from apps.rulebook import shelf


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
    return reports.report(request.hats, request.user.pk, first, last, request.at, book)


def _open(request: ActingRequest) -> dict[str, Any]:
    """Return what is still open today, whatever range is asked about."""
    today = timezone.localdate(request.at)
    return {
        "unfiled": reports.unfiled(request.hats),
        "overdue": reports.overdue(request.hats, request.at),
        "abroad": reports.journeys(request.hats, today.year, shelf.in_force(today)),
    }


@login_required
def report(request: ActingRequest) -> HttpResponse:
    """Show leave and presence by person and unit, over time, and what is still open."""
    form, first, last = _asked(request)
    found = _found(request, first, last)
    rows = [
        (line, [(name, line.shown(code)) for code, name in found.kinds]) for line in found.people
    ]
    return render(
        request,
        "leave/leave_report.html",
        {
            "form": form,
            "found": found,
            "rows": rows,
            "bars": charts.bars(found),
            "legend": charts.legend(found),
            "chart": charts.columns(found),
            "query": _query(first, last),
            "today": timezone.localdate(request.at),
            **_open(request),
        },
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
    return xlsx_response(heading, *sheets, *_open_sheets(_open(request), request.at))


def _open_sheets(found: dict[str, Any], at: dt.datetime) -> list[Sheet]:
    """Return the sheets of what is still open, and of journeys abroad where there are any."""
    until = f"（截至{timezone.localdate(at):%Y-%m-%d}）"
    who = [Column("姓名", 12), Column("单位和岗位", 36), Column("请假", 40)]
    sheets = [
        Sheet("报备未完备", [*who, Column("尚未报备的机关", 40)],
              [[*_who(row.leave), "、".join(row.missing)] for row in found["unfiled"]],
              f"报备未完备{until}"),
        Sheet("逾期未销假", [*who, Column("应销假日期", 14), Column("逾期天数", 10)],
              [[*_who(row.leave), row.due_on, row.days] for row in found["overdue"]],
              f"逾期未销假{until}"),
    ]  # fmt: skip
    abroad = found["abroad"]
    if abroad is not None:
        lines = [
            [abroad.year, abroad.teams, abroad.people],
            [abroad.year - 1, abroad.teams_before, abroad.people_before],
        ]
        columns = [Column("年度", 8), Column("团组数", 10), Column("人次", 10)]
        sheets.append(Sheet("因公出国境", columns, lines, f"因公出国（境）团组{until}"))
    return sheets


def _who(leave: Leave) -> list[str]:
    unit = leave.post.unit.short_name
    return [leave.person.name, f"{unit}　{leave.post.name}", leave.title]


def _columns(found: reports.Report, who: bool) -> list[Column]:
    names = [Column("姓名", 12), Column("单位和岗位", 36)]
    if not who:
        names = [Column("单位", 36), Column("在岗人数", 10)]
    counted = [
        Column("次数", 8),
        Column("离岗天数", 10),
        Column("在岗天数", 10),
        Column("在岗率", 10),
    ]
    kinds = [Column(name, 12) for _, name in found.kinds]
    flags = [Column("逾期报告", 10), Column("事后补假", 10), Column("报备未完备", 12),
             Column("逾期未销假", 12)]  # fmt: skip
    return [*names, *counted, *kinds, *flags]


def _cells(found: reports.Report, line: reports.Line, who: bool) -> list[Any]:
    names = [line.name, line.title] if who else [line.name, line.heads]
    kinds = [line.days.get(code) for code, _ in found.kinds]
    flags = [line.late, line.after_the_fact, line.unfiled, line.overdue]
    return [*names, line.times, line.total, line.here, line.share, *kinds, *flags]
