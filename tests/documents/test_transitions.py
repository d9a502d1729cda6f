"""Each transition of both tables: allowed source, forbidden sources, atomic on failure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apps.core.models import Job
from apps.core.verdicts import Refused
from apps.documents.models import Document, SealUse
from apps.documents.services import calling, drafting, outgoing
from apps.documents.transitions import TABLES
from apps.documents.transitions import incoming as i
from apps.documents.transitions import outgoing as o
from apps.matters import flow, steps
from apps.matters.flow import Transition
from apps.matters.models import NumberEntry, Step
from apps.trail.models import Event
from tests.documents import sealing
from tests.documents.desk import STATES, File, prepare, reach

pytestmark = pytest.mark.usefixtures("seal_keys")

S = Document.State
Recipe = Callable[[File], object]


def settled(purpose: str, outcome: str) -> Recipe:
    return lambda file: file.settle(purpose, outcome, "意见。")


def sent(file: File) -> None:
    file.send()


def given_up(file: File) -> None:
    file.document = drafting.give_up(document=file.document, **file.actor("nyj.clerk"))


def called_in(file: File) -> None:
    instruction = "请再研究。"
    calling.call_in(document=file.document, instruction=instruction, **file.actor("mayor"))
    file.fresh()


def taken_back(login: str) -> Recipe:
    return lambda file: steps.recall(matter=file.document, **file.actor(login))


# transition -> (direction, state it starts from, the act of an official that walks it)
RECIPES: dict[Transition, tuple[str, str, Recipe]] = {
    i.SUBMIT: ("incoming", S.DRAFTING, sent),
    i.TAKE_BACK: ("incoming", S.RELEASING, taken_back("nyj.clerk")),
    i.SEND_BACK: ("incoming", S.RELEASING, settled("release", "return")),
    i.RELEASE: ("incoming", S.RELEASING, settled("release", "agree")),
    i.TAKE_BACK_DELIVERED: ("incoming", S.DELIVERED, taken_back("nyj.head")),
    i.RECEIVE: ("incoming", S.DELIVERED, settled("receive", "done")),
    i.REGISTER: ("incoming", S.RECEIVED, settled("register", "done")),
    i.ACCEPT: ("incoming", S.REGISTERED, settled("preliminary_review", "accept")),
    i.RETURN: ("incoming", S.REGISTERED, settled("preliminary_review", "return")),
    i.RECHECK: ("incoming", S.OPINING, settled("opine", "return")),
    i.OPINE: ("incoming", S.OPINING, settled("opine", "propose")),
    i.REOPEN: ("incoming", S.DECIDING, settled("decide", "return")),
    i.DECIDE: ("incoming", S.DECIDING, settled("decide", "agree")),
    i.ANSWER: ("incoming", S.ANSWERING, settled("answer", "done")),
    i.CALL_UP: ("incoming", S.DECIDING, called_in),
    i.CALL_BACK: ("incoming", S.ANSWERED, called_in),
    i.WITHDRAW: ("incoming", S.DRAFTING, given_up),
    o.SUBMIT: ("outgoing", S.DRAFTING, sent),
    o.TAKE_BACK: ("outgoing", S.CHECKING, taken_back("nyj.clerk")),
    o.SEND_BACK: ("outgoing", S.SIGNING, settled("sign", "return")),
    o.PASS_CHECK: ("outgoing", S.CHECKING, settled("check", "agree")),
    o.PRESENT: ("outgoing", S.CLEARING, settled("present", "done")),
    o.UNPRESENT: ("outgoing", S.SIGNING, taken_back("m2")),
    o.SIGN: ("outgoing", S.SIGNING, settled("sign", "agree")),
    o.RESIGN: ("outgoing", S.FINAL_CHECK, settled("final_check", "return")),
    o.NUMBER: ("outgoing", S.FINAL_CHECK, settled("final_check", "pass")),
    o.UNNUMBER: ("outgoing", S.NUMBERED, settled("dispatch", "void")),
    o.SEAL: ("outgoing", S.NUMBERED, sealing.used),
    o.ISSUE: ("outgoing", S.NUMBERED, settled("dispatch", "done")),
    o.WITHDRAW: ("outgoing", S.DRAFTING, given_up),
}
NAMES = {
    t: f"{'in' if module is i else 'out'}.{name}"
    for module in (i, o)
    for name, t in vars(module).items()
    if isinstance(t, Transition)
}
EVERY = pytest.mark.parametrize("transition", RECIPES, ids=lambda t: NAMES[t])


def start(office, transition: Transition) -> tuple[File, Recipe]:
    direction, state, act = RECIPES[transition]
    file = reach(office, state, direction)
    for purpose in ("present", "dispatch"):
        if file.waiting() == purpose:
            prepare(file, purpose)
    if transition is o.SEAL:
        sealing.registered(office)
    return file, act


def everything(pk: int) -> dict[str, object]:
    """Return all that one act may have touched."""
    return {
        "document": Document.objects.filter(pk=pk).values().get(),
        "events": Event.objects.count(),
        "jobs": list(Job.objects.order_by("pk").values_list("pk", "state")),
        "steps": list(Step.objects.filter(matter_id=pk).order_by("pk").values()),
        "numbers": list(NumberEntry.objects.order_by("pk").values()),
        "history": Document.history.filter(id=pk).count(),
        "seals": SealUse.objects.count(),
    }


def test_every_transition_has_its_recipe_and_stands_in_a_table_once():
    listed = [t for table in TABLES.values() for t in table]
    assert set(RECIPES) == set(listed)
    assert len(listed) == len(
        {(id(table), t.verb, t.sources) for table in TABLES.values() for t in table}
    )


@EVERY
def test_it_leads_from_its_source_to_its_target(office, transition):
    file, act = start(office, transition)
    assert file.state in transition.sources
    act(file)
    document = file.fresh()
    assert (document.state, document.standing, document.phase) == (
        transition.target,
        transition.standing,
        transition.phase,
    )
    newest = Event.objects.filter(
        matter_id=document.pk, verb=f"document.{transition.verb}"
    ).order_by("-seq")[0]
    assert newest.payload["to"] == transition.target
    assert newest.person_name


@EVERY
def test_a_failure_in_the_middle_leaves_nothing_behind(office, monkeypatch, transition):
    file, act = start(office, transition)
    before = everything(file.document.pk)

    def fail(self, *args, **kwargs):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Document, "save", fail)
        with pytest.raises(RuntimeError, match="the disk is full"):
            act(file)
    assert everything(file.document.pk) == before


@pytest.mark.parametrize(
    ("direction", "state"), [(d, s) for d, states in STATES.items() for s in states]
)
def test_no_other_source_is_accepted_and_each_refusal_says_where_it_stands(
    office, direction, state
):
    file = reach(office, state, direction)
    assert file.state == state
    table = TABLES["收文" if direction == "incoming" else "发文"]
    hat = file.hat("nyj.clerk")
    before = everything(file.document.pk)
    for transition in table:
        if state in transition.sources:
            continue
        with pytest.raises(Refused) as caught:
            flow.enter(
                transition, file.document, by=office.people["nyj.clerk"], hat=hat, at=file.clock.now
            )
        (verdict,) = caught.value.verdicts
        assert verdict.reason == (f"本件现为“{file.document.standing}”，不能{transition.label}")
    assert everything(file.document.pk) == before


@pytest.mark.parametrize("state", [S.CHECKING, S.CLEARING])
def test_sending_back_works_from_each_of_its_sources(office, state):
    file = reach(office, state, "outgoing")
    file.settle(file.waiting(), "return", "请补充依据。")
    assert file.state == S.DRAFTING
    assert file.posts("revise") == ["nyj.clerk"]


def test_a_returned_document_is_sent_again_and_given_up_like_a_draft(office):
    file = reach(office, S.RETURNED)
    file.send()
    assert file.state == S.RELEASING
    assert file.posts("revise") == []
    other = reach(office, S.RETURNED)
    given_up(other)
    assert other.state == S.WITHDRAWN
    assert not other.document.steps.filter(state=Step.State.WAITING).exists()


def test_an_amendment_is_the_other_way_back_to_the_signer(office):
    file = reach(office, S.FINAL_CHECK, "outgoing")
    outgoing.amend(
        document=file.document,
        values={"body_text": "改后的正文。"},
        reason="数字有误",
        **file.actor("wd"),
    )
    assert file.fresh().state == S.SIGNING
