"""Many hands on one step: one decision, whatever the mixture."""

from apps.core.verdicts import Refused
from apps.matters import steps
from apps.matters.models import Step
from apps.trail.models import Event
from tests.matters.house import race
from tests.organisation import factories


def test_eight_threads_settle_each_of_ten_steps_exactly_once(open_house):
    house = open_house
    opened = [house.open(house.slip(f"第{n}件"), "vm2")[0] for n in range(10)]
    actor = house.actor(house.holder)

    def work(number):
        refused = 0
        for step in opened[number:] + opened[:number]:
            try:
                steps.settle(step=step, outcome="agree", **actor)
            except Refused:
                refused += 1
        counted.append(len(opened) - refused)

    counted: list[int] = []
    assert race(8, work) == []
    assert sum(counted) == len(opened) == len(house.settled)
    assert Event.objects.filter(verb="slip.step_settled").count() == len(opened)
    assert set(Step.objects.values_list("version", flat=True)) == {2}


def test_holder_returning_and_partner_deciding_at_once_leave_one_decision(open_house):
    house = open_house
    (step,) = house.open(house.slip(), "vm2")
    before = house.actor(house.holder)
    house.send_away()
    partner = house.actor(house.partner, "vm2")

    def work(number):
        steps.settle(step=step, outcome="agree", **(before if number % 2 else partner))

    failures = race(8, work)
    # Refused as over, or because the hat has ended meanwhile.
    assert [isinstance(f, Refused) for f in failures] == [True] * 7
    assert len(house.settled) == 1


def test_a_group_for_any_raced_by_all_its_posts_goes_on_once(open_house):
    house = open_house
    codes = [login for login, *_ in factories.LEADERS][:8]
    opened = house.open(house.slip(), *codes, need="any")
    actors = [house.actor(house.office.people[c]) for c in codes]

    def work(number):
        steps.settle(step=opened[number], outcome="agree", **actors[number])

    failures = race(8, work)
    assert [type(f) for f in failures] == [Refused] * 7
    assert len(house.settled) == 1
    states = sorted(Step.objects.values_list("state", flat=True))
    assert states == ["settled", *["withdrawn"] * 7]


def test_handing_over_and_settling_at_once_do_one_of_both(open_house):
    house = open_house
    (step,) = house.open(house.slip(), "vm2")
    actor, to = house.actor(house.holder), house.office.posts["vm4"]

    def work(number):
        if number % 2:
            steps.hand_over(step=step, to=to, reason="转", **actor)
        else:
            steps.settle(step=step, outcome="agree", **actor)

    assert len(race(8, work)) == 7
    step.refresh_from_db()
    assert step.state in ("settled", "handed_over")
    assert step.matter.steps.count() == (1 if step.state == "settled" else 2)
