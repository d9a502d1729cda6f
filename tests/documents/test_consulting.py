"""Other units are asked: in time, with more time, in silence; and what comes of a disagreement."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core.verdicts import Refused
from apps.documents.models import Consultation
from apps.documents.services import consulting, drafting, proving, silence
from apps.matters import proofs, reading, steps
from apps.matters.clocks import recount
from apps.matters.models import Step
from apps.notifications.models import Message
from apps.organisation import authority
from apps.trail.models import Event
from apps.workdays.services import save_day
from tests.documents.desk import File, S, accepted, begin, missing, reach, sentences
from tests.documents.office import NOW
from tests.organisation import factories

R = Consultation.Result


def asked(office, *units: str, start: dt.datetime = NOW, **values) -> File:
    """Return a request of zjj whose round has just been sent to other units."""
    values.setdefault("title", "市住房和城乡建设局关于调整土地供应的请示")
    file = begin(
        office, unit="zjj", start=start, other_units=[office.units[u] for u in units], **values
    )
    consulting.send(document=file.document, **file.actor("zjj.clerk"))
    return file


def row(file: File, unit: str = "czj") -> Consultation:
    return file.document.consultations.filter(unit__code=unit).latest("pk")


def due(file: File, unit: str = "czj") -> dt.date:
    found = silence.due_of(row(file, unit))
    assert found is not None
    return found.astimezone(factories.ZONE).date()


def refused_to_send(file: File) -> str:
    with pytest.raises(Refused) as caught:
        file.send()
    assert file.fresh().state == S.DRAFTING
    return sentences(caught.value)


# --- co-signature


@pytest.mark.clause("29.1")
def test_a_request_that_touches_others_needs_their_signatures_and_its_own_heads(office):
    file = asked(office, "czj")
    assert "“部门会签”尚未完成" in refused_to_send(file)
    assert file.posts("cosign") == ["czj.head", "czj.deputy"]
    file.act("czj.deputy", "cosign", "agree", "同意会签。", post="czj.deputy")
    assert row(file).result == R.AGREED
    assert missing(file, "submit") == []
    file.send()
    # The other side may be a deputy; the lead side is the head's own, and nobody goes round him.
    assert file.posts("release") == ["zjj.head"]
    with pytest.raises(Refused, match="此环节不由您办理"):
        steps.settle(step=file.step("release"), outcome="agree", **file.actor("zjj.deputy"))
    file.settle("release", "agree")
    assert file.state == S.DELIVERED


@pytest.mark.clause("29.1")
def test_who_is_asked_reads_the_draft_and_nobody_else_does(office):
    from apps.documents.models import Document

    file = asked(office, "czj")

    def reads(login):
        hats = authority.hats(office.people[login], file.clock.now)
        return Document.objects.visible_to(hats).filter(pk=file.document.pk).exists()

    assert [p for p in ("czj.head", "czj.deputy", "czj.clerk") if reads(p)] == [
        "czj.head",
        "czj.deputy",
        "czj.clerk",
    ]
    assert [p for p in ("nyj.clerk", "mayor", "sg", "wd", "vm4") if reads(p)] == []
    head = authority.hats(office.people["czj.head"], file.clock.now)
    assert [w.purpose for w in reading.inbox(hats=head)] == ["cosign"]


@pytest.mark.clause("28.2")
def test_the_gate_opens_when_the_last_of_six_has_answered_or_fallen_silent(office):
    units = ("nyj", "jyj", "czj", "sfj", "scj", "xaq")
    file = asked(office, *units)
    for unit in units[:5]:
        file.act(f"{unit}.head", "cosign", "agree", "", post=f"{unit}.head")
    assert missing(file, "submit") == ["cosign"]
    silence.deem(at=NOW + dt.timedelta(days=30))
    assert row(file, "xaq").result == R.DEEMED
    assert missing(file, "submit") == []
    finding = file.document.requirements.get(key="cosign").findings.get(current=True)
    assert finding.reason.count("无不同意见") == 6
    assert "咸安区人民政府：视为无不同意见" in finding.reason


# --- disagreement


@pytest.mark.clause("29.2", "29.3")
def test_an_objection_needs_the_heads_talk_and_both_sides_on_paper(office):
    file = asked(office, "czj")
    with pytest.raises(Refused, match="须写明意见"):
        file.act("czj.head", "cosign", "disagree", " ", post="czj.head")
    file.act("czj.head", "cosign", "disagree", "经费未落实。", post="czj.head")
    assert file.document.disagreement
    said = refused_to_send(file)
    assert "“主要负责同志协商”尚未完成" in said
    assert "“分歧情况说明”尚未完成" in said
    act = {"document": file.document, "result": "satisfied", "reason": "已协商。"}
    parts = {"各方意见": "甲、乙", "各方理据": "财力", "办理建议": "分两年实施"}
    with pytest.raises(Refused, match="须在“主要负责同志协商”完成之后"):
        proving.prove(key="disagreement_note", parts=parts, **act, **file.actor("zjj.clerk"))
    with pytest.raises(Refused, match="请填写协商日期"):
        proving.prove(key="head_negotiation", **act, **file.actor("zjj.clerk"))
    later = NOW.date() + dt.timedelta(days=1)
    with pytest.raises(Refused, match="日期还没有到"):
        proving.prove(key="head_negotiation", starts_on=later, **act, **file.actor("zjj.clerk"))
    day = NOW.date() - dt.timedelta(days=1)
    proving.prove(key="head_negotiation", starts_on=day, **act, **file.actor("zjj.clerk"))
    for name in parts:
        with pytest.raises(Refused, match=f"请写明{name}"):
            proving.prove(
                key="disagreement_note",
                parts={**parts, name: " "},
                **act,
                **file.actor("zjj.clerk"),
            )
    finding = proving.prove(key="disagreement_note", parts=parts, **act, **file.actor("zjj.clerk"))
    assert finding.reason == "各方意见：甲、乙\n各方理据：财力\n办理建议：分两年实施"
    file.send()
    accepted(file)
    file.settle("opine", "propose", "请牵头协调。")
    assert file.posts("decide") == ["vm4"]


# --- time


@pytest.mark.clause("29.4")
def test_seven_working_days_from_24_september_end_on_12_october(office):
    file = asked(office, "czj", start=factories.at(9, 24, 9))
    assert due(file) == dt.date(2026, 10, 12)
    assert "7个工作日内回复" in file.step("cosign").sentence


@pytest.mark.clause("29.4")
def test_the_lead_units_own_three_days_from_28_september_end_on_8_october(office):
    file = begin(
        office, unit="zjj", start=factories.at(9, 28, 9), other_units=[office.units["czj"]]
    )
    consulting.send(document=file.document, days=3, **file.actor("zjj.clerk"))
    assert due(file) == dt.date(2026, 10, 8)


@pytest.mark.clause("29.4")
@pytest.mark.parametrize(
    ("days", "reason", "words"),
    [
        (2, " ", "请写明理由"),
        (0, "急", "应在1至60"),
        (61, "", "应在1至60"),
        (-3, "急", "应在1至60"),
    ],
)
def test_a_limit_of_ones_own_is_sensible_and_a_short_one_has_its_reason(
    office, days, reason, words
):
    file = begin(office, unit="zjj", other_units=[office.units["czj"]])
    with pytest.raises(Refused, match=words):
        consulting.send(document=file.document, days=days, reason=reason, **file.actor("zjj.clerk"))
    assert not Step.objects.exists()
    consulting.send(document=file.document, days=1, reason="汛情紧急", **file.actor("zjj.clerk"))
    assert due(file) == NOW.date() + dt.timedelta(days=1)


@pytest.mark.clause("29.4")
def test_a_day_off_that_is_entered_later_moves_the_limit_and_an_agreed_day_stays(office):
    from apps.workdays.models import CalendarDay

    file = asked(office, "czj", "nyj")
    before = due(file)
    until = before + dt.timedelta(days=5)
    silence.ask_extension(
        consultation=row(file, "nyj"), until=until, way="", reason="会商", **file.actor("nyj.clerk")
    )
    silence.answer_extension(consultation=row(file, "nyj"), agree=True, **file.actor("zjj.clerk"))
    day = CalendarDay(date=before, working=False, name="停工", notice_year=2026, provisional=False)
    save_day(day=day, by=office.people["sg"], at=NOW)
    recount(at=file.clock.now)
    assert due(file) > before
    assert due(file, "nyj") == until


@pytest.mark.clause("29.5")
def test_an_extension_agreed_before_the_limit_keeps_silence_from_counting(office):
    file = asked(office, "czj", start=factories.at(9, 24, 9))
    file.clock.now = factories.at(10, 9, 9)
    terms = {"until": dt.date(2026, 10, 16), "way": "书面", "reason": "须经局长办公会研究"}
    with pytest.raises(Refused, match="由市财政局办理"):
        silence.ask_extension(consultation=row(file), **terms, **file.actor("nyj.clerk"))
    with pytest.raises(Refused, match="应晚于原期限"):
        silence.ask_extension(
            consultation=row(file),
            **{**terms, "until": dt.date(2026, 10, 12)},
            **file.actor("czj.clerk"),
        )
    silence.ask_extension(consultation=row(file), **terms, **file.actor("czj.clerk"))
    with pytest.raises(Refused, match="由主办单位或者市政府办公室"):
        silence.answer_extension(consultation=row(file), agree=True, **file.actor("czj.clerk"))
    silence.answer_extension(consultation=row(file), agree=True, **file.actor("zjj.clerk"))
    assert due(file) == dt.date(2026, 10, 16)
    assert silence.deem(at=factories.at(10, 13, 0)) == 0
    assert row(file).is_waiting
    file.clock.now = factories.at(10, 15, 9)
    file.act("czj.head", "cosign", "agree", post="czj.head")
    assert row(file).result == R.AGREED


@pytest.mark.clause("29.5")
def test_an_extension_that_is_not_agreed_changes_nothing(office):
    file = asked(office, "czj")
    before = due(file)
    with pytest.raises(Refused, match="没有商请延期"):
        silence.answer_extension(consultation=row(file), agree=True, **file.actor("zjj.clerk"))
    silence.ask_extension(
        consultation=row(file),
        until=before + dt.timedelta(days=3),
        way="",
        reason="忙",
        **file.actor("czj.head"),
    )
    silence.answer_extension(consultation=row(file), agree=False, **file.actor("zjj.head"))
    assert (due(file), row(file).asked_until) == (before, None)


@pytest.mark.clause("29.6")
def test_silence_counts_the_moment_after_12_october_and_is_not_undone(office):
    file = asked(office, "czj", start=factories.at(9, 24, 9))
    last, after = factories.at(10, 12, 23, 59), factories.at(10, 13, 0, 0)
    assert silence.deem(at=last) == 0
    assert silence.deem(at=after) == 1
    assert silence.deem(at=after) == 0
    assert row(file).result == R.DEEMED
    event = Event.objects.get(matter_id=file.document.pk, verb="document.deemed")
    assert (event.person_name, event.cites[0]["clause"]) == ("系统", "29.6")
    told = Message.objects.filter(kind="document.deemed").values_list("person__username", flat=True)
    assert sorted(told) == ["czj.clerk", "zjj.clerk"]
    assert not file.document.steps.filter(purpose="cosign", state=Step.State.WAITING).exists()
    file.clock.now = after
    with pytest.raises(Refused, match="视为无不同意见，不能再商定时限"):
        silence.ask_extension(
            consultation=row(file),
            until=dt.date(2026, 10, 20),
            way="",
            reason="迟了",
            **file.actor("czj.clerk"),
        )
    silence.add_late_opinion(consultation=row(file), opinion="建议缓办。", **file.actor("czj.head"))
    assert (row(file).result, row(file).late_opinion) == (R.DEEMED, "建议缓办。")
    assert not file.fresh().disagreement
    assert missing(file, "submit") == []


@pytest.mark.clause("29.6")
def test_a_late_opinion_belongs_to_the_silent_unit_and_needs_words(office):
    file = asked(office, "czj")
    with pytest.raises(Refused, match="没有逾期，请直接回复"):
        silence.add_late_opinion(consultation=row(file), opinion="x", **file.actor("czj.head"))
    silence.deem(at=NOW + dt.timedelta(days=30))
    for login, opinion, words in (
        ("nyj.head", "x", "由市财政局办理"),
        ("czj.head", " ", "请写明意见"),
    ):
        with pytest.raises(Refused, match=words):
            silence.add_late_opinion(consultation=row(file), opinion=opinion, **file.actor(login))


def test_silence_is_no_consent_to_a_legality_review(office):
    file = reach(office, S.CLEARING, "outgoing", doc_class="normative")
    assert file.posts("legality_review") == ["sfj.head", "sfj.deputy"]
    silence.deem(at=NOW + dt.timedelta(days=90))
    assert file.posts("legality_review") == ["sfj.head", "sfj.deputy"]


# --- the round itself


@pytest.mark.parametrize("login", ["czj.clerk", "nyj.clerk", "vm4", "mayor"])
def test_only_the_drafters_and_the_office_ask(office, login):
    file = begin(office, unit="zjj", other_units=[office.units["czj"]])
    with pytest.raises(Refused, match="征求意见由主办单位"):
        consulting.send(document=file.document, **file.actor(login))


def test_nobody_is_asked_twice_and_nobody_at_all_is_said(office):
    file = begin(office, unit="zjj")
    with pytest.raises(Refused, match="没有需要征求意见的单位"):
        consulting.send(document=file.document, **file.actor("zjj.clerk"))
    file = asked(office, "czj")
    with pytest.raises(Refused, match="没有需要征求意见的单位"):
        consulting.send(document=file.document, **file.actor("zjj.clerk"))


def test_a_changed_text_is_told_anew_and_asked_again_of_those_who_objected(office):
    file = asked(office, "czj", "nyj")
    file.act("czj.head", "cosign", "disagree", "缓办。", post="czj.head")
    file.act("nyj.head", "cosign", "agree", post="nyj.head")
    drafting.edit(
        document=file.document,
        values={"body_text": "已按财政局意见修改。妥否，请批示。"},
        **file.actor("zjj.clerk"),
    )
    rows = consulting.send(document=file.fresh(), **file.actor("zjj.clerk"))
    assert [r.unit.code for r in rows] == ["nyj", "czj"]
    for unit in ("nyj", "czj"):
        file.act(f"{unit}.head", "cosign", "agree", "", post=f"{unit}.head")
    finding = file.document.requirements.get(key="cosign").findings.get(current=True)
    assert "有不同意见" not in finding.reason


def test_what_is_still_open_when_it_is_sent_or_given_up_is_called_off(office):
    file = asked(office, "czj")
    file.document = drafting.edit(
        document=file.document, values={"other_units": []}, **file.actor("zjj.clerk")
    )
    file.send()
    assert row(file).result == R.CALLED_OFF
    assert file.posts("cosign") == []
    other = asked(office, "czj")
    drafting.give_up(document=other.document, **other.actor("zjj.clerk"))
    assert row(other).result == R.CALLED_OFF


def test_an_outgoing_draft_is_circulated_by_the_office_too(office):
    file = reach(office, S.CLEARING, "outgoing", other_units=[office.units["zjj"]])
    with pytest.raises(Refused, match="“部门会签”尚未完成"):
        file.settle("present", "done")
    consulting.send(document=file.document, **file.actor("m2"))
    file.act("zjj.head", "cosign", "agree", post="zjj.head")
    assert "cosign" not in [r.key for r, f in proofs.lights(file.document) if not proofs.is_met(f)]
    file.settle("present", "done")
    assert file.state == S.SIGNING
