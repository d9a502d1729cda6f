"""Numbers, the printed file, issue and disclosure; and the verbs beside the route."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core.jobs import run_due_jobs
from apps.core.models import Job
from apps.core.verdicts import Refused
from apps.documents.models import Document
from apps.documents.services import printing
from apps.documents.services.disclosing import set_disclosure
from apps.matters import numbers, steps
from apps.matters.models import NumberEntry, NumberSeries, Step
from apps.organisation import authority
from tests.documents.desk import S, reach, sentences
from tests.documents.office import NOW
from tests.organisation import factories

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99="
    b"\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


# --- the ledger


def test_numbers_follow_one_another_and_a_void_one_is_never_given_again(office):
    first = reach(office, S.NUMBERED, "outgoing")
    second = reach(office, S.NUMBERED, "outgoing", title="咸宁市人民政府关于另一件事的通知")
    assert [f.document.reference for f in (first, second)] == [
        "咸政发〔2026〕1号",
        "咸政发〔2026〕2号",
    ]
    first.act("wd", "dispatch", "void", "标题有误，重新编号。")
    assert (first.state, first.document.reference) == (S.FINAL_CHECK, "")
    assert "咸政发〔2026〕1号已作废" in first.step("final_check").sentence
    first.act("wd", "final_check", "pass")
    assert first.document.reference == "咸政发〔2026〕3号"
    entries = NumberEntry.objects.filter(series__code="咸政发").order_by("number")
    assert [(e.number, e.state, e.reason) for e in entries] == [
        (1, "void", "标题有误，重新编号。"),
        (2, "used", ""),
        (3, "used", ""),
    ]
    assert numbers.gaps(NumberSeries.objects.get(code="咸政发")) == []


def test_a_number_is_not_void_without_a_reason(office):
    file = reach(office, S.NUMBERED, "outgoing")
    with pytest.raises(Refused, match="须写明意见"):
        file.act("wd", "dispatch", "void", " ")
    assert file.fresh().reference == "咸政发〔2026〕1号"


def test_each_name_has_its_series_and_each_year_begins_anew(office):
    city = reach(office, S.NUMBERED, "outgoing")
    own = reach(
        office,
        S.NUMBERED,
        "outgoing",
        issuer="general_office",
        title="咸宁市人民政府办公室关于某事的通知",
    )
    letter = reach(
        office,
        S.NUMBERED,
        "outgoing",
        document_kind="letter",
        title="咸宁市人民政府关于商请某事的函",
    )
    later = reach(office, S.NUMBERED, "outgoing", start=factories.at(1, 4).replace(year=2027))
    assert len({f.document.reference.split("〔")[0] for f in (city, own, letter)}) == 3
    assert later.document.reference == "咸政发〔2027〕1号"


# --- the page


def test_the_file_to_be_issued_is_made_by_a_job_and_measured(office):
    file = reach(office, S.NUMBERED, "outgoing")
    job = Job.objects.get(name="documents.print")
    assert job.args == {"document_id": file.document.pk, "version": file.document.content_version}
    with pytest.raises(Refused, match="印发稿尚未排版完成"):
        file.act("wd", "dispatch", "done")
    run_due_jobs(at=file.clock.tick())
    document = file.fresh()
    assert document.print_report["ok"], document.print_report
    assert document.print_file.name == "咸政发〔2026〕1号.pdf"
    assert document.print_file.file.read().startswith(b"%PDF")
    file.act("wd", "dispatch", "done")
    assert (file.state, file.document.issued_on) == (S.ISSUED, NOW.date())


def test_the_job_runs_twice_and_makes_one_file_and_an_old_version_makes_none(office):
    file = reach(office, S.NUMBERED, "outgoing")
    pk, version = file.document.pk, file.document.content_version
    one, two = (printing.make_print(document_id=pk, version=version, at=NOW) for _ in range(2))
    assert one.pk == two.pk
    assert printing.make_print(document_id=pk, version=version - 1, at=NOW) is None


def test_a_page_off_the_standard_is_not_issued(office):
    file = reach(office, S.NUMBERED, "outgoing")
    file.typeset()
    Document.objects.filter(pk=file.document.pk).update(print_report={"ok": False, "facts": []})
    with pytest.raises(Refused, match="印发稿版式不符合标准"):
        file.act("wd", "dispatch", "done")
    assert file.fresh().state == S.NUMBERED


def test_a_new_number_means_a_new_page(office):
    file = reach(office, S.NUMBERED, "outgoing")
    file.typeset()
    old = file.document.print_file_id
    file.act("wd", "dispatch", "void", "重新编号。")
    file.act("wd", "final_check", "pass")
    assert (file.document.print_file_id, file.document.print_report) == (None, None)
    file.typeset()
    assert file.document.print_file_id != old


# --- disclosure


@pytest.mark.clause("16.1")
def test_nothing_is_issued_before_its_disclosure_is_decided(office):
    file = reach(office, S.NUMBERED, "outgoing", disclosure="")
    file.typeset()
    with pytest.raises(Refused) as caught:
        file.act("wd", "dispatch", "done")
    assert "请先确定公开属性" in sentences(caught.value)
    set_disclosure(document=file.document, disclosure="on_request", ground="", **file.actor("wd"))
    file.act("wd", "dispatch", "done")
    assert (file.state, file.document.publish_by) == (S.ISSUED, None)


@pytest.mark.clause("16.1")
def test_what_is_open_to_everybody_is_published_within_twenty_working_days(office):
    file = reach(office, S.ISSUED, "outgoing", disclosure="proactive", start=factories.at(3, 9, 9))
    assert file.document.issued_on == dt.date(2026, 3, 9)
    assert file.document.publish_by == dt.date(2026, 4, 7)
    assert file.document.handling == "public"
    with pytest.raises(Refused, match="现在不能改公开属性"):
        set_disclosure(
            document=file.document, disclosure="on_request", ground="", **file.actor("wd")
        )


def test_the_units_named_receive_it_and_read_it(office):
    units = [office.units["jyj"], office.units["xaq"]]
    file = reach(office, S.ISSUED, "outgoing", recipients=units)
    sent = file.document.circulations.values_list("post__code", flat=True)
    assert sorted(sent) == ["jyj.clerk", "xaq.clerk"]
    hats = authority.hats(office.people["jyj.clerk"], file.clock.now)
    assert Document.objects.visible_to(hats).filter(pk=file.document.pk).exists()
    other = authority.hats(office.people["zjj.clerk"], file.clock.now)
    assert not Document.objects.visible_to(other).exists()


# --- back, on, beside, again


def test_the_sender_takes_back_what_nobody_has_touched(office):
    file = reach(office, S.DECIDING)
    steps.recall(matter=file.document, **file.actor("m2"))
    assert (file.fresh().state, file.posts("decide")) == (S.OPINING, [])
    file.settle("opine", "propose", "改拟：暂缓。")
    assert file.document.office_opinion == "改拟：暂缓。"
    with pytest.raises(Refused, match="只有送出此环节的岗位可以取回"):
        steps.recall(matter=file.document, **file.actor("m3"))
    file.act("vm2", "decide", "agree")
    with pytest.raises(Refused):
        steps.recall(matter=file.document, **file.actor("m2"))


def test_a_recalled_side_question_leaves_the_route_alone(office):
    file = reach(office, S.DECIDING)
    steps.add(
        step=file.step("decide"),
        posts=[office.posts["vm4"]],
        purpose="countersign",
        reason="请清扬同志阅提",
        **file.actor("vm2"),
    )
    steps.recall(matter=file.document, **file.actor("vm2"))
    file.fresh()
    assert (file.state, file.posts("decide"), file.posts("countersign")) == (
        S.DECIDING,
        ["vm2"],
        [],
    )
    file.act("vm2", "decide", "agree")
    assert file.state == S.ANSWERING


def test_a_side_question_on_a_signature_is_recalled_alone_too(office):
    file = reach(office, S.SIGNING, "outgoing")
    steps.add(
        step=file.step("sign"),
        posts=[office.posts["vm4"]],
        purpose="countersign",
        reason="请清扬同志阅提",
        **file.actor("vm2"),
    )
    steps.recall(matter=file.document, **file.actor("vm2"))
    assert (file.fresh().state, file.posts("sign")) == (S.SIGNING, ["vm2"])


def test_a_step_is_handed_to_a_colleague_with_the_reason(office):
    file = reach(office, S.OPINING)
    with pytest.raises(Refused, match="请写明转办原因"):
        steps.hand_over(
            step=file.step("opine", "m2"), to=office.posts["m3"], reason=" ", **file.actor("m2")
        )
    new = steps.hand_over(
        step=file.step("opine", "m2"),
        to=office.posts["m3"],
        reason="涉及教育工作",
        **file.actor("m2"),
    )
    assert new.sentence == "秘书2科科长转办：涉及教育工作"
    file.act("m3", "opine", "propose", "拟同意。", post="m3")
    assert (file.state, file.posts("opine")) == (S.DECIDING, [])


def test_urging_is_the_offices_and_the_senders_and_not_twice_an_hour(office):
    file = reach(office, S.DECIDING)
    step = file.step("decide")
    with pytest.raises(Refused, match="催办由"):
        steps.urge(step=step, **file.actor("jyj.clerk"))
    done = steps.urge(step=step, **file.actor("nyj.clerk"))
    assert done.urged_count == 1
    with pytest.raises(Refused, match="一小时内已催办过"):
        steps.urge(step=step, **file.actor("wd"))
    file.clock.now += dt.timedelta(hours=2)
    assert steps.urge(step=step, **file.actor("wd")).urged_count == 2


@pytest.mark.parametrize(
    ("state", "direction", "outcome"),
    [
        (S.RELEASING, "incoming", "return"),
        (S.REGISTERED, "incoming", "return"),
        (S.OPINING, "incoming", "return"),
        (S.DECIDING, "incoming", "return"),
        (S.CHECKING, "outgoing", "return"),
        (S.SIGNING, "outgoing", "return"),
        (S.FINAL_CHECK, "outgoing", "return"),
        (S.DECIDING, "incoming", "refuse"),
    ],
)
def test_whoever_sends_back_or_refuses_says_why(office, state, direction, outcome):
    file = reach(office, state, direction)
    purpose = file.waiting()
    with pytest.raises(Refused, match="须写明意见") as caught:
        file.settle(purpose, outcome, "  ")
    assert caught.value.verdict.field == "opinion"
    assert file.fresh().state == state
    assert file.waiting() == purpose


def test_settling_twice_decides_once(office):
    file = reach(office, S.DECIDING)
    step = file.step("decide")
    file.act("vm2", "decide", "agree")
    with pytest.raises(Refused, match="已办理或已撤回"):
        steps.settle(step=step, outcome="refuse", opinion="不。", **file.actor("vm2"))
    assert file.fresh().result == "agreed"
    assert Step.objects.filter(matter_id=file.document.pk, purpose="answer").count() == 2
