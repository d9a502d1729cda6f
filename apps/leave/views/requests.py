"""Writing a request: new, change, see what would follow, send, take back, give up."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from apps.core.verdicts import Refused, Verdict
from apps.documents.forms.rows import person_and_post
from apps.leave import consequences, facts, policies, rules
from apps.leave.forms.acts import ReasonForm
from apps.leave.forms.request import LeaveForm, initial_of
from apps.leave.models import Leave
from apps.leave.services import asking
from apps.leave.views.loading import acting_hat, on_leave, viewer_of
from apps.matters.pages import forbid
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post
from apps.rulebook import shelf
from apps.rulebook.book import Book

NO_POST = Verdict.deny("您目前没有任职岗位，不能请假")


@dataclass(frozen=True)
class Asked:
    """For whom a form is: his post, himself, who fills it in under which hat, and the choice."""

    seat: Post
    person: Person
    hat: Hat
    served: list[tuple[str, str]]
    chosen: Post | None
    book: Book


def _asked(request: ActingRequest, leave: Leave | None = None) -> Asked:
    """Say for whom the form is: the request that is there, the post chosen, or oneself."""
    day = timezone.localdate(request.at)
    own_hats = [hat for hat in request.hats if hat.is_own]
    if leave is not None:
        hat = acting_hat(request, leave, policies.can_edit)
        return Asked(leave.post, leave.person, hat, [], None, rules.book_of(leave))
    own = facts.highest_seat(request.user, day)
    if own is None or not own_hats:
        forbid(NO_POST)
    served = policies.served_posts(request.hats, request.at)
    wanted = request.POST.get("post") or request.GET.get("post") or ""
    chosen = next((post for post in served if post.code == wanted), None)
    choices = [("", f"本人　{own.name}")]
    choices += [(post.code, person_and_post(post)) for post in served]
    seat = chosen or own
    person = (facts.holder_of(chosen, day) if chosen else None) or request.user
    hat = next((h for h in own_hats if h.post_id == own.pk), own_hats[0])
    if chosen is not None:
        hat = _serving_hat(own_hats, chosen, request) or hat
    book = shelf.in_force(day)
    return Asked(seat, person, hat, choices if served else [], chosen, book)


def _serving_hat(hats: list[Hat], post: Post, request: ActingRequest) -> Hat | None:
    """Return the hat under which somebody serves a post."""
    return next(
        (h for h in hats if post.pk in {p.pk for p in policies.served_posts((h,), request.at)}),
        None,
    )


def _form(request: ActingRequest, asked: Asked, leave: Leave | None) -> LeaveForm:
    initial: dict[str, Any] = initial_of(leave) if leave else {}
    if leave is None:
        initial = _supposed(request, asked.book)
        initial["post"] = asked.chosen.code if asked.chosen else ""
    data = request.POST if request.method == "POST" else None
    return LeaveForm(
        data,
        seat=asked.seat,
        person=asked.person,
        book=asked.book,
        served=asked.served,
        day=timezone.localdate(request.at),
        initial=initial,
    )


def _supposed(request: ActingRequest, book: Book) -> dict[str, Any]:
    """Return the days and the kind that the page 假如 hands over; what is no day or kind is not."""
    found: dict[str, Any] = {}
    for name in ("from_on", "to_on"):
        with suppress(ValueError):
            found[name] = parse_date(request.GET.get(name, ""))
    kind = request.GET.get("kind", "")
    if kind in {entry.code for entry in rules.kinds(book)}:
        found["leave_kind"] = kind
    return {name: value for name, value in found.items() if value}


@login_required
def new(request: ActingRequest) -> HttpResponseBase:
    """Write a request for oneself, or for somebody one serves."""
    asked = _asked(request)
    form = _form(request, asked, None)
    if request.method == "POST" and form.is_valid() and "check" not in request.POST:
        try:
            made = asking.create(
                values=form.values(),
                post=asked.chosen,
                by=request.user,
                hat=asked.hat,
                at=request.at,
                form_key=form.cleaned_data["form_key"],
            )
        except Refused as refused:
            form.add_refusal(refused)
        else:
            if "send" in request.POST:
                return send(request, made.pk)
            messages.success(request, "请假单已保存")
            return redirect("leave:detail", made.pk)
    return _page(request, form, asked)


@on_leave
def edit(request: ActingRequest, leave: Leave) -> HttpResponseBase:
    """Change a request that is not sent; what was typed is kept when it is refused."""
    asked = _asked(request, leave)
    form = _form(request, asked, leave)
    if request.method == "POST" and form.is_valid() and "check" not in request.POST:
        try:
            asking.edit(
                leave=leave,
                values=form.values(),
                by=request.user,
                hat=asked.hat,
                at=request.at,
                version=form.cleaned_data["version"],
            )
        except Refused as refused:
            form.add_refusal(refused)
        else:
            if "send" in request.POST:
                return send(request, leave.pk)
            messages.success(request, "修改已保存")
            return redirect("leave:detail", leave.pk)
    return _page(request, form, asked, leave)


def _page(
    request: ActingRequest, form: LeaveForm, asked: Asked, leave: Leave | None = None
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    thought = _thought(form, asked, request, leave)
    return render(
        request,
        "leave/leave_form.html",
        {
            "form": form,
            "asked": asked,
            "leave": leave,
            "today": timezone.localdate(request.at),
            "save_url": request.path,
            "needs_approval": any(e.code and "abroad" in e.marks for e in rules.kinds(asked.book)),
            **_followed(thought, request),
        },
        status=status,
    )


def _thought(
    form: LeaveForm, asked: Asked, request: ActingRequest, leave: Leave | None
) -> Leave | None:
    """Return the request as it is typed, never saved; None while its period is not known."""
    if not form.is_bound and leave is not None:
        return leave
    values = getattr(form, "cleaned_data", {})
    if not form.is_bound or "to_at" not in values or "leave_kind" not in values:
        return None
    if values["to_at"] <= values["from_at"]:
        return None
    typed = {k: v for k, v in form.values().items() if k in asking.FIELDS}
    return Leave(
        pk=leave.pk if leave else None,
        kind="leave",
        person=asked.person,
        post=asked.seat,
        unit=asked.seat.unit,
        book=asked.book.name,
        latest_at=request.at,
        absence_id=leave.absence_id if leave else None,
        **typed,
    )


def _followed(thought: Leave | None, request: ActingRequest) -> dict[str, Any]:
    if thought is None:
        return {"found": None}
    return {
        "found": consequences.of(thought, request.at, viewer_of(request)),
        "today": timezone.localdate(request.at),
    }


@require_POST
@login_required
def preview(request: ActingRequest) -> HttpResponse:
    """Say what would follow from a form as it is typed; writes nothing."""
    asked = _asked(request)
    form = _form(request, asked, None)
    form.is_valid()
    found = _followed(_thought(form, asked, request, None), request)
    return render(request, "leave/_consequences.html", found)


@require_POST
@on_leave
def send(request: ActingRequest, leave: Leave) -> HttpResponse:
    """Send the request, or show every reason against it with the way to pass soft ones."""
    hat = acting_hat(request, leave, policies.can_edit)
    reason = ReasonForm(request.POST)
    overriding = reason.is_valid() and "override" in request.POST
    soft = [v for v in rules.submission(leave, request.at) if v.soft] if overriding else []
    try:
        done = asking.submit(
            leave=leave,
            by=request.user,
            hat=hat,
            at=request.at,
            overridden=soft,
            reason=reason.cleaned_data.get("reason", "") if overriding else "",
        )
    except Refused as refused:
        return render(
            request,
            "leave/leave_refused.html",
            {
                "leave": leave,
                "verdicts": refused.verdicts,
                "only_soft": all(v.soft for v in refused.verdicts),
                "reason_form": ReasonForm(),
            },
            status=422,
        )
    messages.success(request, "请假已登记" if done.state == "approved" else "请假单已报送")
    return redirect("leave:detail", leave.pk)


@require_POST
@on_leave
def take_back(request: ActingRequest, leave: Leave) -> HttpResponse:
    """Take a request back while it is being decided (取回)."""
    hat = acting_hat(request, leave, policies.can_take_back)
    asking.take_back(leave=leave, by=request.user, hat=hat, at=request.at)
    messages.success(request, "请假单已取回，可以修改后重新报送")
    return redirect("leave:detail", leave.pk)


@require_POST
@on_leave
def give_up(request: ActingRequest, leave: Leave) -> HttpResponse:
    """Withdraw a request that was never sent."""
    hat = acting_hat(request, leave, policies.can_edit)
    asking.give_up(leave=leave, by=request.user, hat=hat, at=request.at)
    messages.success(request, "请假单已撤销")
    return redirect("leave:index")
