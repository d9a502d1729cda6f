"""Whoever stands in for a leader who is away decides under his hat, and only while it lasts."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core.jobs import run_due_jobs
from apps.core.verdicts import Refused
from apps.documents.models import Document
from apps.matters import reading, steps
from apps.matters.telling import rehat
from apps.organisation import authority
from apps.trail.models import Event
from tests.documents.desk import S, reach
from tests.documents.office import NOW
from tests.organisation import factories


def waiting_for(office, login: str, at: dt.datetime) -> list[int]:
    """Return the matters that wait for a person, as the inbox shows them."""
    return [s.matter_id for s in reading.inbox(hats=authority.hats(office.people[login], at))]


def away(office, who: str, days: int = 2, **fields):
    """Let a leader be away from yesterday until so many days after today."""
    return office.away(who, NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=days), **fields)


@pytest.mark.clause("5.9")
def test_the_partner_settles_it_and_the_record_says_for_whom(office):
    away(office, "vm2")
    file = reach(office, S.DECIDING)
    assert waiting_for(office, "vm3", file.clock.now) == [file.document.pk]
    assert waiting_for(office, "vm2", file.clock.now) == []
    step = file.act("vm3", "decide", "agree", "同意。", post="vm2")
    assert step.acted_by == office.people["vm3"]
    assert (step.hat["label"], step.hat["for_person_name"]) == ("代松见山", "松见山")
    assert step.hat["cite"]["clause"] == "5.9"
    assert file.state == S.ANSWERING


@pytest.mark.clause("5.9")
def test_whoever_is_stood_in_for_cannot_decide_as_well(office):
    away(office, "vm2")
    file = reach(office, S.DECIDING)
    with pytest.raises(Refused, match="离咸期间由他人代行"):
        file.act("vm2", "decide", "agree")


@pytest.mark.clause("5.9")
def test_the_partner_may_not_hand_it_on(office):
    away(office, "vm2")
    file = reach(office, S.DECIDING)
    with pytest.raises(Refused, match="不得转授权"):
        steps.hand_over(
            step=file.step("decide"),
            to=office.posts["vm4"],
            reason="忙",
            **file.actor("vm3", "vm2"),
        )


@pytest.mark.clause("5.9")
def test_what_the_partner_left_undecided_is_the_leaders_again_and_decisions_stand(office):
    away(office, "vm2")
    decided, open_ = reach(office, S.DECIDING), reach(office, S.DECIDING)
    decided.act("vm3", "decide", "agree", post="vm2")
    hat = open_.hat("vm3", "vm2")
    back = NOW + dt.timedelta(days=3)
    assert waiting_for(office, "vm2", back) == [open_.document.pk]
    assert waiting_for(office, "vm3", back) == []
    assert decided.fresh().state == S.ANSWERING
    open_.clock.now = back
    assert not any(h.post_code == "vm2" for h in authority.hats(office.people["vm3"], back))
    assert hat.ends_at <= back
    open_.act("vm2", "decide", "agree")
    assert open_.state == S.ANSWERING


@pytest.mark.clause("5.9")
def test_a_request_of_4_june_goes_to_the_partner_and_on_8_june_back_with_a_line_in_the_trail(
    office,
):
    office.away("vm2", factories.at(6, 3, 0), factories.at(6, 8, 0))
    file = reach(office, S.DECIDING, start=factories.at(6, 4))
    assert waiting_for(office, "vm3", file.clock.now) == [file.document.pk]
    hat = file.hat("vm3", "vm2")
    assert (hat.label, hat.cite.label) == ("代松见山", "第五条第三款")
    last, back = factories.at(6, 7, 23).replace(minute=59), factories.at(6, 8, 0)
    assert waiting_for(office, "vm3", last) == [file.document.pk]
    for at in (last, back, back):
        run_due_jobs(at=at, limit=1000)
        rehat(post_ids=[office.posts["vm2"].pk], at=at)
    assert waiting_for(office, "vm2", back) == [file.document.pk]
    lines = Event.objects.filter(matter_id=file.document.pk, verb="document.step_passed")
    assert [(e.at, e.payload["reason"]) for e in lines] == [(back, "副市长（农业）：由松见山办理")]


@pytest.mark.clause("5.9")
def test_what_lies_there_when_the_leader_leaves_is_shown_as_passed_on(office):
    file = reach(office, S.DECIDING)
    leaves = file.clock.now + dt.timedelta(hours=1)
    office.away("vm2", leaves, leaves + dt.timedelta(days=2))
    rehat(post_ids=[office.posts["vm2"].pk], at=leaves)
    event = Event.objects.get(matter_id=file.document.pk, verb="document.step_passed")
    assert event.payload["reason"] == "副市长（农业）：由兰照溪（代松见山）办理"
    office.away("vm3", leaves, leaves + dt.timedelta(days=2))
    rehat(post_ids=[office.posts["vm2"].pk], at=leaves)
    newest = Event.objects.filter(verb="document.step_passed").latest("seq")
    # Nobody stands in: only he himself may still act, from where he is.
    assert newest.payload["reason"] == "副市长（农业）：由松见山办理"


@pytest.mark.clause("5.9")
def test_no_switch_while_the_leader_stays_in_the_city(office):
    away(office, "vm2", leaves_city=False, kind="study")
    file = reach(office, S.DECIDING)
    assert waiting_for(office, "vm2", file.clock.now) == [file.document.pk]
    assert waiting_for(office, "vm3", file.clock.now) == []


@pytest.mark.clause("5.9")
def test_with_both_away_nobody_is_chosen_and_it_waits(office):
    away(office, "vm2")
    away(office, "vm3")
    file = reach(office, S.DECIDING)
    who = authority.acting(office.posts["vm2"], file.clock.now)
    assert who.people == ()
    assert "秘书长" in who.gap.sentence
    others = [login for login in office.people if login != "vm2"]
    assert [x for x in others if waiting_for(office, x, file.clock.now)] == []
    office.named("vm2", "vm4", NOW, NOW + dt.timedelta(days=2))
    assert waiting_for(office, "vm4", file.clock.now) == [file.document.pk]


@pytest.mark.clause("5.9")
def test_the_partner_does_not_decide_what_he_drafted_himself(office):
    file = reach(office, S.DECIDING)
    Document.objects.filter(pk=file.document.pk).update(drafted_by=office.people["vm3"])
    away(office, "vm2")
    with pytest.raises(Refused, match="不得审批本人经办的事项"):
        file.act("vm3", "decide", "agree", post="vm2")


@pytest.mark.clause("5.7", "31.1", "31.3")
def test_a_mandate_limited_to_some_classes_of_documents_signs_no_other(office):
    start, end = NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=3)
    office.away("mayor", start, end)
    office.mandate(start, end, sign_classes=["upward_report"])
    other = reach(office, S.SIGNING, "outgoing", doc_class="important_policy")
    with pytest.raises(Refused, match="委托未写明可以签发重要政策性文件"):
        other.act("evm", "sign", "agree", "同意，发。", post="mayor")
    assert other.fresh().state == S.SIGNING
    named = reach(office, S.SIGNING, "outgoing", doc_class="upward_report")
    named.act("evm", "sign", "agree", "同意，发。", post="mayor")
    assert named.document.signed_hat["capacity"] == "acting_mayor"
