"""May a portfolio plan be published? One plan at a time, one leader for every unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from apps.core.verdicts import Verdict
from apps.organisation import authority
from apps.organisation.authority import law
from apps.organisation.authority.hat import Hat
from apps.organisation.models import PortfolioPlan, Unit
from apps.organisation.vocabulary import KINDS_UNDER_A_LEADER, PORTFOLIO_ROLES, PlanState
from apps.organisation.wording import said


def may_edit(plan: PortfolioPlan) -> Verdict:
    """Answer whether the lines of a plan may still be changed."""
    if plan.state == PlanState.DRAFT:
        return Verdict.allow()
    state = plan.get_state_display()
    return Verdict.deny(f"《{plan.name}》{state}，不能再改；请复制为新方案后修改并发布")


def may_publish(plan: PortfolioPlan, *, on: date | None = None) -> Verdict:
    """Answer whether a plan may take effect; the open plan before it is closed by publishing.

    ``on`` is the day of publishing: no plan changes who led what before it. None for an import.
    """
    if plan.state != PlanState.DRAFT:
        return Verdict.deny(f"《{plan.name}》{plan.get_state_display()}，只能发布拟订的方案")
    if on is not None and plan.effective_from < on:
        reason = "生效日期不得早于今天：已经呈批的事项按当时的分工"
        return Verdict.deny(reason, field="effective_from")
    if plan.effective_to and plan.effective_to < plan.effective_from:
        return Verdict.deny("失效日期不得早于生效日期", field="effective_to")
    for other in overlapping(plan):
        if not _ends_by_itself(other, plan):
            reason = f"生效期间与《{other.name}》重叠，请调整起止日期"
            return Verdict.deny(reason, field="effective_from")
    return _complete(plan)


def overlapping(plan: PortfolioPlan) -> list[PortfolioPlan]:
    """Return the published plans whose period meets this plan's."""
    rows = PortfolioPlan.objects.published().exclude(pk=plan.pk)
    return list(rows.overlapping(plan.effective_from, plan.effective_to))


def _ends_by_itself(other: PortfolioPlan, plan: PortfolioPlan) -> bool:
    """An open plan that began earlier ends on the day before its successor."""
    return other.effective_to is None and other.effective_from < plan.effective_from


def _complete(plan: PortfolioPlan) -> Verdict:
    wrong = plan.entries.exclude(leader__role__in=PORTFOLIO_ROLES).select_related("leader", "unit")
    if bad := wrong.first():
        reason = said(
            "{unit}的分管领导应是{mayor}、{executive_vice_mayor}或者{vice_mayor}，不能是{leader}",
            unit=bad.unit.name,
            leader=bad.leader.name,
        )
        return Verdict.deny(reason, field="leader")
    missing = [unit.short_name for unit in units_without_leader(plan)]
    if missing:
        more = f"等{len(missing)}个单位" if len(missing) > 8 else ""
        names = f"{'、'.join(missing[:8])}{more}"
        return replace(law.without_leader(names, plan.effective_from), field="unit")
    return Verdict.allow()


def units_without_leader(plan: PortfolioPlan) -> list[Unit]:
    """Return the units that must have a leader and are not in the plan."""
    units = Unit.objects.filter(kind__in=KINDS_UNDER_A_LEADER, abolished_on__isnull=True)
    return list(units.exclude(portfolio_entries__plan=plan).order_by("position", "pk"))


def may_preview(by: Any, hats: Iterable[Hat]) -> bool:
    """Answer whether somebody tries plans: readers of all or of the office, and maintainers."""
    standing = authority.standing(tuple(hats))
    reads = standing.reads_all or standing.office
    return reads or bool(by.has_perm("organisation.change_portfolioplan"))
