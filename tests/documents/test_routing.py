"""Who decides an incoming document: portfolio, mandates, partners, several leaders, mayor."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core.verdicts import Refused
from apps.documents.models import Document
from apps.matters import steps
from apps.matters.models import Step
from apps.organisation import authority
from tests.documents.desk import File, S, begin, reach
from tests.documents.office import NOW
from tests.documents.test_substitutes import away, waiting_for
from tests.organisation import factories


@pytest.mark.clause("30.5")
@pytest.mark.parametrize(
    ("unit", "leader"), [("czj", "evm"), ("sjj", "mayor"), ("nyj", "vm2"), ("zjj", "vm4")]
)
def test_it_goes_to_the_leader_in_charge_of_the_sender_and_says_why(office, unit, leader):
    file = reach(office, S.DECIDING, unit=unit)
    assert file.waiting() in ("decide", "mayor_decide")
    assert file.posts(file.waiting()) == [leader]
    step = file.step()
    assert step.sentence
    assert step.cites[0]["clause"] in ("30.5", "30.7")


@pytest.mark.clause("5.2", "30.5")
def test_a_new_plan_counts_from_its_day_and_what_is_in_hand_stays(office):
    day = dt.date(2026, 7, 1)
    old = reach(office, S.DECIDING, unit="zjj", start=factories.at(6, 30, 15))
    leaders = {
        "nyj": "vm2",
        "jyj": "vm3",
        "zjj": "vm3",
        "sjj": "mayor",
        "czj": "evm",
        "sfj": "vm4",
        "scj": "vm3",
        "xaq": "vm4",
        "fgb": "evm",
    }
    office.plan("2026年7月分工", day, leaders)
    before = reach(office, S.DECIDING, unit="zjj", start=factories.at(6, 30, 16))
    after = reach(office, S.DECIDING, unit="zjj", start=factories.at(7, 1, 9))
    assert old.posts("decide") == before.posts("decide") == ["vm4"]
    assert after.posts("decide") == ["vm3"]


@pytest.mark.clause("5.3")
def test_a_special_task_goes_before_the_portfolio_within_its_period_and_subject(office):
    office.task("vm4", "国庆安全生产专项", factories.at(6, 1), factories.at(6, 20))
    subject = {"subject": "国庆安全生产专项"}
    inside = reach(office, S.OPINING, unit="czj")
    inside.settle("opine", "propose", "拟同意。", **subject)
    assert inside.posts("decide") == ["vm4"]
    assert "受市长委托" in inside.step("decide").sentence
    assert inside.step("decide").cites[0]["clause"] == "5.3"
    plain = reach(office, S.DECIDING, unit="czj")
    assert plain.posts("decide") == ["evm"]
    late = reach(office, S.OPINING, unit="czj", start=factories.at(6, 22))
    late.settle("opine", "propose", "拟同意。", **subject)
    assert late.posts("decide") == ["evm"]


# --- several leaders, the mayor


@pytest.mark.clause("30.6")
def test_other_leaders_look_at_it_before_the_leader_in_charge(office):
    file = reach(office, S.OPINING, unit="zjj")
    file.settle(
        "opine",
        "propose",
        "拟同意，请照溪、知远同志核批。",
        co_leaders=[office.posts["vm3"], office.posts["evm"]],
    )
    assert sorted(file.posts("countersign")) == ["evm", "vm3"]
    assert file.posts("decide") == []
    file.act("vm3", "countersign", "agree", post="vm3")
    assert file.posts("decide") == []
    file.act("evm", "countersign", "disagree", "经费未落实。", post="evm")
    assert file.posts("decide") == ["vm4"]
    file.act("vm4", "decide", "agree")
    assert (file.state, file.document.result) == (S.ANSWERING, "agreed")


@pytest.mark.clause("30.6")
def test_the_leader_in_charge_is_not_asked_twice(office):
    file = reach(office, S.OPINING, unit="zjj")
    file.settle("opine", "propose", "拟同意。", co_leaders=[office.posts["vm4"]])
    assert (file.posts("countersign"), file.posts("decide")) == ([], ["vm4"])


@pytest.mark.clause("30.7")
def test_a_major_matter_is_not_decided_until_the_mayor_has_approved(office):
    file = reach(office, S.OPINING, unit="zjj")
    file.settle("opine", "propose", "拟同意。", major=True)
    file.act("vm4", "decide", "agree", "同意，请云舟同志审定。")
    assert (file.state, file.document.result) == (S.DECIDING, "")
    assert file.posts("mayor_decide") == ["mayor"]
    file.act("mayor", "mayor_decide", "agree")
    assert (file.state, file.document.result) == (S.ANSWERING, "agreed")


@pytest.mark.clause("30.7")
def test_the_mayors_refusal_is_final(office):
    file = reach(office, S.OPINING, unit="zjj")
    file.settle("opine", "propose", "拟同意。", major=True)
    file.act("vm4", "decide", "agree")
    file.act("mayor", "mayor_decide", "refuse", "暂缓。")
    assert (file.state, file.document.result) == (S.ANSWERING, "refused")


def to_the_mayor(office, start: dt.datetime = NOW) -> File:
    file = reach(office, S.OPINING, unit="zjj", start=start)
    file.settle("opine", "propose", "拟同意。", major=True)
    file.act("vm4", "decide", "agree")
    return file


@pytest.mark.clause("5.7")
def test_the_acting_mayor_approves_with_his_mandate_in_the_record(office):
    away(office, "mayor")
    office.mandate(NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=2))
    file = to_the_mayor(office)
    step = file.act("evm", "mayor_decide", "agree", post="mayor")
    assert step.hat["label"] == "代柏云舟·受市长委托主持工作"
    assert step.hat["cite"]["clause"] == "5.7"
    later = to_the_mayor(office, NOW + dt.timedelta(days=3))
    assert waiting_for(office, "mayor", later.clock.now) == [later.document.pk]
    assert waiting_for(office, "evm", later.clock.now) == []


@pytest.mark.clause("5.7")
def test_without_a_mandate_it_waits_for_the_mayor(office):
    away(office, "mayor")
    file = to_the_mayor(office)
    assert waiting_for(office, "evm", file.clock.now) == []
    who = authority.acting(office.posts["mayor"], file.clock.now)
    assert [p.username for p, _ in who.people] == ["mayor"]
    assert "委托" in who.gap.sentence


# --- back and round


@pytest.mark.parametrize("outcome", ["agree", "refuse"])
def test_the_result_goes_back_to_the_sender(office, outcome):
    file = reach(office, S.DECIDING)
    file.act("vm2", "decide", outcome, "请按程序办理。")
    file.act("m2.b", "answer", "done", "请按批示办理。", post="m2.b")
    assert file.state == S.ANSWERED
    assert file.document.closed_at is not None
    for login in ("nyj.clerk", "nyj.head"):
        hats = authority.hats(office.people[login], file.clock.now)
        assert Document.objects.visible_to(hats).filter(pk=file.document.pk).exists()


def test_a_leader_sends_it_back_and_is_asked_again_after_a_new_opinion(office):
    file = reach(office, S.OPINING, unit="zjj")
    file.settle("opine", "propose", "拟同意。", co_leaders=[office.posts["vm3"]])
    file.act("vm3", "countersign", "agree", post="vm3")
    file.act("vm4", "decide", "return", "请补充资金来源。")
    assert file.state == S.OPINING
    assert "请补充资金来源" in file.step("opine").sentence
    file.settle("opine", "propose", "资金已落实，拟同意。", co_leaders=[office.posts["vm3"]])
    assert file.posts("countersign") == ["vm3"]


def test_a_side_question_does_not_block_the_way_after_a_return(office):
    file = reach(office, S.DECIDING, unit="zjj")
    steps.add(
        step=file.step("decide"),
        posts=[office.posts["vm3"]],
        purpose="countersign",
        reason="请照溪同志阅提意见",
        **file.actor("vm4"),
    )
    file.act("vm4", "decide", "return", "请补充。")
    assert file.state == S.OPINING
    assert file.posts("countersign") == []
    file.settle("opine", "propose", "已补充。")
    assert file.posts("decide") == ["vm4"]


def test_a_refusal_closes_the_side_questions(office):
    file = reach(office, S.DECIDING, unit="zjj")
    steps.add(
        step=file.step("decide"),
        posts=[office.posts["vm3"]],
        purpose="countersign",
        reason="请照溪同志阅提意见",
        **file.actor("vm4"),
    )
    file.act("vm4", "decide", "refuse", "不宜。")
    assert file.state == S.ANSWERING
    assert file.posts("countersign") == []


def test_the_leader_who_asked_a_colleague_waits_for_the_answer(office):
    file = reach(office, S.DECIDING, unit="zjj")
    steps.add(
        step=file.step("decide"),
        posts=[office.posts["vm3"]],
        purpose="countersign",
        reason="请照溪同志阅提意见",
        **file.actor("vm4"),
    )
    file.act("vm4", "decide", "agree")
    assert file.state == S.DECIDING
    file.act("vm3", "countersign", "agree", post="vm3")
    assert (file.state, file.document.result) == (S.ANSWERING, "agreed")


def test_the_sections_check_is_anybodys_and_the_other_is_released(office):
    file = reach(office, S.DELIVERED)
    assert file.posts("receive") == ["wd", "wd2"]
    file.act("wd2", "receive", "done", post="wd2")
    states = dict(file.document.steps.filter(purpose="receive").values_list("post__code", "state"))
    assert states == {"wd": Step.State.WITHDRAWN, "wd2": Step.State.SETTLED}
    assert file.document.received_at == file.clock.now


def test_a_unit_without_a_leader_is_told_of_before_anything_is_written(office):
    file = begin(office, unit="tsx", skip_approval="已批准")
    Unit = type(file.document.unit)
    Unit.objects.filter(code="tsx").update(parent=office.units["szf"])
    file.send()
    for purpose, outcome in (("release", "agree"), ("receive", "done"), ("register", "done")):
        file.settle(purpose, outcome)
    with pytest.raises(Refused, match="没有可送达的岗位"):
        file.settle("preliminary_review", "accept")
    assert file.fresh().state == S.REGISTERED
