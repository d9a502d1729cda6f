"""The justice bureau's review, and the department's own before it (30.2, 30.3)."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core.verdicts import Refused
from apps.matters import proofs, steps
from tests.documents.clearing import clearing, prove, refused
from tests.documents.desk import File, S, accepted, begin
from tests.documents.office import NOW

TODAY = NOW.date()


# --- who gives the proof


@pytest.mark.clause("30.2")
def test_the_justice_bureau_examines_at_a_station_of_its_own_and_nobody_in_its_name(office):
    file = clearing(office, doc_class="normative")
    assert file.posts("legality_review") == ["sfj.head", "sfj.deputy"]
    step = file.step("legality_review")
    assert step.due_at.date() == dt.date(2026, 6, 12)
    for login in ("m2", "nyj.head", "wd", "jyj.head"):
        with pytest.raises(Refused, match="由市司法局出具"):
            prove(file, "legality_review", login)
    file.act("sfj.deputy", "legality_review", "amend", "第三条与上位法不一致。", post="sfj.deputy")
    finding = file.document.requirements.get(key="legality_review").findings.get()
    assert (finding.result, finding.by.username) == ("satisfied", "sfj.deputy")
    assert finding.reason == "合法性审核：修改后合法。第三条与上位法不一致。"


@pytest.mark.clause("30.2")
def test_what_the_justice_bureau_finds_unlawful_is_not_signed_until_it_has_looked_again(office):
    file = clearing(office, doc_class="normative")
    with pytest.raises(Refused, match="须写明意见"):
        file.act("sfj.head", "legality_review", "disagree", "", post="sfj.head")
    file.act("sfj.head", "legality_review", "disagree", "超越权限。", post="sfj.head")
    assert "“司法行政部门合法性审核”结论为未通过" in refused(file)
    assert file.posts("legality_review") == []
    file.settle("present", "return", "请按司法局意见修改。")
    file.send()
    file.settle("check", "agree")
    assert file.posts("legality_review") == ["sfj.head", "sfj.deputy"]
    file.prove({})
    file.settle("present", "done")
    assert file.state == S.SIGNING


def test_a_conclusion_told_by_the_bureau_itself_leaves_nothing_to_settle(office):
    file = clearing(office, doc_class="normative")
    prove(file, "legality_review", "sfj.clerk", reason="审核意见：合法。")
    assert file.posts("legality_review") == []


# --- 30.3: in the department's own name, with the government's consent

OWN = {
    "doc_class": "normative",
    "title": "市农业农村局关于印发农药管理办法的请示",
}


def ready_to_send(office, **values) -> File:
    file = begin(office, **{**OWN, **values})
    for row, _ in proofs.lights(file.document):
        if row.required_before == "submit":
            shown = {}
            if row.key == "public_comment":
                shown = {
                    "starts_on": TODAY - dt.timedelta(days=40),
                    "ends_on": TODAY - dt.timedelta(days=1),
                }
            prove(file, row.key, "nyj.clerk", **shown)
    return file


@pytest.mark.clause("30.3")
def test_a_departments_own_review_comes_first_and_the_justice_bureaus_second(office):
    file = begin(office, **OWN)
    with pytest.raises(
        Refused, match="“司法行政部门合法性审核”须在“本部门法制机构合法性审核”完成之后"
    ):
        prove(file, "legality_review", "sfj.head")
    with pytest.raises(Refused, match="“本部门法制机构合法性审核”尚未完成"):
        file.send()
    file = ready_to_send(office)
    file.send()
    for purpose in ("release", "receive", "register"):
        file.settle(purpose, "agree" if purpose == "release" else "done")
    assert file.posts("legality_review") == []
    file.settle("preliminary_review", "accept")
    assert file.posts("legality_review") == ["sfj.head", "sfj.deputy"]
    file.act("m2", "opine", "propose", "拟同意。", post="m2")
    assert "“司法行政部门合法性审核”尚未完成" in refused(file, "decide", "agree")
    file.act("sfj.head", "legality_review", "agree", "", post="sfj.head")
    assert "“市政府常务会议讨论通过”尚未完成" in refused(file, "decide", "agree")
    prove(file, "meeting_adoption", "m2", reference="第52次常务会议")
    file.act("vm2", "decide", "agree", "同意。")
    assert (file.state, file.document.result) == (S.ANSWERING, "agreed")


@pytest.mark.clause("30.3")
def test_a_refusal_needs_no_review(office):
    file = ready_to_send(office)
    file.send()
    accepted(file)
    file.settle("opine", "propose", "办。")
    file.act("vm2", "decide", "refuse", "不宜出台。")
    assert file.state == S.ANSWERING
    assert file.posts("legality_review") == []


def test_an_answered_side_question_and_an_open_review_do_not_block_each_other(office):
    file = ready_to_send(office)
    file.send()
    accepted(file)
    file.act("m2", "opine", "propose", "拟同意。", post="m2", co_leaders=[office.posts["vm4"]])
    file.act("vm4", "countersign", "agree", "同意。", post="vm4")
    assert file.posts("decide") == ["vm2"]
    steps.recall(matter=file.document, **file.actor("vm4"))
    assert file.fresh().state == S.OPINING
    assert file.posts("legality_review") == ["sfj.head", "sfj.deputy"]
