"""Letters: the register, entering one, its page, the addressee's instruction, what follows."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from apps.activity import policies, presenting, rules
from apps.activity import transitions as t
from apps.activity.forms import letters as forms
from apps.activity.forms.base import show as put_beside
from apps.activity.models import PublicLetter
from apps.activity.services import letters
from apps.activity.views.loading import allowed, forbid, on_leader, on_row, recorder, today
from apps.activity.views.records import supervised
from apps.core.verdicts import Cite, Refused, Verdict
from apps.matters import flow, pressing, steps
from apps.matters.files import download_response
from apps.matters.models import Link, Step
from apps.matters.policies import can_settle, hat_for
from apps.matters.purposes import purpose_of
from apps.notifications.services import mark_read
from apps.organisation.acting import ActingRequest
from apps.organisation.models import Post

LETTER = on_row(PublicLetter, "activity:letter", "leader", "person", "drafted_by", "unit")


@login_required
@on_leader
def new(request: ActingRequest, post: Post) -> HttpResponseBase:
    """Register a letter to a leader."""
    hat = recorder(request, post.pk)
    initial = {"form_key": uuid.uuid4(), "received_on": today(request)}
    form = forms.LetterForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = letters.register(
                leader=post, values=form.values(), scan=form.cleaned_data["scan"],
                by=request.user, hat=hat, at=request.at, form_key=form.cleaned_data["form_key"],
            )  # fmt: skip
        except Refused as refused:
            put_beside(form, _under_scan(refused))
        else:
            messages.success(request, f"已登记，送{made.person.name}同志阅批")
            return redirect("activity:letter", made.pk)
    context = {"form": form, "post": post, "label": "群众来信"}
    status = 422 if form.is_bound else 200
    return render(request, "activity/record_form.html", context, status=status)


def _under_scan(refused: Refused) -> Refused:
    """Put the refusal of a file under the field that took it."""
    field = {"file": "scan"}
    said = [
        Verdict.deny(v.reason, v.cites, field=field.get(v.field, v.field)) for v in refused.verdicts
    ]
    return Refused(*said)


@login_required
@LETTER
def detail(request: ActingRequest, letter: PublicLetter) -> HttpResponse:
    """Show a letter."""
    mark_read(person=request.user, path=request.path, at=request.at)
    return shown(request, letter)


def shown(
    request: ActingRequest, letter: PublicLetter, *, status: int = 200, **again: Any
) -> HttpResponse:
    """Render a letter; ``again`` are refused forms, by their names on the page."""
    step = letter.steps.filter(state=Step.State.WAITING).select_related("post", "matter").first()
    taker = policies.taker_back(request.hats, letter)
    taking_back = taker and not flow.check(t.WITHDRAW, letter, hat=taker, at=request.at)
    context = {
        "letter": letter,
        "attachments": letter.attachments.filter(removed_at__isnull=True).order_by("pk"),
        "trail": presenting.trail_of(matter_id=letter.pk),
        "today": today(request),
        "withdraw_form": forms.WithdrawForm() if taking_back else None,
        **(_station(request, letter, step) if step else {}),
        **_pressing(request, letter),
        **again,
    }
    return render(request, "activity/letter_detail.html", context, status=status)


def _station(request: ActingRequest, letter: PublicLetter, step: Step) -> dict[str, Any]:
    """Return the step that waits, and the form for whoever may settle it."""
    verdict = can_settle(request.hats, step)
    purpose = purpose_of("public_letter", step.purpose)
    found: dict[str, Any] = {
        "step": step,
        "purpose": purpose,
        "step_cites": [Cite(**c) for c in step.cites],
        "settle_verdict": verdict,
    }
    if verdict:
        found["settle_form"] = forms.SettleForm(purpose=purpose, initial={"version": step.version})
    elif step.personal and any(h.post_id == step.post_id for h in request.hats):
        # A substitute reads the letter and learns from the book why it is not his.
        hat = next(h for h in request.hats if h.post_id == step.post_id)
        book = rules.book_of(letter, today(request))
        found["settle_verdict"] = rules.letter(book, addressee=True, capacity=hat.capacity)
    return found


def _pressing(request: ActingRequest, letter: PublicLetter) -> dict[str, Any]:
    """Return whether the letter may be pressed on, or what it became."""
    links = letter.links_out.filter(kind=Link.Kind.SUPERVISED_BY)
    pk = links.values_list("target_id", flat=True).first()
    named = rules.pressable("letter", rules.book_of(letter, today(request)))
    free = pk is None and letter.phase != PublicLetter.Phase.WITHDRAWN
    offered = pressing.is_offered() and named is not None and free
    return {
        "supervised": supervised(request, pk),
        "can_press": offered and policies.can_press(request.hats, letter),
    }


@login_required
@require_POST
@LETTER
def settle(request: ActingRequest, letter: PublicLetter, step_pk: int) -> HttpResponseBase:
    """Settle a step: the addressee's instruction, or what was made of it."""
    rows = Step.objects.select_related("post", "matter", "post__unit")
    step = get_object_or_404(rows, pk=step_pk, matter_id=letter.pk)
    verdict = can_settle(request.hats, step)
    hat = hat_for(request.hats, step)
    if not step.is_waiting:
        messages.info(request, verdict.reason)
        return redirect("activity:letter", letter.pk)
    if not verdict or hat is None:
        forbid(verdict)
    purpose = purpose_of("public_letter", step.purpose)
    form = forms.SettleForm(request.POST, purpose=purpose)
    if form.is_valid():
        try:
            steps.settle(
                step=step, outcome=form.cleaned_data["outcome"],
                opinion=form.cleaned_data["opinion"], version=form.cleaned_data["version"],
                by=request.user, hat=hat, at=request.at,
            )  # fmt: skip
        except Refused as refused:
            put_beside(form, refused)
            form.renew(rows.get(pk=step.pk).version)
        else:
            messages.success(request, f"已{purpose.label}")
            return redirect("activity:letter", letter.pk)
    fresh = PublicLetter.objects.select_related("leader", "person", "unit").get(pk=letter.pk)
    return shown(request, fresh, status=422, settle_form=form)


@login_required
@require_POST
@LETTER
def withdraw(request: ActingRequest, letter: PublicLetter) -> HttpResponseBase:
    """Take back a letter entered by mistake."""
    hat = policies.taker_back(request.hats, letter)
    if hat is None:
        forbid(policies.NOT_TAKEN_BACK)
    form = forms.WithdrawForm(request.POST)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            letters.withdraw(letter=letter, reason=reason, by=request.user, hat=hat, at=request.at)
        except Refused as refused:
            messages.error(request, refused.verdict.sentence)
        else:
            messages.success(request, "已撤销")
        return redirect("activity:letter", letter.pk)
    return shown(request, letter, status=422, withdraw_form=form)


@login_required
@require_POST
@LETTER
def press(request: ActingRequest, letter: PublicLetter) -> HttpResponseBase:
    """Have the problem of a letter supervised (转督办)."""
    allowed(policies.can_press(request.hats, letter))
    hat = policies.presser(request.hats, letter)
    assert hat is not None  # can_press said so
    try:
        letters.press(letter=letter, by=request.user, hat=hat, at=request.at)
    except Refused as refused:
        messages.error(request, refused.verdict.sentence)
    else:
        messages.success(request, "已转为督查事项")
    return redirect("activity:letter", letter.pk)


@login_required
@require_GET
@LETTER
def attachment(request: ActingRequest, letter: PublicLetter, file_pk: int) -> HttpResponseBase:
    """Hand out the letter as it came."""
    rows = letter.attachments.filter(removed_at__isnull=True)
    row = get_object_or_404(rows, pk=file_pk)
    return download_response(row, inline="inline" in request.GET)
