"""Acts on a leave: one policy, one form, one service call, one redirect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from apps.core.verdicts import Refused
from apps.leave import content, policies
from apps.leave.forms.acts import CancelForm, ChangeForm, FilingForm, ReturnForm
from apps.leave.forms.request import PeriodForm
from apps.leave.models import Leave
from apps.leave.services import changing, filing
from apps.leave.views import detail
from apps.leave.views.loading import RELATED, acting_hat, on_leave, step_of
from apps.matters import note_pages, steps
from apps.matters.pages import forbid, required, show
from apps.matters.policies import can_settle, can_urge, hat_for, of_office
from apps.matters.purposes import purpose_of
from apps.organisation.acting import ActingRequest


def _fresh(leave: Leave) -> Leave:
    return Leave.objects.select_related(*RELATED).get(pk=leave.pk)


def _attempt(
    request: ActingRequest,
    leave: Leave,
    done: str,
    act: Callable[[], Any],
    again: tuple[str, Any],
) -> HttpResponse:
    """Call one service and go back to the page; refused, what was typed is kept."""
    name, form = again
    if form.is_valid():
        try:
            act()
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, done)
            return redirect("leave:detail", leave.pk)
    return detail.page(request, _fresh(leave), again=(name, form), status=422)


@require_POST
@on_leave
def settle(request: ActingRequest, leave: Leave, step_pk: int) -> HttpResponse:
    """Settle a step; a refusal keeps what was typed and says why beside it."""
    step = step_of(leave, step_pk)
    verdict = can_settle(request.hats, step)
    hat = hat_for(request.hats, step)
    if not step.is_waiting:
        messages.info(request, verdict.reason)
        return redirect("leave:detail", leave.pk)
    if not verdict or hat is None:
        forbid(verdict)
    spec = purpose_of("leave", step.purpose)
    form = detail.settle_form(request, step, spec)
    if not form.is_valid():
        return detail.page(request, leave, bound=form, status=422)
    try:
        steps.settle(
            step=step,
            outcome=form.cleaned_data["outcome"],
            opinion=form.cleaned_data["opinion"],
            version=form.cleaned_data["version"],
            by=request.user,
            hat=hat,
            at=request.at,
        )
    except Refused as refused:
        if isinstance(refused, steps.HatOver):
            text = form.cleaned_data["opinion"]
            steps.keep_late(step=step, text=text, by=request.user, hat=hat.as_dict(), at=request.at)
        show(form, refused)
        form.renew(step_of(leave, step_pk).version)
        return detail.page(request, _fresh(leave), bound=form, status=422)
    if step.purpose == "leave_revise":
        return redirect("leave:edit", leave.pk)
    outcome = spec.outcome(form.cleaned_data["outcome"])
    messages.success(request, f"已{outcome.label if outcome else '办理'}".replace("已已", "已"))
    return redirect("leave:detail", leave.pk)


@require_POST
@on_leave
def keep_note(request: ActingRequest, leave: Leave, step_pk: int) -> HttpResponse:
    """Keep what has been written on a step so far."""
    page = content.url(leave.pk)
    step = step_of(leave, step_pk)

    def again(refused: Refused) -> HttpResponse:
        form = detail.settle_form(request, step, purpose_of("leave", step.purpose))
        form.full_clean()
        show(form, refused)
        return detail.page(request, leave, bound=form, status=422)

    return note_pages.keep_note(request, step, page=page, again=again)


@require_POST
@on_leave
def urge(request: ActingRequest, leave: Leave, step_pk: int) -> HttpResponse:
    """Remind whoever must act (催办)."""
    step = step_of(leave, step_pk)
    verdict = can_urge(request.hats, step)
    if not verdict or not request.hats:
        forbid(verdict)
    own = next((h for h in request.hats if h.is_own), request.hats[0])
    try:
        steps.urge(step=step, by=request.user, hat=own, at=request.at)
    except Refused as refused:
        messages.error(request, refused.verdicts[0].sentence)
    else:
        messages.success(request, "已催办")
    return redirect("leave:detail", leave.pk)


@require_POST
@on_leave
def change(request: ActingRequest, leave: Leave) -> HttpResponse:
    """Ask for another period; an earlier return holds at once."""
    hat = acting_hat(request, leave, policies.can_change)
    begun = leave.has_begun(request.at)
    days = PeriodForm.as_days(leave.from_at, leave.to_at)
    form = ChangeForm(request.POST, begun=begun, initial=days)

    def act() -> None:
        values = form.cleaned_data
        changing.change(
            leave=leave,
            from_at=leave.from_at if begun else values["from_at"],
            to_at=values["to_at"],
            reason=values["reason"],
            by=request.user,
            hat=hat,
            at=request.at,
        )

    return _attempt(request, leave, "变更已提交", act, ("change_form", form))


@require_POST
@on_leave
def take_change_back(request: ActingRequest, leave: Leave) -> HttpResponse:
    """Take the wish for another period back."""
    hat = acting_hat(request, leave, policies.can_report)
    changing.take_change_back(leave=leave, by=request.user, hat=hat, at=request.at)
    messages.success(request, "变更申请已取回，仍按原批准的时间执行")
    return redirect("leave:detail", leave.pk)


@require_POST
@on_leave
def cancel(request: ActingRequest, leave: Leave) -> HttpResponse:
    """Call an approved leave off before it has begun."""
    hat = acting_hat(request, leave, policies.can_report)
    form = CancelForm(request.POST)
    return _attempt(
        request,
        leave,
        "请假已取消",
        lambda: changing.cancel(
            leave=leave,
            reason=form.cleaned_data["reason"],
            by=request.user,
            hat=hat,
            at=request.at,
        ),
        ("cancel_form", form),
    )


@require_POST
@on_leave
def report_back(request: ActingRequest, leave: Leave) -> HttpResponse:
    """Report the return (销假)."""
    hat = acting_hat(request, leave, policies.can_report)
    form = ReturnForm(request.POST, at=request.at)
    return _attempt(
        request,
        leave,
        "已销假，代行随即终止",
        lambda: changing.report_back(
            leave=leave,
            returned_at=form.cleaned_data["returned_at"],
            note=form.cleaned_data["note"],
            by=request.user,
            hat=hat,
            at=request.at,
        ),
        ("return_form", form),
    )


@require_POST
@on_leave
def file(request: ActingRequest, leave: Leave, key: str) -> HttpResponse:
    """Enter that one office was told (报备)."""
    row = leave.requirements.filter(key=key, dropped_at__isnull=True).first()
    if row is None:
        raise Http404
    hat = required(next((h for h in request.hats if of_office(h)), None))
    form = FilingForm(request.POST, at=request.at, auto_id=f"filing_{key}_%s")
    return _attempt(
        request,
        leave,
        f"已登记{row.label}",
        lambda: filing.record(
            leave=leave,
            key=key,
            kind=form.cleaned_data["kind"],
            reference=form.cleaned_data["reference"],
            on=form.cleaned_data["on"],
            note=form.cleaned_data["note"],
            by=request.user,
            hat=hat,
            at=request.at,
        ),
        (f"filing:{key}", form),
    )
