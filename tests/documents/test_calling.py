"""提级: whoever reads and decides everything takes up what another decides, or has decided."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core.verdicts import Refused
from apps.documents.services import calling
from apps.matters.models import Step
from apps.notifications.models import Message
from apps.trail.models import Event
from tests.documents.desk import S, reach
from tests.documents.office import NOW

WORDS = "涉及面广，请会同财政部门再研究。"


def call(file, login: str = "mayor", words: str = WORDS, post: str = ""):
    actor = file.actor(login, post)
    file.document = calling.call_in(document=file.document, instruction=words, **actor)
    return file.fresh()


@pytest.mark.clause("5.1")
def test_the_mayor_reopens_what_a_vice_mayor_decided_and_the_decision_stays_in_history(office):
    file = reach(office, S.ANSWERED)
    decided = file.document.steps.get(purpose="decide", state=Step.State.SETTLED)
    document = call(file)
    assert (document.state, document.phase, document.result) == (S.OPINING, "in_hand", "")
    assert document.closed_at is None
    assert file.waiting() == "opine"
    decided.refresh_from_db()
    assert (decided.state, decided.outcome) == (Step.State.SETTLED, "agree")
    event = Event.objects.get(matter_id=document.pk, verb="document.called_back")
    assert event.payload["opinion"] == WORDS
    assert event.payload["result_before"] == "agreed"
    assert "5.1" in {cite["clause"] for cite in event.cites}


@pytest.mark.clause("5.1")
def test_taken_up_again_it_goes_its_way_and_comes_to_the_mayor_at_the_end(office):
    file = reach(office, S.ANSWERING)
    call(file)
    assert not file.document.steps.filter(purpose="answer", state=Step.State.WAITING).exists()
    file.settle("opine", "propose", "按批示重新拟办。")
    assert file.waiting() == "decide"
    file.settle("decide", "agree", "同意。")
    assert file.posts("mayor_decide") == ["mayor"]
    file.settle("mayor_decide", "refuse", "暂缓。")
    assert (file.state, file.document.result) == (S.ANSWERING, "refused")
    file.settle("answer", "done", "已重新研究，暂缓。")
    assert file.state == S.ANSWERED


@pytest.mark.clause("5.1")
def test_called_up_while_it_is_being_decided_it_comes_to_the_mayor_too(office):
    file = reach(office, S.DECIDING)
    call(file)
    assert (file.state, file.waiting()) == (S.DECIDING, "decide")
    file.settle("decide", "agree", "同意。")
    assert file.posts("mayor_decide") == ["mayor"]
    with pytest.raises(Refused, match="无须提级"):
        calling.call_in(document=file.document, instruction=WORDS, **file.actor("mayor"))


@pytest.mark.parametrize("login", ["vm2", "vm4", "sg", "wd", "nyj.head"])
def test_nobody_else_calls_a_document_in(office, login):
    file = reach(office, S.ANSWERED)
    with pytest.raises(Refused, match="由市长批示"):
        call(file, login)
    assert file.fresh().state == S.ANSWERED


@pytest.mark.clause("5.7")
def test_whoever_presides_on_the_mayors_mandate_may_and_the_record_says_so(office):
    office.away("mayor", NOW, NOW + dt.timedelta(days=20))
    office.mandate(NOW, NOW + dt.timedelta(days=20))
    file = reach(office, S.ANSWERED)
    call(file, "evm", post="mayor")
    event = Event.objects.get(matter_id=file.document.pk, verb="document.called_back")
    assert event.hat["capacity"] == "acting_mayor"
    assert "5.7" in {cite["clause"] for cite in event.cites}


def test_whoever_decided_and_the_sender_are_told(office):
    file = reach(office, S.ANSWERED)
    call(file)
    told = Message.objects.filter(kind="document.called_in")
    assert {m.person.username for m in told} == {"vm2", "nyj.clerk"}
    assert all(WORDS in m.text for m in told)


def test_an_instruction_is_needed(office):
    file = reach(office, S.ANSWERED)
    with pytest.raises(Refused, match="请写明批示意见"):
        call(file, words="  ")


def test_the_page_offers_it_to_the_mayor_only_and_shows_it_in_the_trail(office, web):
    file = reach(office, S.ANSWERED)
    url = f"/documents/{file.document.pk}/"
    assert "提级办理" in web("mayor").get(url).content.decode()
    assert "提级办理" not in web("vm2").get(url).content.decode()
    assert web("vm2").post(f"{url}call-in/", {"instruction": WORDS}).status_code == 403
    empty = web("mayor").post(f"{url}call-in/", {"instruction": ""})
    assert empty.status_code == 422
    assert web("mayor").post(f"{url}call-in/", {"instruction": WORDS}).status_code == 302
    page = web("mayor").get(url).content.decode()
    assert WORDS in page
    assert "提级重办" in page
