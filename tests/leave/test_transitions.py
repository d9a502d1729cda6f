"""Each transition of the table: allowed source, forbidden sources, atomic on failure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from apps.core.models import Job
from apps.core.verdicts import Refused
from apps.leave import transitions as t
from apps.leave.models import Leave, LedgerEntry
from apps.leave.services import asking, changing
from apps.matters import flow
from apps.matters.flow import Transition
from apps.matters.models import Finding, Step
from apps.notifications.models import Message
from apps.organisation.models import Absence
from apps.trail.models import Event
from tests.leave.desk import FROM, TO, Case, approved, asked, away, changing_case, written

Start = Callable[[object], Case]
Recipe = Callable[[Case], object]


def back(case: Case) -> Leave:
    return changing.report_back(leave=case.leave, returned_at=case.now, **case.actor("vm2"))


def back_unfiled(office) -> Case:
    case = away(office)
    back(case)
    case.fresh()
    return case


def other_period(to_at: dt.datetime) -> Recipe:
    return lambda case: changing.change(
        leave=case.leave, from_at=FROM, to_at=to_at, reason="会期变化。", **case.actor("vm2")
    )


# transition -> (a leave in its source, the act that walks it)
RECIPES: dict[Transition, tuple[Start, Recipe]] = {
    t.SUBMIT: (written, lambda case: case.send("vm2")),
    t.TAKE_BACK: (
        asked,
        lambda case: asking.take_back(leave=case.leave, **case.actor("vm2")),
    ),
    t.SEND_BACK: (asked, lambda case: case.settle("mayor", "leave_approve", "return", "写明。")),
    t.APPROVE: (asked, lambda case: case.settle("mayor", "leave_approve", "agree")),
    t.REFUSE: (asked, lambda case: case.settle("mayor", "leave_approve", "refuse", "有会。")),
    t.OBJECT: (
        lambda office: _informed(office),
        lambda case: case.settle("mayor", "leave_inform", "object", "请留守。"),
    ),
    t.ASK_CHANGE: (away, other_period(TO + dt.timedelta(days=1))),
    t.CHANGE: (changing_case, lambda case: case.settle("mayor", "leave_change", "agree")),
    t.CHANGE_REFUSED: (
        changing_case,
        lambda case: case.settle("mayor", "leave_change", "refuse", "按期返回。"),
    ),
    t.TAKE_CHANGE_BACK: (
        changing_case,
        lambda case: changing.take_change_back(leave=case.leave, **case.actor("vm2")),
    ),
    t.SHORTEN: (away, other_period(TO - dt.timedelta(days=1))),
    t.CANCEL: (
        approved,
        lambda case: changing.cancel(leave=case.leave, reason="会议取消。", **case.actor("vm2")),
    ),
    t.RETURN: (away, back),
    t.END: (back_unfiled, lambda case: case.file("party_committee_office")),
    t.WITHDRAW: (written, lambda case: asking.give_up(leave=case.leave, **case.actor("vm2"))),
}
NAMES = {v: k for k, v in vars(t).items() if isinstance(v, Transition)}
EVERY = pytest.mark.parametrize("transition", RECIPES, ids=lambda one: NAMES[one])


def _informed(office) -> Case:
    """Return the approved leave of a head of department that the mayor is informed of."""
    case = approved(office, "nyj.head")
    case.settle("zb", "leave_report", "done")
    return case


def everything() -> dict[str, object]:
    """Return all that one act may have touched."""
    return {
        "leaves": list(Leave.objects.order_by("pk").values()),
        "absences": list(Absence.objects.order_by("pk").values()),
        "ledger": list(LedgerEntry.objects.order_by("pk").values()),
        "steps": list(Step.objects.order_by("pk").values()),
        "findings": Finding.objects.count(),
        "events": Event.objects.count(),
        "jobs": Job.objects.count(),
        "messages": Message.objects.count(),
        "history": Leave.history.count(),
    }


def test_every_transition_has_its_recipe_and_stands_in_the_table_once():
    assert list(RECIPES) == list(t.TABLE)
    assert len(set(t.TABLE)) == len(t.TABLE)


@EVERY
def test_it_leads_from_its_source_to_its_target(office, transition):
    start, act = RECIPES[transition]
    case = start(office)
    assert case.fresh().state in transition.sources
    act(case)
    verbs = Event.objects.filter(matter_id=case.leave.pk).values_list("verb", flat=True)
    assert f"leave.{transition.verb}" in set(verbs)
    # A return with everything filed ends at once; every other act stops where it says.
    assert case.fresh().state == transition.target
    assert case.leave.standing == transition.standing
    assert case.leave.phase == transition.phase


@EVERY
def test_every_other_state_refuses_it_with_a_sentence(office, transition):
    start, _ = RECIPES[transition]
    case = start(office)
    hat = case.hat("vm2")
    for state in Leave.State.values:
        if state in transition.sources:
            continue
        case.leave.state = state
        refusals = flow.check(transition, case.leave, hat=hat, at=case.now)
        assert refusals, state
        assert transition.label in refusals[0].sentence


@EVERY
def test_what_fails_on_the_way_leaves_nothing_behind(office, transition, monkeypatch):
    start, act = RECIPES[transition]
    case = start(office)
    before = everything()
    recorded = flow.record

    def broken(**event):
        recorded(**event)
        if event["verb"] == f"leave.{transition.verb}":
            raise Refused()

    monkeypatch.setattr(flow, "record", broken)
    with pytest.raises(Refused):
        act(case)
    assert everything() == before
