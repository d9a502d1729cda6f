"""Many hands on one document, on a database that commits: each act once, no number twice."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core.verdicts import Refused
from apps.documents.models import Consultation
from apps.documents.services import consulting, drafting, silence
from apps.matters import numbers, steps
from apps.matters.models import NumberEntry, NumberSeries, Step
from apps.trail.models import Event
from tests.documents.desk import S, begin, reach
from tests.documents.office import NOW, build
from tests.matters.house import race


@pytest.fixture
def open_office(transactional_db):
    """The office on a database that commits, for threads that race."""
    return build()


def settle_of(file, purpose: str, login: str, outcome: str, opinion: str = "办。"):
    """Return the settlement of a station as somebody saw it before the race began."""
    step = file.step(purpose, login)
    actor = file.actor(login)
    return lambda: steps.settle(step=step, outcome=outcome, opinion=opinion, **actor)


def only_refusals(failures) -> bool:
    return all(isinstance(failure, Refused) for failure in failures)


def test_six_documents_numbered_at_once_get_six_numbers_without_a_gap(open_office):
    files = [
        reach(open_office, S.FINAL_CHECK, "outgoing", title=f"咸宁市人民政府关于第{n}件事的通知")
        for n in range(6)
    ]
    acts = [
        settle_of(file, "final_check", "wd" if n % 2 else "wd2", "pass")
        for n, file in enumerate(files)
    ]
    assert race(6, lambda n: acts[n]()) == []
    series = NumberSeries.objects.get(code="咸政发")
    assert sorted(series.entries.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert numbers.gaps(series) == []
    assert {file.fresh().reference for file in files} == {
        f"咸政发〔2026〕{n}号" for n in range(1, 7)
    }


def test_both_registrars_passing_one_document_number_it_once(open_office):
    file = reach(open_office, S.FINAL_CHECK, "outgoing")
    acts = [settle_of(file, "final_check", login, "pass") for login in ("wd", "wd2")]
    failures = race(6, lambda n: acts[n % 2]())
    assert (len(failures), only_refusals(failures)) == (5, True)
    assert NumberEntry.objects.count() == 1
    assert (file.fresh().state, len(file.posts("dispatch"))) == (S.NUMBERED, 2)


def test_signing_and_taking_back_at_once_leave_one_of_both(open_office):
    file = reach(open_office, S.SIGNING, "outgoing")
    sign = settle_of(file, "sign", "vm2", "agree", "发。")
    actor = file.actor("m2")

    def work(number):
        if number % 2:
            steps.recall(matter=file.document, **actor)
        else:
            sign()

    failures = race(4, work)
    assert (len(failures), only_refusals(failures)) == (3, True)
    file.fresh()
    assert file.state in (S.FINAL_CHECK, S.CLEARING)
    purposes = {S.FINAL_CHECK: {"final_check"}, S.CLEARING: {"present"}}[file.state]
    waiting = file.document.steps.filter(state=Step.State.WAITING)
    assert set(waiting.values_list("purpose", flat=True)) == purposes


def test_agreeing_and_refusing_at_once_decide_once(open_office):
    file = reach(open_office, S.DECIDING)
    acts = [settle_of(file, "decide", "vm2", outcome) for outcome in ("agree", "refuse", "return")]
    failures = race(6, lambda n: acts[n % 3]())
    assert (len(failures), only_refusals(failures)) == (5, True)
    settled = Event.objects.filter(verb="document.step_settled", payload__purpose="decide")
    assert settled.filter(matter_id=file.document.pk).count() == 1


def test_a_reply_at_the_very_moment_of_silence_counts_one_way(open_office):
    file = begin(open_office, other_units=[open_office.units["zjj"]])
    consulting.send(document=file.document, **file.actor("nyj.clerk"))
    late = NOW + dt.timedelta(days=30)
    step = file.step("cosign", "zjj.head")
    file.clock.now = late
    actor = file.actor("zjj.head")

    def work(number):
        if number % 2:
            silence.deem(at=late)
        else:
            steps.settle(step=step, outcome="disagree", opinion="缓办。", **actor)

    assert only_refusals(race(6, work))
    row = Consultation.objects.get()
    deemed = Event.objects.filter(verb="document.deemed").count()
    settled = Event.objects.filter(verb="document.step_settled", payload__purpose="cosign").count()
    assert (row.result, deemed, settled) in (
        (Consultation.Result.DEEMED, 1, 0),
        (Consultation.Result.OBJECTED, 0, 1),
    )
    assert file.fresh().disagreement == (row.result == Consultation.Result.OBJECTED)
    assert file.posts("cosign") == []


def test_a_draft_sent_from_two_windows_is_sent_once(open_office):
    file = begin(open_office)
    actor = file.actor("nyj.clerk")
    failures = race(4, lambda n: drafting.submit(document=file.document, **actor))
    assert (len(failures), only_refusals(failures)) == (3, True)
    assert (file.fresh().state, file.posts("release")) == (S.RELEASING, ["nyj.head"])
