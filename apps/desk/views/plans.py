"""分工方案预演: what a plan would change, shown before it is published for its day."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.refusals import Forbidden
from apps.core.verdicts import Refused, Verdict
from apps.desk import plan_preview
from apps.organisation import authority, policies, services
from apps.organisation.acting import ActingRequest
from apps.organisation.models import PortfolioPlan
from apps.organisation.vocabulary import PlanState
from apps.organisation.wording import later

CLOSED = later("分工方案由{mayor}、{secretary_general}和业务管理员预演")
PUBLISHING = "organisation.change_portfolioplan"


def _door(request: ActingRequest) -> bool:
    """Let in whoever may preview; return whether he may see titles."""
    if not policies.may_preview(request.user, request.hats):
        raise Forbidden(Verdict.deny(CLOSED))
    return plan_preview.sees_titles(request.hats)


@require_safe
@login_required
def index(request: ActingRequest) -> HttpResponse:
    """List plans: drafted, coming, in force, over."""
    _door(request)
    day = authority.local_day(request.at)
    rows = PortfolioPlan.objects.exclude(state=PlanState.WITHDRAWN)
    context = {
        "rows": rows.order_by("-effective_from", "-pk")[:100],
        "day": day,
        "in_force": PortfolioPlan.objects.on(day).first(),
    }
    return render(request, "desk/plan_list.html", context)


@require_safe
@login_required
def preview(request: ActingRequest, pk: int) -> HttpResponse:
    """Show which matters would go to whom, and what stands against publishing."""
    return _shown(request, pk, ())


def _shown(request: ActingRequest, pk: int, refusals: tuple[Verdict, ...]) -> HttpResponse:
    titles = _door(request)
    plan = get_object_or_404(PortfolioPlan.objects.exclude(state=PlanState.WITHDRAWN), pk=pk)
    day = authority.local_day(request.at)
    drafted = plan.state == PlanState.DRAFT
    context = {
        "plan": plan,
        "day": day,
        "titles": titles,
        "drafted": drafted,
        "found": plan_preview.preview(plan, request.hats, request.at, titles=titles),
        "shown": plan_preview.SHOWN,
        "refusals": refusals,
        "verdicts": [v for v in _gates(request, plan) if not v] if drafted else [],
        "may_publish": drafted and request.user.has_perm(PUBLISHING),
    }
    return render(request, "desk/plan_preview.html", context, status=422 if refusals else 200)


def _gates(request: ActingRequest, plan: PortfolioPlan) -> list[Verdict]:
    on = authority.local_day(request.at)
    return [policies.may_publish(plan, on=on), policies.cases_hold(plan.effective_from)]


@require_POST
@login_required
def publish(request: ActingRequest, pk: int) -> HttpResponse:
    """Publish a drafted plan for its day."""
    _door(request)
    if not request.user.has_perm(PUBLISHING):
        raise Forbidden(Verdict.deny("分工方案由业务管理员发布"))
    plan = get_object_or_404(PortfolioPlan.objects.exclude(state=PlanState.WITHDRAWN), pk=pk)
    try:
        services.publish_plan(plan=plan, by=request.user, at=request.at)
    except Refused as refused:
        return _shown(request, pk, refused.verdicts)
    messages.success(request, f"已发布，自{plan.effective_from:%Y年%m月%d日}起施行")
    return redirect("desk:plans")
