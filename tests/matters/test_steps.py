"""The verbs of a step: settled once, by whoever may, with everything it brings along."""

import datetime as dt

import pytest

from apps.core.models import Job
from apps.core.verdicts import Refused
from apps.matters import policies
from apps.matters.models import Attachment, DecisionLink, Participation
from apps.trail.models import Event
from tests.matters.house import AT

HOUR = dt.timedelta(hours=1)


def posts_with_part(matter, role):
    rows = Participation.objects.filter(matter=matter, role=role)
    return set(rows.values_list("post__code", flat=True))


# --- open


def test_opening_a_route_tells_addresses_and_records(house):
    slip = house.slip()
    opened = house.open(slip, "vm2", "vm4")
    assert [s.order for s in opened] == [1, 2]
    assert posts_with_part(slip, "addressed") == {"vm2", "vm4"}
    event = Event.objects.get(verb="slip.step_opened")
    assert event.payload["posts"] == ["vm2", "vm4"]
    assert event.person_key == house.owner.key
    assert {j.args["step_id"] for j in Job.objects.filter(name="matters.announce")} == {
        s.pk for s in opened
    }


def test_a_route_without_anybody_is_refused(house):
    with pytest.raises(Refused, match="“批示”没有可送达的岗位"):
        house.open(house.slip())


def test_a_post_named_twice_gets_one_step(house):
    assert len(house.open(house.slip(), "vm2", "vm2")) == 1


def test_the_office_reads_from_the_moment_it_is_addressed(house):
    slip = house.slip()
    house.open(slip, "vm2")
    slip.refresh_from_db()
    assert not slip.in_office
    house.open(slip, "wd", purpose="register")
    slip.refresh_from_db()
    assert slip.in_office


# --- settle


def test_the_holder_settles_his_step_and_the_handler_runs(house):
    (step,) = house.open(house.slip(), "vm2")
    done = house.settle(step, house.holder, opinion=" 同意。 ")
    assert (done.state, done.outcome, done.opinion) == ("settled", "agree", "同意。")
    assert (done.acted_by, done.acted_at, done.version) == (house.holder, AT, 2)
    assert done.hat["post_code"] == "vm2"
    assert house.settled == [("decide", "agree")]
    assert posts_with_part(step.matter, "decided") == {"vm2"}
    assert Event.objects.get(verb="slip.step_settled").payload["opinion"] == "同意。"


def test_a_settled_step_cannot_be_settled_again(house):
    (step,) = house.open(house.slip(), "vm2")
    house.settle(step, house.holder)
    with pytest.raises(Refused, match="已办理或已撤回"):
        house.settle(step, house.holder)
    assert house.settled == [("decide", "agree")]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"outcome": "explode"}, "请选择办理结果"),
        ({"outcome": "refuse"}, "“不同意”须写明意见"),
        ({"outcome": "return", "opinion": " \n "}, "“退回”须写明意见"),
        ({"version": 7}, "内容已更新，请刷新后再办"),
    ],
)
def test_a_wrong_answer_is_refused_and_leaves_nothing(house, fields, says):
    (step,) = house.open(house.slip(), "vm2")
    before = (Event.objects.count(), Job.objects.count())
    with pytest.raises(Refused, match=says):
        house.settle(step, house.holder, **fields)
    step.refresh_from_db()
    assert step.is_waiting
    assert (Event.objects.count(), Job.objects.count()) == before
    assert house.settled == []


def test_somebody_elses_step_is_refused(house):
    (step,) = house.open(house.slip(), "vm2")
    with pytest.raises(Refused, match="此环节不由您办理"):
        house.settle(step, house.outsider, "nyj.clerk")


def test_a_group_for_all_goes_on_after_the_last_one(house):
    first, second = house.open(house.slip(), "vm2", "vm4")
    house.settle(first, house.holder)
    assert house.settled == []
    house.settle(second, house.office.people["vm4"])
    assert house.settled == [("decide", "agree")]


def test_a_group_for_any_takes_the_others_back(house):
    first, second = house.open(house.slip(), "vm2", "vm4", need="any")
    house.settle(first, house.holder)
    second.refresh_from_db()
    assert second.state == "withdrawn"
    assert house.settled == [("decide", "agree")]


def test_a_return_ends_the_whole_group(house):
    first, second = house.open(house.slip(), "vm2", "vm4")
    house.settle(first, house.holder, outcome="return", opinion="请补充预算。")
    second.refresh_from_db()
    assert second.state == "withdrawn"
    assert house.settled == [("decide", "return")]


def test_settling_kills_the_mail_links_of_the_step(house):
    (step,) = house.open(house.slip(), "vm2")
    link = DecisionLink.objects.create(
        nonce=b"0" * 16,
        step=step,
        step_version=1,
        content_sha256="x",
        principal=step.post,
        actor=house.holder,
        hat={},
        risk="L1",
        recipient="a@oa.example",
        created_at=AT,
        not_after=AT + HOUR,
    )
    house.settle(step, house.holder)
    link.refresh_from_db()
    assert (link.state, link.revoked_reason, link.revoked_at) == (
        "revoked",
        "decided_elsewhere",
        AT,
    )


def test_a_decision_on_paper_needs_its_scan_from_this_matter(house):
    slip, other = house.slip(), house.slip("另一件")
    (step,) = house.open(slip, "vm2")
    scans = [
        Attachment.objects.create(
            matter=m,
            role="scan",
            name="批示.png",
            file="x",
            size=1,
            sha256="f" * 64,
            media_type="image/png",
            uploaded_at=AT,
            uploaded_by=house.registry,
        )
        for m in (other, slip)
    ]
    for scan in (None, scans[0]):
        with pytest.raises(Refused, match="扫描件"):
            house.settle(step, house.holder, recorded_by=house.registry, scan=scan)
    done = house.settle(step, house.holder, recorded_by=house.registry, scan=scans[1])
    assert (done.recorded_by, done.scan) == (house.registry, scans[1])


# --- substitutes


def test_while_the_holder_is_away_his_partner_acts_and_he_does_not(house):
    house.send_away()
    (step,) = house.open(house.slip(), "vm2")
    with pytest.raises(Refused, match="您离咸期间由他人代行"):
        house.settle(step, house.holder)
    done = house.settle(step, house.partner)
    assert done.hat["capacity"] == "ab"
    assert done.hat["for_person_name"] == "松见山"


def test_the_partner_has_no_hat_while_the_holder_is_there(house):
    (step,) = house.open(house.slip(), "vm2")
    assert not policies.can_settle(house.hats(house.partner), step)


def test_a_personal_step_is_hidden_from_the_substitute_and_kept_for_the_holder(house):
    house.send_away()
    (step,) = house.open(house.slip(), "vm2", personal=True)
    with pytest.raises(Refused, match="须由本人办理，不能代行"):
        house.settle(step, house.partner)
    assert house.settle(step, house.holder).state == "settled"


def test_a_power_the_book_keeps_does_not_pass_to_the_substitute(house):
    house.send_away("mayor")
    house.office.mandate(AT - dt.timedelta(days=1), AT + dt.timedelta(days=1))
    (step,) = house.open(house.slip(), "mayor", purpose="release")
    acting = house.hat(house.office.people["evm"], "mayor")
    assert acting.capacity == "acting_mayor"
    assert bool(policies.can_settle((acting,), step)) == acting.may("release")


def test_a_substitute_may_not_decide_what_he_drafted_himself(house):
    house.send_away()
    slip = house.slip(owner=house.partner)
    (step,) = house.open(slip, "vm2")
    with pytest.raises(Refused, match="代行人不得审批本人经办的事项"):
        house.settle(step, house.partner)


def test_everything_goes_back_to_the_holder_when_he_is_back(house):
    house.send_away()
    (step,) = house.open(house.slip(), "vm2")
    later = AT + dt.timedelta(days=3)
    assert not policies.can_settle(house.hats(house.partner, later), step)
    done = house.settle(step, house.holder, at=later, hat=house.hat(house.holder, at=later))
    assert done.acted_by == house.holder
