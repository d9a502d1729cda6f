"""A step handed over, given company, taken back, urged."""

import datetime as dt

import pytest

from apps.core.models import Job
from apps.core.verdicts import Refused
from apps.matters import steps
from apps.matters.models import Step
from apps.trail.models import Event
from tests.matters.house import AT

HOUR = dt.timedelta(hours=1)


def test_handing_over_opens_one_step_elsewhere_in_the_same_group(house):
    (step,) = house.open(house.slip(), "vm2", due_at=AT + HOUR)
    new = steps.hand_over(
        step=step, to=house.office.posts["vm4"], reason="属交通分管", **house.actor(house.holder)
    )
    step.refresh_from_db()
    assert (step.state, new.group, new.due_at) == ("handed_over", step.group, AT + HOUR)
    assert new.sentence == "副市长转办：属交通分管"
    assert new.hand_on_post == house.office.posts["vm2"]
    house.settle(new, house.office.people["vm4"])
    assert house.settled == [("decide", "agree")]


@pytest.mark.parametrize(
    ("purpose", "to", "reason", "says"),
    [
        ("decide", "vm4", " ", "请写明转办原因"),
        ("decide", "vm2", "误送", "此环节已在该岗位"),
        ("decide", "vm5", "误送", "所选岗位已在办理本件"),
        ("release", "vm4", "误送", "此环节不能转办"),
    ],
)
def test_a_wrong_handing_over_is_refused(house, purpose, to, reason, says):
    step = house.open(house.slip(), "vm2", "vm5", purpose=purpose)[0]
    with pytest.raises(Refused, match=says):
        steps.hand_over(
            step=step, to=house.office.posts[to], reason=reason, **house.actor(house.holder)
        )
    step.refresh_from_db()
    assert step.is_waiting


def test_a_substitute_does_not_hand_over(house):
    house.send_away()
    (step,) = house.open(house.slip(), "vm2")
    with pytest.raises(Refused, match="代行期间不得转授权"):
        steps.hand_over(
            step=step,
            to=house.office.posts["vm4"],
            reason="太忙",
            **house.actor(house.partner, "vm2"),
        )


def test_adding_asks_others_beside_and_the_step_itself_waits_on(house):
    (step,) = house.open(house.slip(), "vm2")
    added = steps.add(
        step=step,
        posts=[house.office.posts[p] for p in ("vm4", "vm4", "vm2")],
        purpose="decide",
        reason="涉及分管工作",
        **house.actor(house.holder),
    )
    assert [s.post.code for s in added] == ["vm4"]
    assert added[0].group != step.group
    step.refresh_from_db()
    assert step.is_waiting
    with pytest.raises(Refused, match="所选岗位已在办理本件"):
        steps.add(
            step=step,
            posts=[house.office.posts["vm4"]],
            purpose="decide",
            reason="再问",
            **house.actor(house.holder),
        )


def test_adding_needs_a_reason_and_a_purpose_that_allows_it(house):
    slip = house.slip()
    (step,) = house.open(slip, "vm2", purpose="release")
    with pytest.raises(Refused, match="此环节不能加签"):
        steps.add(
            step=step,
            posts=[house.office.posts["vm4"]],
            purpose="decide",
            reason="问",
            **house.actor(house.holder),
        )
    with pytest.raises(Refused, match="请写明加签事由"):
        steps.add(
            step=step,
            posts=[house.office.posts["vm4"]],
            purpose="decide",
            reason="",
            **house.actor(house.holder),
        )


def test_a_withdrawn_step_cannot_be_settled(house):
    (step,) = house.open(house.slip(), "vm2")
    actor = house.actor(house.registry)
    assert steps.withdraw(matter=step.matter, steps=[step], reason="撤回", **actor) == 1
    assert steps.withdraw(matter=step.matter, steps=[step], reason="撤回", **actor) == 0
    with pytest.raises(Refused, match="已办理或已撤回"):
        house.settle(step, house.holder)


def test_the_sender_takes_back_what_nobody_has_touched(house):
    slip = house.slip()
    opened = house.open(slip, "vm2", "vm4")
    steps.recall(matter=slip, **house.actor(house.owner))
    assert set(Step.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert house.recalled == [slip.pk]
    assert all(not s.decision_links.filter(state="active").exists() for s in opened)


def test_nothing_is_taken_back_after_somebody_acted_or_by_somebody_else(house):
    slip = house.slip()
    first, _ = house.open(slip, "vm2", "vm4")
    with pytest.raises(Refused, match="只有送出此环节的岗位可以取回"):
        steps.recall(matter=slip, **house.actor(house.outsider))
    house.settle(first, house.holder)
    with pytest.raises(Refused, match="下一环节已开始办理"):
        steps.recall(matter=slip, **house.actor(house.owner))
    assert house.recalled == []


def test_some_stations_are_not_taken_back(house):
    slip = house.slip()
    house.open(slip, "vm2", purpose="release")
    with pytest.raises(Refused, match="此环节不能取回"):
        steps.recall(matter=slip, **house.actor(house.owner))


def test_urging_is_counted_and_at_most_once_an_hour(house):
    (step,) = house.open(house.slip(), "vm2")
    assert steps.urge(step=step, **house.actor(house.owner)).urged_count == 1
    with pytest.raises(Refused, match="一小时内已催办过"):
        steps.urge(step=step, **{**house.actor(house.registry), "at": AT + HOUR / 2})
    again = steps.urge(step=step, **{**house.actor(house.registry), "at": AT + HOUR})
    assert again.urged_count == 2
    assert Job.objects.filter(name="matters.urge").count() == 2


def test_an_outsider_does_not_urge(house):
    (step,) = house.open(house.slip(), "vm2")
    with pytest.raises(Refused, match="催办由"):
        steps.urge(step=step, **house.actor(house.outsider))
    house.settle(step, house.holder)
    with pytest.raises(Refused, match="无需催办"):
        steps.urge(step=step, **house.actor(house.owner))


def test_whoever_is_stood_in_for_takes_nothing_back(house):
    slip = house.slip()
    house.open(slip, "vm4", **house.actor(house.holder))
    house.send_away()
    with pytest.raises(Refused, match="离咸期间由他人代行"):
        steps.recall(matter=slip, **house.actor(house.holder))
    steps.recall(matter=slip, **house.actor(house.partner, "vm2"))
    assert house.recalled == [slip.pk]


def test_sending_back_needs_a_reason_and_a_way_back_and_frees_the_others(house):
    slip = house.slip()
    first, other = house.open(slip, "vm2", "vm4")
    actor = house.actor(house.holder)
    with pytest.raises(Refused, match="须写明意见"):
        steps.return_to(step=first, reason=" ", **actor)
    with pytest.raises(Refused, match="环节不能退回"):
        steps.return_to(step=first, reason="请补充", outcome="refuse", **actor)
    done = steps.return_to(step=first, reason="请补充依据", **actor)
    assert (done.outcome, done.opinion) == ("return", "请补充依据")
    other.refresh_from_db()
    assert other.state == Step.State.WITHDRAWN
    assert house.settled == [("decide", "return")]
    (release,) = house.open(house.slip("另一件"), "vm2", purpose="release")
    with pytest.raises(Refused, match="“部门签发”环节不能退回"):
        steps.return_to(step=release, reason="退", **actor)


VERBS = {
    "step_opened": lambda house, step: None,
    "step_settled": lambda house, step: house.settle(step, house.holder),
    "step_handed_over": lambda house, step: steps.hand_over(
        step=step, to=house.office.posts["vm4"], reason="分管", **house.actor(house.holder)
    ),
    "step_added": lambda house, step: steps.add(
        step=step,
        posts=[house.office.posts["vm4"]],
        purpose="decide",
        reason="会商",
        **house.actor(house.holder),
    ),
    "step_recalled": lambda house, step: steps.recall(
        matter=step.matter, **house.actor(house.owner)
    ),
    "step_withdrawn": lambda house, step: steps.withdraw(
        matter=step.matter, steps=[step], reason="另行处理", **house.actor(house.registry)
    ),
    "step_urged": lambda house, step: steps.urge(step=step, **house.actor(house.owner)),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_of_the_kernel_leaves_its_line_in_the_trail(house, verb):
    slip = house.slip()
    (step,) = house.open(slip, "vm2")
    VERBS[verb](house, step)
    event = Event.objects.filter(verb=f"slip.{verb}", matter_id=slip.pk).earliest("seq")
    assert event.person_name
    assert event.hat["post_code"]
    assert event.payload.get("reason", "x")


def test_what_the_group_takes_with_it_is_in_the_trail_too(house):
    first, other = house.open(house.slip(), "vm2", "vm4", need="any")
    house.settle(first, house.holder)
    event = Event.objects.get(verb="slip.step_withdrawn")
    assert event.payload == {
        "steps": [other.pk],
        "purposes": ["decide"],
        "posts": ["vm4"],
        "reason": "同组已办理",
    }
