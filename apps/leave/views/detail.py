"""The page of one leave: what is asked left; why it is here, the act and the trail right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.documents.forms.acts import SettleForm
from apps.leave import consequences, content, policies, presenting, rules
from apps.leave import page as page_of
from apps.leave.forms.acts import CancelForm, ChangeForm, FilingForm, ReturnForm
from apps.leave.forms.request import PeriodForm
from apps.leave.models import Leave
from apps.leave.services import papers
from apps.leave.views.loading import hat_under, on_leave, viewer_of
from apps.leave.views.prompting import mandate_wanted
from apps.matters import pages, proofs, reasons, steps, trail_rows
from apps.matters.models import Step
from apps.matters.policies import can_settle, hat_for, of_office
from apps.matters.purposes import Purpose, purpose_of
from apps.notifications.services import mark_read
from apps.organisation.acting import ActingRequest

# What follows an ending other than the station's usual one, said before the act.
AFTERWARDS = {
    ("leave_approve", "refuse"): "请假终止，意见送本人",
    ("leave_approve", "return"): "退本人修改，改好后重新报送",
    ("leave_change", "refuse"): "仍按原批准的时间执行",
    ("leave_inform", "noted"): "记入办理轨迹",
}


@on_leave
def show(request: ActingRequest, leave: Leave) -> HttpResponse:
    """Show the leave to somebody who may read it."""
    mark_read(person=request.user, path=request.path, at=request.at)
    return page(request, leave)


def page(
    request: ActingRequest,
    leave: Leave,
    *,
    bound: SettleForm | None = None,
    again: tuple[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page; ``bound`` and ``again`` keep what was typed into a refused act."""
    waiting = reasons.waiting(leave)
    mine = next((s for s in waiting if hat_for(request.hats, s)), None)
    rows, events = trail_rows.trail(leave, presenting.SHOWN)
    context = {
        "leave": leave,
        "kind_name": presenting.kind_name(leave),
        "period": presenting.period(leave),
        "stations": presenting.stations(leave, events),
        "waiting": pages.waiting_rows(waiting, request.hats, request.at),
        "trail": rows,
        "today": timezone.localdate(request.at),
        "lights": _lights(request, leave),
        "notice": rules.notice(leave),
        "return_due": rules.return_due(leave) if leave.is_in_force else None,
        "overdue": rules.is_overdue(leave, request.at),
        **_expected(request, leave),
        **mandate_wanted(request, leave),
        **_own(request, leave),
        **(_action(request, leave, mine, bound) if mine else {}),
    }
    lost = bound if mine is None else None
    if again is not None and not _put_back(context, *again):
        lost = again[1]
    for errors in lost.errors.values() if lost is not None else ():
        messages.error(request, str(errors[0]))
    return render(request, "leave/leave_detail.html", context, status=status)


def _put_back(context: dict[str, Any], name: str, form: Any) -> bool:
    """Put a refused form back where it was filled in; False where the page no longer has it."""
    kind, _, key = name.partition(":")
    if kind == "filing":
        rows = [row for row in context["lights"] if row["requirement"].key == key and row["form"]]
        for row in rows:
            row["form"] = form
        return bool(rows)
    if not context.get(name):
        return False
    context[name] = form
    return True


def _lights(request: ActingRequest, leave: Leave) -> list[dict[str, Any]]:
    open_for = leave.state in ("approved", "changing", "returned")
    may = open_for and any(of_office(hat) for hat in request.hats)
    lights = proofs.lights(leave)
    documents = papers.drafted(leave) if lights else {}
    return [
        {
            "requirement": row,
            "finding": finding,
            "document": documents.get(page_of.recipient(leave, row.key)),
            "form": FilingForm(at=request.at, auto_id=f"filing_{row.key}_%s") if may else None,
        }
        for row, finding in lights
    ]


def _expected(request: ActingRequest, leave: Leave) -> dict[str, Any]:
    """Return what follows, while that is still ahead."""
    if leave.state not in ("drafting", "asking"):
        return {"found": None}
    return {"found": consequences.of(leave, request.at, viewer_of(request))}


def _own(request: ActingRequest, leave: Leave) -> dict[str, Any]:
    """Return the acts of the person's side: what may be done now, each with its form."""
    edits, _ = hat_under(request, leave, policies.can_edit)
    takes, _ = hat_under(request, leave, policies.can_take_back)
    changes, _ = hat_under(request, leave, policies.can_change)
    reports, _ = hat_under(request, leave, policies.can_report)
    begun = leave.has_begun(request.at)
    days = PeriodForm.as_days(leave.from_at, leave.to_at)
    return {
        "can_edit": edits is not None,
        "can_take_back": takes is not None,
        "can_take_change_back": reports is not None and leave.state == "changing",
        "change_form": ChangeForm(begun=begun, initial=days) if changes else None,
        "cancel_form": CancelForm() if reports and not begun else None,
        "return_form": ReturnForm(at=request.at) if reports and begun else None,
    }


def _action(
    request: ActingRequest, leave: Leave, step: Step, bound: SettleForm | None
) -> dict[str, Any]:
    spec = purpose_of("leave", step.purpose)
    verdict = can_settle(request.hats, step)
    own, notes = steps.notes_of(step, reader=request.user) if verdict else ("", [])
    form = bound or settle_form(request, step, spec, fresh=True)
    if bound is None:
        form.initial["opinion"] = own
    return {
        "notes": notes,
        "step": step,
        "step_left": pages.days_left(step, request.at),
        "purpose": spec,
        "hat": hat_for(request.hats, step),
        "step_cites": pages.cites_of(step),
        "settle_verdict": verdict,
        "settle_form": form,
        "ways": [(w, _afterwards(spec, w.data["value"])) for w in form["outcome"]],
        "phrases": spec.phrases,
        "lines": content.lines(leave),
    }


def _afterwards(spec: Purpose, outcome: str) -> str:
    return AFTERWARDS.get((spec.key, outcome), spec.consequence)


def settle_form(
    request: ActingRequest, step: Step, spec: Purpose, *, fresh: bool = False
) -> SettleForm:
    """Return the form of the action panel with what was posted into it, or a fresh one."""
    return SettleForm(
        None if fresh else request.POST,
        purpose=spec,
        extras={},
        initial={"version": step.version},
    )
