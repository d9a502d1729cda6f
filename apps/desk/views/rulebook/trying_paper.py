"""试算一件公文: a whole paper with its facts, and the way it would take through the office.

The address holds every fact; nothing is written.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.desk.try_paper_form import TryPaperForm
from apps.desk.views.rulebook.saying import lines_of
from apps.desk.views.rulebook.trying import TOO_FAR
from apps.documents import supposing
from apps.organisation import overview
from apps.organisation.acting import ActingRequest
from apps.rulebook.inquiry_kinds import said_needs
from apps.rulebook.inquiry_typed import said_signing, said_submission
from apps.workdays.services import calendar

NOON = dt.time(12)


@login_required
def paper(request: ActingRequest) -> HttpResponse:
    """Show the form of a paper, and what would become of it where facts were sent."""
    today = timezone.localdate(request.at)
    data = request.GET if request.GET.get("asked") else None
    form = TryPaperForm(data, today=today, leaders=overview.leaders(request.at))
    context: dict[str, Any] = {"form": form, "book": form.book, "answered": False}
    if form.is_bound and form.is_valid():
        context |= _answer(form, form.cleaned_data["on_day"] or today, request.at)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/rulebook/try_paper.html", context, status=status)


def _answer(form: TryPaperForm, day: dt.date, now: dt.datetime) -> dict[str, Any]:
    """Return what the book and the organisation of the day answer; today is asked as of now."""
    tried, book = form.paper(), form.book
    at = now
    if day != timezone.localdate(now):
        at = timezone.make_aware(dt.datetime.combine(day, NOON))
    try:
        ways = supposing.ways(tried, book, at, calendar())
    except (OverflowError, ValueError):  # a day beyond what can be counted
        form.add_error("on_day", TOO_FAR)
        return {}
    topics = [("前置程序", said_needs(supposing.needs(tried, book), book))]
    if tried.incoming:
        sent = supposing.submission(tried, book)
        topics.insert(0, ("报送要求", said_submission(sent, book)))
    else:
        topics.append(("签发权限", said_signing(supposing.signing(tried, book, at), book)))
    return {
        "answered": True,
        "day": day,
        "today": timezone.localdate(now),
        "tried": tried,
        "ways": ways,
        "topics": [(title, lines_of(lines, book)) for title, lines in topics],
    }
