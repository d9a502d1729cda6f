"""假如: who would act for whom if some leaders were away; nothing is written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from apps.organisation import effects, overview, supposed
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Span, span_of
from apps.organisation.authority.board import Away
from apps.organisation.forms import SupposeForm
from apps.organisation.presence import Viewer
from apps.organisation.views.roles import scale
from apps.organisation.vocabulary import PORTFOLIO_ROLES, AbsenceKind


@require_safe
@login_required
def suppose(request: ActingRequest) -> HttpResponse:
    """Show whose work would pass to whom, and the hours without anybody."""
    found = [leader for leader in overview.leaders(request.at) if leader.name]
    form = SupposeForm(
        request.GET if "who" in request.GET or "from_at" in request.GET else None,
        people=[(leader.person_id, f"{leader.name}（{leader.title}）") for leader in found],
        initial=_tomorrow(),
    )
    context: dict[str, Any] = {"form": form, "changed": None, "gaps": []}
    if form.is_bound and form.is_valid():
        context |= _supposed(request, form, found)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "organisation/suppose.html", context, status=status)


def _supposed(
    request: ActingRequest, form: SupposeForm, found: list[overview.Leader]
) -> dict[str, Any]:
    """Return everything that the page shows of what is supposed."""
    values = form.cleaned_data
    start, end = values["from_at"], values["to_at"]
    people = [int(person) for person in values["who"]]
    real = span_of(start, end)
    absent = Away(0, values["kind"], values["leaves_city"], start, end)
    line = real.supposing(absences=[(person, absent) for person in people])
    posts = [leader.post_id for leader in found if leader.role in PORTFOLIO_ROLES]
    pairs = ((effects.shifts(real, pk), effects.shifts(line, pk)) for pk in posts)
    changed = [after for before, after in pairs if before != after]
    viewer = Viewer(request.user.pk, tuple(request.hats))
    moved, more = supposed.passed(real, line, changed, viewer)
    gaps = effects.gaps(shift for row in changed for shift in row)
    own = request.user.pk in people and len(people) == 1
    return {
        "changed": changed,
        "gaps": [(gap, supposed.free(line, gap)) for gap in gaps],
        "passed": moved,
        "more": more,
        "meetings": supposed.meetings(line, people, viewer),
        "today": timezone.localdate(request.at),
        "asking": _request(values) if own else "",
        **_chart(line, changed, request),
    }


def _chart(
    line: Span, changed: list[list[effects.Shift]], request: ActingRequest
) -> dict[str, Any]:
    days = supposed.days_of(line)
    if not days:
        return {"chart": []}
    today = timezone.localdate(request.at)
    return {
        "scale": scale(days, today, today),
        "chart": [(row[0], supposed.bars(row, days)) for row in changed],
    }


def _request(values: dict[str, Any]) -> str:
    """Return the query with which the form of a request opens filled in."""
    first = timezone.localdate(values["from_at"])
    last = timezone.localdate(values["to_at"] - timedelta(microseconds=1))
    return urlencode(
        {"from_on": first.isoformat(), "to_on": last.isoformat(), "kind": values["kind"]}
    )


def _tomorrow() -> dict[str, object]:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "from_at": today + timedelta(days=1),
        "to_at": today + timedelta(days=2),
        "kind": AbsenceKind.BUSINESS_TRIP,
        "leaves_city": True,
    }
