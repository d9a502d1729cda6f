"""F13: a substitution ends while its wearer decides. The trail's order says which came first."""

import datetime as dt
import os

import pytest

from apps.matters import steps
from apps.matters.models import Step
from apps.organisation import services
from apps.organisation.models import HatClock
from apps.trail.models import Event
from tests.matters.house import AT, race

SECOND = dt.timedelta(seconds=1)
# 400 is the long run of the promise "by one rule at commit time, never both".
ROUNDS = int(os.environ.get("OA_RACE_ROUNDS", "40"))


def away(house, **fields):
    return house.office.away("vm2", AT - dt.timedelta(days=1), AT + dt.timedelta(days=2), **fields)


def place_of(verb: str, **about) -> int:
    return Event.objects.filter(verb=verb, **about).latest("seq").seq


def test_cut_short_first_the_decision_begun_before_is_refused(house):
    absence = away(house)
    (step,) = house.open(house.slip(), "vm2")
    began = house.actor(house.partner, "vm2")
    services.end_absence(absence=absence, by=None, at=AT + SECOND)
    with pytest.raises(steps.HatOver, match="代松见山办理的期间已经结束"):
        steps.settle(step=step, outcome="agree", opinion="同意。", **began)
    step.refresh_from_db()
    assert (step.state, house.settled) == ("waiting", [])
    house.settle(step, house.holder, **house.actor(house.holder, "vm2", AT + 2 * SECOND))
    assert house.settled == [("decide", "agree")]


def test_decided_first_it_stands_whatever_ends_afterwards(house):
    absence = away(house)
    (step,) = house.open(house.slip(), "vm2")
    steps.settle(step=step, outcome="agree", **house.actor(house.partner, "vm2"))
    services.end_absence(absence=absence, by=None, at=AT + SECOND)
    step.refresh_from_db()
    assert (step.state, step.acted_by, step.hat["label"]) == ("settled", house.partner, "代松见山")


def test_the_holder_whose_leave_is_entered_while_he_decides_is_refused(house):
    (step,) = house.open(house.slip(), "vm2")
    began = house.actor(house.holder)
    services.record_absence(
        person=house.holder,
        kind="business_trip",
        from_at=AT - SECOND,
        to_at=AT + dt.timedelta(days=1),
        by=None,
        at=AT + SECOND,
        approved_at=AT + SECOND,
    )
    with pytest.raises(steps.HatOver, match="由他人代行"):
        steps.settle(step=step, outcome="agree", **began)


def test_a_leave_shortened_but_not_over_leaves_the_substitute_his_decision(house):
    absence = away(house)
    (step,) = house.open(house.slip(), "vm2")
    began = house.actor(house.partner, "vm2")
    services.change_absence(
        absence=absence,
        from_at=absence.from_at,
        to_at=AT + dt.timedelta(days=1),
        by=None,
        at=AT + SECOND,
    )
    assert steps.settle(step=step, outcome="agree", **began).state == "settled"


def test_handing_on_is_held_to_the_same_rule(house):
    (step,) = house.open(house.slip(), "vm2")
    began = house.actor(house.holder)
    seat = house.holder.appointments.get(post__code="vm2")
    services.end_appointment(appointment=seat, on=AT.date() - dt.timedelta(1), by=None, at=AT)
    with pytest.raises(steps.HatOver, match="已不任"):
        steps.hand_over(step=step, to=house.office.posts["vm4"], reason="转", **began)


def test_what_is_entered_of_an_earlier_day_is_judged_by_that_day(house):
    away(house)
    later = AT + dt.timedelta(days=1)
    HatClock.objects.filter(post=house.office.posts["vm2"]).update(changed_at=later)
    (step,) = house.open(house.slip(), "vm2")
    assert house.settle(step, house.partner, "vm2").state == "settled"


def test_at_once_they_are_ordered_and_never_both(open_house):
    """Many rounds of both at the same instant: the trail's order and the outcome always agree."""
    house, seen = open_house, set()
    for number in range(ROUNDS):
        absence = away(house)
        (step,) = house.open(house.slip(f"第{number}件"), "vm2")
        began = house.actor(house.partner, "vm2")

        def work(who, absence=absence, step=step, began=began):
            if who:
                services.end_absence(absence=absence, by=None, at=AT + SECOND)
            else:
                steps.settle(step=step, outcome="agree", **began)

        failures = race(2, work)
        assert [type(f) for f in failures] in ([], [steps.HatOver]), failures
        step = Step.objects.get(pk=step.pk)
        ended = place_of("organisation.absence_ended", subject=f"absence:{absence.pk}")
        if step.state == "settled":
            assert not failures
            assert place_of("slip.step_settled", payload__step=step.pk) < ended
            seen.add("decided")
        else:
            assert failures
            assert not Event.objects.filter(
                verb="slip.step_settled", payload__step=step.pk
            ).exists()
            seen.add("refused")
        type(absence).objects.all().delete()
    assert seen <= {"decided", "refused"}
