"""工作移交: picked steps of a post go to another in one act, with an event each and one record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from apps.core.verdicts import Refused
from apps.matters import handovers, policies, reading
from apps.matters.models import HandedStep, Handover, Step
from apps.organisation import services
from apps.organisation.models import Appointment
from apps.trail.models import Event
from tests.matters.house import AT

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2", "4.1")]


@pytest.fixture
def moving(house):
    """Three papers wait for vm4: two to decide, one that is his in person; one waits for vm2."""
    house.picked = [house.open(house.slip(f"事项{n}"), "vm4")[0] for n in range(2)]
    (house.personal,) = house.open(house.slip("亲批"), "vm4", personal=True)
    (house.foreign,) = house.open(house.slip("别人的"), "vm2")
    return house


def hand_over(house, steps, to="vm5", by="vm4", **fields):
    fields = {"reason": "分工调整", **house.actor(house.office.people[by]), **fields}
    return handovers.hand_over_work(picked=steps, to=house.office.posts[to], **fields)


def states(steps):
    return [Step.objects.get(pk=step.pk).state for step in steps]


def test_all_that_is_picked_moves_at_once_with_an_event_each_and_one_record(moving):
    events = Event.objects.count()
    due = AT + timedelta(days=3)
    Step.objects.filter(pk=moving.picked[0].pk).update(due_at=due, rank_at=due)
    row = hand_over(moving, moving.picked, document="咸人任〔2026〕3号")
    assert states(moving.picked) == ["handed_over", "handed_over"]
    new = Step.objects.filter(post=moving.office.posts["vm5"], state="waiting").order_by("pk")
    assert [s.matter.title for s in new] == ["事项0", "事项1"]
    assert new[0].due_at == due
    assert "移交：分工调整" in new[0].sentence
    assert [(x.step_id, x.new_step_id) for x in row.lines.order_by("pk")] == [
        (old.pk, fresh.pk) for old, fresh in zip(moving.picked, new, strict=True)
    ]
    assert (row.from_person.username, row.to_person.username) == ("vm4", "vm5")
    moved = Event.objects.filter(verb="slip.step_handed_over")
    assert [e.payload["handover"] for e in moved] == [row.pk, row.pk]
    whole = Event.objects.get(verb="matters.work_handed_over")
    assert whole.payload["steps"] == [s.pk for s in moving.picked]
    assert whole.payload["document"] == "咸人任〔2026〕3号"
    assert Event.objects.count() == events + 5  # each: handed over, opened; one for the list
    inbox = reading.inbox(hats=moving.hats(moving.office.people["vm5"]))
    assert {s.matter_id for s in inbox} == {s.matter_id for s in moving.picked}


def test_one_that_may_not_move_stops_all_of_them_and_is_named(moving):
    with pytest.raises(Refused, match="《亲批》：此环节须由本人办理"):
        hand_over(moving, [*moving.picked, moving.personal])
    assert states([*moving.picked, moving.personal]) == ["waiting"] * 3
    assert not Handover.objects.exists()
    assert not HandedStep.objects.exists()
    assert not Event.objects.filter(verb__contains="handed_over").exists()


def test_what_the_receiver_already_has_stops_all_and_says_so(moving):
    moving.open(moving.picked[1].matter, "vm5")
    with pytest.raises(Refused, match="《事项1》：所选岗位已在办理本件"):
        hand_over(moving, moving.picked)
    assert states(moving.picked) == ["waiting", "waiting"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"picked": []}, "请选择要移交的事项"),
        ({"reason": " "}, "请写明移交原因"),
        ({"to": "vm4"}, "不能接办"),
        ({"to": "nyj.clerk"}, "不能接办"),
    ],
)
def test_what_is_missing_is_said_and_nothing_moves(moving, changes, words):
    values = {"picked": moving.picked, "to": "vm5", "reason": "分工调整", **changes}
    with pytest.raises(Refused, match=words):
        hand_over(moving, values["picked"], to=values["to"], reason=values["reason"])
    assert states(moving.picked) == ["waiting", "waiting"]


def test_one_list_has_one_post(moving):
    with pytest.raises(Refused, match="只移交一个岗位"):
        hand_over(moving, [*moving.picked, moving.foreign])


def test_a_vacant_post_receives_nothing(moving):
    seat = Appointment.objects.get(post__code="vm5")
    services.end_appointment(
        appointment=seat, on=AT.date() - timedelta(days=1), by=None, at=AT - timedelta(days=1)
    )
    with pytest.raises(Refused, match="没有任职人员"):
        hand_over(moving, moving.picked)


@pytest.mark.parametrize(
    ("who", "may"),
    [("vm4", True), ("sg", True), ("mayor", False), ("vm2", False), ("nyj.head", False)],
)
def test_the_book_says_who_hands_over_whose_work(moving, who, may):
    hats = moving.hats(moving.office.people[who])
    assert bool(policies.can_move(hats, moving.office.posts["vm4"], AT)) == may
    if may:
        assert hand_over(moving, moving.picked, by=who).made_by.username == who
    else:
        with pytest.raises(Refused, match="不能移交"):
            hand_over(moving, moving.picked, by=who)


def test_a_head_hands_over_what_his_clerk_left_and_not_what_another_units_did(moving):
    office = moving.office
    own = office.posts["jtj.clerk"]
    hats = moving.hats(office.people["jtj.head"])
    assert policies.can_move(hats, own, AT)
    assert not policies.can_move(hats, office.posts["nyj.clerk"], AT)
    assert [p.code for p in handovers.receivers(own, AT.date())] == ["jtj.head"]


def test_a_substitute_hands_nothing_over(moving):
    moving.send_away("vm4")
    hats = moving.hats(moving.office.people["vm5"])
    assert [h.post_code for h in hats] == ["vm5", "vm4"]
    assert not policies.can_move(hats, moving.office.posts["vm4"], AT)


def test_the_piles_show_vacant_posts_first_and_only_what_one_may_move(moving):
    office = moving.office
    seat = Appointment.objects.get(post__code="vm2")
    services.end_appointment(
        appointment=seat, on=AT.date() - timedelta(days=1), by=None, at=AT - timedelta(days=1)
    )
    from apps.matters.models import Matter

    Matter.objects.update(in_office=True)  # as soon as the general office has had them
    piles = handovers.piles(moving.hats(office.people["sg"]), AT)
    assert [(p.post.code, p.holder, p.count) for p in piles] == [
        ("vm2", "", 1),
        ("vm4", "竺清扬", 3),
    ]
    assert [p.post.code for p in handovers.piles(moving.hats(office.people["vm4"]), AT)] == ["vm4"]
    assert handovers.piles(moving.hats(office.people["nyj.clerk"]), AT) == []
    assert [(p.code, n) for p, n in handovers.vacant_with_work(AT)] == [("vm2", 1)]


def test_links_of_the_one_who_left_die_and_the_receiver_is_told(moving):
    from apps.core.models import Job

    hand_over(moving, moving.picked)
    jobs = Job.objects.filter(name="matters.announce")
    new = Step.objects.filter(post__code="vm5", state="waiting")
    assert {j.args["step_id"] for j in jobs} >= {s.pk for s in new}


def test_a_vacant_post_with_work_is_told_once_to_those_who_may_hand_it_over(moving):
    from apps.matters.handover_reminders import KIND
    from apps.notifications.models import Message
    from apps.notifications.reminders import remind

    seat = Appointment.objects.get(post__code="vm2")
    services.end_appointment(
        appointment=seat, on=AT.date() - timedelta(days=1), by=None, at=AT - timedelta(days=1)
    )
    remind(at=AT)
    remind(at=AT + timedelta(hours=1))
    (told,) = Message.objects.filter(kind=KIND)
    assert told.person.username == "sg"
    assert "副市长岗位空缺，有1件待办" in told.subject
    assert told.path == "/handovers/post/vm2/"


def test_a_list_edited_past_the_service_does_not_agree_with_the_trail(moving):
    from apps.matters.explained import handovers as explained

    row = hand_over(moving, moving.picked)
    assert list(explained()) == []
    Handover.objects.filter(pk=row.pk).update(to_post=moving.office.posts["vm2"])
    assert [f.sentence for f in explained()] == [
        f"移交清单 {row.pk} 的岗位、事项或者经办人与留痕不符"
    ]
    HandedStep.objects.all().delete()
    Handover.objects.all().delete()
    assert "数据中已不存在" in next(explained()).sentence
