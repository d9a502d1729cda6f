"""工作移交: whose work waits and may be handed over, the list to pick from, and the record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from apps.core.refusals import Forbidden
from apps.core.verdicts import Refused
from apps.desk.handover_forms import HandoverForm
from apps.matters import handovers
from apps.matters.policies import can_move
from apps.matters.purposes import kind_of, purpose_of
from apps.organisation import authority
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat
from apps.organisation.models import Post

SHOWN = 50


@require_safe
@login_required
def index(request: ActingRequest) -> HttpResponse:
    """List the posts whose waiting work the person may hand over, and the newest records."""
    records = handovers.readable(request.hats, request.user, request.at).order_by("-made_at", "-pk")
    context = {
        "piles": handovers.piles(request.hats, request.at),
        "records": records[:SHOWN],
        "at": request.at,
    }
    return render(request, "desk/handover_list.html", context)


@login_required
def post(request: ActingRequest, code: str) -> HttpResponse:
    """Show what waits for a post, and hand over what is picked."""
    row = get_object_or_404(Post.objects.select_related("unit"), code=code)
    verdict = can_move(request.hats, row, request.at)
    if not verdict:
        raise Forbidden(verdict)
    lines = handovers.waiting_for(row, request.hats, request.at)
    form = HandoverForm(
        request.POST or None,
        post=row,
        lines=[line for line in lines if line.verdict],
        day=authority.local_day(request.at),
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = handovers.hand_over_work(
                picked=form.chosen(),
                to=form.cleaned_data["to"],
                reason=form.cleaned_data["reason"],
                document=form.cleaned_data["document"],
                by=request.user,
                hat=_hat(request, row),
                at=request.at,
            )
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, f"已移交{len(form.chosen())}件")
            return redirect("desk:handover", pk=done.pk)
    context = _page(request, row, lines, form)
    status = 422 if form.is_bound else 200
    return render(request, "desk/handover_post.html", context, status=status)


def _hat(request: ActingRequest, row: Post) -> Hat:
    """Return the own hat under which the person hands over."""
    return next(h for h in request.hats if h.is_own and can_move((h,), row, request.at))


def _page(
    request: ActingRequest, row: Post, lines: list[handovers.Line], form: HandoverForm
) -> dict[str, Any]:
    ticked = form.ticked()
    holder = row.appointments.on(authority.local_day(request.at)).select_related("person").first()
    return {
        "post": row,
        "holder": holder.person.name if holder else "",
        "at": request.at,
        "form": form,
        "lines": [
            {
                "line": line,
                "url": kind_of(line.step.matter.kind).url(line.step.matter_id),
                "ticked": str(line.step.pk) in ticked,
            }
            for line in lines
        ],
        "most": handovers.MOST,
    }


@require_safe
@login_required
def show(request: ActingRequest, pk: int) -> HttpResponse:
    """Show one record of a hand-over, to be printed (移交清单)."""
    rows = handovers.readable(request.hats, request.user, request.at)
    row = get_object_or_404(rows, pk=pk)
    lines = handovers.lines_of(row, request.hats)
    context = {
        "row": row,
        "at": request.at,
        "lines": [
            {
                "matter": line.step.matter,
                "label": purpose_of(line.step.matter.kind, line.step.purpose).label,
                "due_at": line.step.due_at,
                "state": line.new_step.get_state_display(),
                "url": kind_of(line.step.matter.kind).url(line.step.matter_id),
            }
            for line in lines
        ],
        "hidden": row.lines.count() - len(lines),
    }
    return render(request, "desk/handover_detail.html", context)
