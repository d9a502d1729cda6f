"""假如: who would act for whom if some leaders were away; nothing is written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.organisation import effects, overview
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import span_of
from apps.organisation.authority.board import Away
from apps.organisation.forms import SupposeForm
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
        posts = [leader.post_id for leader in found if leader.role in PORTFOLIO_ROLES]
        changed = _changed(form, posts)
        context |= {"changed": changed, "gaps": effects.gaps(s for row in changed for s in row)}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "organisation/suppose.html", context, status=status)


def _tomorrow() -> dict[str, object]:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "from_at": today + timedelta(days=1),
        "to_at": today + timedelta(days=2),
        "kind": AbsenceKind.BUSINESS_TRIP,
        "leaves_city": True,
    }


def _changed(form: SupposeForm, posts: list[int]) -> list[list[effects.Shift]]:
    """Return, for each post for which something would change, who would act when."""
    values = form.cleaned_data
    start, end = values["from_at"], values["to_at"]
    real = span_of(start, end)
    away = [
        (int(person), Away(0, values["kind"], values["leaves_city"], start, end))
        for person in values["who"]
    ]
    supposed = real.supposing(absences=away)
    pairs = ((effects.shifts(real, pk), effects.shifts(supposed, pk)) for pk in posts)
    return [after for before, after in pairs if before != after]
