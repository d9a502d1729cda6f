"""试算: facts in, the book's answer with its clauses out; nothing is written.

The address holds every fact, so an answer can be sent to a colleague and asked again.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.desk.try_forms import TryForm
from apps.desk.views.rulebook.saying import lines_of
from apps.organisation.acting import ActingRequest
from apps.rulebook import shelf
from apps.rulebook.errors import NotRegulated
from apps.rulebook.inquiries import INQUIRIES, Inquiry
from apps.rulebook.telling import tell
from apps.workdays.services import calendar

TOO_FAR = "填写的日期或者数值超出能够计算的范围，请核对后再试"


@login_required
def index(request: ActingRequest) -> HttpResponse:
    """List what can be tried, by module, for the book in force."""
    book = shelf.in_force(timezone.localdate(request.at))
    groups = {label: _of_module(code, book) for code, label in book.vocabulary.modules.items()}
    context = {"book": book, "groups": [(label, rows) for label, rows in groups.items() if rows]}
    return render(request, "desk/rulebook/try_index.html", context)


def _of_module(module: str, book: Any) -> list[Inquiry]:
    return [i for i in INQUIRIES.values() if i.module == module and i.key in book.provisions]


@login_required
def ask(request: ActingRequest, key: str) -> HttpResponse:
    """Show the form of one rule, and its answer where facts were sent."""
    if key not in INQUIRIES:
        raise Http404
    inquiry = INQUIRIES[key]
    today = timezone.localdate(request.at)
    data = request.GET if request.GET.get("asked") else None
    form = TryForm(data, inquiry=inquiry, today=today)
    context: dict[str, Any] = {
        "inquiry": inquiry,
        "form": form,
        "book": form.book,
        "rule": form.book.provisions.get(key),
        "lines": tell(key, form.book),
    }
    status = 200
    if form.is_bound and form.is_valid():
        context |= {"answer": _answer(form, inquiry), "answered": True}
    elif form.is_bound:
        status = 422
    return render(request, "desk/rulebook/try.html", context, status=status)


def _answer(form: TryForm, inquiry: Inquiry) -> list[dict[str, Any]]:
    try:
        said = inquiry.ask(form.given(), form.book, calendar())
    except NotRegulated as silent:
        return [{"tone": "plain", "head": "算不出来", "text": str(silent)}]
    except (OverflowError, ValueError):  # Python says so in English
        return [{"tone": "plain", "head": "算不出来", "text": TOO_FAR}]
    return lines_of(said, form.book)
