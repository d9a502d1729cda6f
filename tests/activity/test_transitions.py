"""Each transition of both tables: allowed source, forbidden sources, atomic on failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from apps.activity import transitions as t
from apps.activity.models import PublicLetter, ResearchTopic
from apps.activity.services import letters, topics
from apps.core.models import Job
from apps.core.verdicts import Refused
from apps.matters import flow
from apps.matters.flow import Transition
from apps.matters.models import Step
from apps.trail.models import Event
from tests.activity.desk import Desk, L, T

Recipe = Callable[[Desk, Any], object]


def on_topic(service: Callable[..., Any], **values: str) -> Recipe:
    return lambda desk, topic: service(topic=topic, **values, **desk.actor("m2"))


def settled(login: str, outcome: str) -> Recipe:
    return lambda desk, letter: desk.settle(letter, login, outcome, "请核实办理。")


# transition -> (state it starts from, the act of an official that walks it)
RECIPES: dict[Transition, tuple[str, Recipe]] = {
    t.START: (T.OPENED, on_topic(topics.start)),
    t.REPORT: (T.INVESTIGATING, on_topic(topics.report, report="调研报告", conclusion="结论")),
    t.FINISH: (T.REPORTED, on_topic(topics.finish, result="写入文件")),
    t.DROP: (T.INVESTIGATING, on_topic(topics.drop, reason="重复")),
    t.INSTRUCT: (L.WAITING, settled("vm2", "instruct")),
    t.NOTE: (L.WAITING, settled("vm2", "noted")),
    t.ANSWER: (L.HANDLING, settled("m2", "done")),
    t.WITHDRAW: (
        L.WAITING,
        lambda desk, letter: letters.withdraw(letter=letter, reason="重复", **desk.actor("wd")),
    ),
}
NAMES = {v: k for k, v in vars(t).items() if isinstance(v, Transition)}
EVERY = pytest.mark.parametrize("transition", RECIPES, ids=lambda one: NAMES[one])


def reach(desk: Desk, transition: Transition, state: str) -> Any:
    return desk.topic(state) if transition in t.TOPIC else desk.letter(state)


def everything(row: Any) -> dict[str, object]:
    """Return all that one act may have touched."""
    model = type(row)
    return {
        "row": model.objects.filter(pk=row.pk).values().get(),
        "events": Event.objects.count(),
        "jobs": list(Job.objects.order_by("pk").values_list("pk", "state")),
        "steps": list(Step.objects.filter(matter_id=row.pk).order_by("pk").values()),
        "history": model.history.filter(id=row.pk).count(),
    }


def test_every_transition_has_its_recipe_and_stands_in_a_table_once():
    listed = [one for table in t.TABLES.values() for one in table]
    assert set(RECIPES) == set(listed)
    for table in t.TABLES.values():
        assert len(table) == len({(one.verb, one.sources) for one in table})


@EVERY
def test_it_leads_from_its_source_to_its_target(office, desk, transition):
    state, act = RECIPES[transition]
    row = reach(desk, transition, state)
    assert row.state in transition.sources
    act(desk, row)
    fresh = type(row).objects.get(pk=row.pk)
    assert (fresh.state, fresh.standing, fresh.phase) == (
        transition.target,
        transition.standing,
        transition.phase,
    )
    newest = Event.objects.filter(matter_id=row.pk, verb=f"{row.kind}.{transition.verb}").latest(
        "seq"
    )
    assert newest.payload["to"] == transition.target
    assert newest.person_name


@EVERY
def test_a_failure_in_the_middle_leaves_nothing_behind(office, desk, monkeypatch, transition):
    state, act = RECIPES[transition]
    row = reach(desk, transition, state)
    before = everything(row)

    def fail(self, *args, **kwargs):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(type(row), "save", fail)
        with pytest.raises(RuntimeError, match="the disk is full"):
            act(desk, row)
    assert everything(row) == before


@pytest.mark.parametrize("state", [*T.values, *L.values])
def test_no_other_source_is_accepted_and_each_refusal_says_where_it_stands(office, desk, state):
    table = t.TOPIC if state in T.values else t.LETTER
    row = desk.topic(state) if state in T.values else desk.letter(state)
    assert row.state == state
    before = everything(row)
    actor = desk.actor("m2")
    for transition in table:
        if state in transition.sources:
            continue
        with pytest.raises(Refused) as caught:
            flow.enter(transition, row, **actor)
        (verdict,) = caught.value.verdicts
        assert verdict.reason == f"本件现为“{row.standing}”，不能{transition.label}"
    assert everything(row) == before


class TestStages:
    """Which stages of a topic a city tells apart is said by its book."""

    @pytest.mark.parametrize("transition", [t.REPORT, t.FINISH], ids=["report", "finish"])
    def test_none_is_left_out(self, office, desk, transition):
        topic = desk.topic()
        with pytest.raises(Refused, match="应当先登记“调研中”"):
            flow.enter(transition, topic, **desk.actor("m2"))

    def test_a_silent_book_leaves_all_of_them(self, office, desk, another_city):
        assert desk.topic(T.FINISHED).standing == "成果转化"

    def test_a_stage_that_the_book_leaves_out_is_skipped(self, office, desk, monkeypatch):
        from apps.activity import rules

        monkeypatch.setattr(rules, "choices", lambda *_: [("opened", "立题"), ("finished", "成果")])
        topic = desk.topic()
        assert topic.standing == "立题"
        with pytest.raises(Refused, match="没有设这一阶段"):
            topics.start(topic=topic, **desk.actor("m2"))
        done = topics.finish(topic=topic, result="写入文件", **desk.actor("m2"))
        assert done.state == T.FINISHED

    def test_every_stage_of_our_book_is_a_state_of_the_machine(self, office, desk):
        from apps.activity import rules

        book = rules.book_on(desk.now.date())
        assert [code for code, _ in rules.stages(book)] == [
            T.OPENED, T.INVESTIGATING, T.REPORTED, T.FINISHED,
        ]  # fmt: skip
        named = dict(rules.stages(book))
        assert {one.target: one.standing for one in t.TOPIC if one != t.DROP} == {
            code: name for code, name in named.items() if code != T.OPENED
        }


def test_what_a_stage_asks_for_is_refused_where_it_is_left_empty(office, desk):
    for state, service, values, field in (
        (T.INVESTIGATING, topics.report, {"report": " ", "conclusion": ""}, "report"),
        (T.REPORTED, topics.finish, {"result": ""}, "result"),
        (T.OPENED, topics.drop, {"reason": ""}, "reason"),
    ):
        topic = desk.topic(state)
        with pytest.raises(Refused) as refused:
            service(topic=topic, **values, **desk.actor("m2"))
        assert refused.value.verdict.field == field
        assert ResearchTopic.objects.get(pk=topic.pk).state == state


def test_a_closed_topic_is_not_edited_and_a_change_made_meanwhile_is_not_overwritten(office, desk):
    topic = desk.topic(T.FINISHED)
    with pytest.raises(Refused, match="不能修改"):
        topics.edit(topic=topic, values={"title": "改"}, **desk.actor("m2"))
    other = desk.topic(title="另一题")
    topics.edit(topic=other, values={"aim": "改"}, version=1, **desk.actor("m2"))
    with pytest.raises(Refused, match="他人修改"):
        topics.edit(topic=other, values={"aim": "又改"}, version=1, **desk.actor("m2"))


def test_a_withdrawn_letter_waits_for_nobody(office, desk):
    letter = desk.letter(L.WITHDRAWN)
    assert not letter.steps.filter(state=Step.State.WAITING).exists()
    assert PublicLetter.objects.get(pk=letter.pk).phase == "withdrawn"
