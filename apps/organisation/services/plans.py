"""Portfolio plans: lines are set while a plan is drafted; publishing puts it in force."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from apps.core.versions import delete, save
from apps.organisation import policies
from apps.organisation.authority import local_day
from apps.organisation.models import Person, PortfolioEntry, PortfolioPlan, Post, Unit
from apps.organisation.services.writing import note, require
from apps.organisation.vocabulary import EntryRelation, PlanState


@transaction.atomic
def create_plan(
    *,
    name: str,
    effective_from: date,
    by: Person | None,
    at: datetime,
    reference: str = "",
    effective_to: date | None = None,
) -> PortfolioPlan:
    """Draft a plan without lines."""
    row = PortfolioPlan(
        name=name, reference=reference, effective_from=effective_from, effective_to=effective_to
    )
    save(row, by=by, at=at)
    note("plan_drafted", row, by=by, at=at, payload={"name": name})
    return row


@transaction.atomic
def set_leader(
    *,
    plan: PortfolioPlan,
    unit: Unit,
    leader: Post,
    by: Person | None,
    at: datetime,
    relation: str = EntryRelation.PORTFOLIO,
    entry: PortfolioEntry | None = None,
) -> PortfolioEntry:
    """Put a unit under a leader in a drafted plan, replacing the line it had there.

    ``entry`` names the line to change where its unit changes too.
    """
    require(policies.may_edit(plan))
    row = entry or PortfolioEntry.objects.filter(plan=plan, unit=unit).first()
    row = row or PortfolioEntry(plan=plan)
    row.unit, row.leader, row.relation = unit, leader, relation
    save(row, by=by, at=at)
    return row


@transaction.atomic
def remove_leader(*, entry: PortfolioEntry, by: Person | None, at: datetime) -> None:
    """Take a unit out of a drafted plan."""
    require(policies.may_edit(entry.plan))
    delete(entry, by=by, at=at)


@transaction.atomic
def change_plan(*, plan: PortfolioPlan, by: Person | None, at: datetime) -> PortfolioPlan:
    """Keep the changed name, number or days of a drafted plan."""
    require(policies.may_edit(PortfolioPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)))
    save(plan, by=by, at=at)
    return plan


@transaction.atomic
def publish_plan(*, plan: PortfolioPlan, by: Person | None, at: datetime) -> PortfolioPlan:
    """Put a plan in force on its day; an open earlier plan ends the day before.

    Refused where it overlaps another plan or leaves a unit without a leader, and while a case of
    the rules in force on that day does not hold.
    """
    list(PortfolioPlan.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    row = PortfolioPlan.objects.get(pk=plan.pk)
    require(
        policies.may_publish(row, on=local_day(at) if by is not None else None),
        policies.cases_hold(row.effective_from),
    )
    for earlier in policies.plans.overlapping(row):
        earlier.effective_to = row.effective_from - timedelta(days=1)
        save(earlier, by=by, at=at)
    row.state = PlanState.PUBLISHED
    save(row, by=by, at=at)
    payload = {
        "effective_from": row.effective_from.isoformat(),
        "entries": [
            [unit, leader]
            for unit, leader in row.entries.order_by("pk").values_list("unit__code", "leader__code")
        ],
    }
    note("plan_published", row, by=by, at=at, payload=payload)
    return row


@transaction.atomic
def copy_plan(
    *, plan: PortfolioPlan, name: str, effective_from: date, by: Person | None, at: datetime
) -> PortfolioPlan:
    """Draft a new plan with the lines of another, to be changed and then published."""
    row = PortfolioPlan(name=name, effective_from=effective_from)
    save(row, by=by, at=at)
    for entry in plan.entries.order_by("pk"):
        save(
            PortfolioEntry(
                plan=row,
                unit_id=entry.unit_id,
                leader_id=entry.leader_id,
                relation=entry.relation,
            ),
            by=by,
            at=at,
        )
    return row


@transaction.atomic
def withdraw_plan(*, plan: PortfolioPlan, by: Person | None, at: datetime) -> PortfolioPlan:
    """Withdraw a drafted plan; one in force is replaced by publishing another."""
    row = PortfolioPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    require(policies.may_edit(row))
    row.state = PlanState.WITHDRAWN
    save(row, by=by, at=at)
    note("plan_withdrawn", row, by=by, at=at)
    return row
