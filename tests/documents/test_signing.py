"""Who signs an outgoing document, what must be there before, and what happens after."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core.verdicts import Refused
from apps.documents.services import outgoing
from apps.matters import proofs, reading, steps
from apps.matters.models import Finding, Step
from apps.organisation import authority
from tests.documents.desk import File, S, begin, missing, reach, sentences
from tests.documents.office import NOW


def cleared(office, **values) -> File:
    """Return an outgoing draft with every proof, about to be presented."""
    file = reach(office, S.CLEARING, "outgoing", **values)
    file.prove({})
    return file


def presented(office, option: int = 0, reason: str = "", **values) -> File:
    file = cleared(office, **values)
    file.settle("present", "done", reason, option=option)
    return file


CITY, OFFICE = {"issuer": "city_government"}, {"issuer": "general_office"}
# values of the draft, chosen way, stations in order (purpose, post), article of the last one
MATRIX = [
    ("31.1", {**CITY, "doc_class": "upward_report"}, 0, [("sign", "mayor")]),
    ("31.1", {**CITY, "doc_class": "major_policy"}, 0, [("sign", "mayor")]),
    ("31.2", {**CITY, "doc_class": "bill"}, 0, [("sign", "mayor")]),
    ("31.2", {**CITY, "doc_class": "government_rule"}, 0, [("sign", "mayor")]),
    ("31.2", {**CITY, "doc_class": "decision_or_order"}, 0, [("sign", "mayor")]),
    ("31.3", {**CITY, "doc_class": "important_policy"}, 0, [("sign", "mayor")]),
    ("31.3", {**CITY, "doc_class": "normative"}, 0, [("sign", "mayor")]),
    ("31.4", CITY, 0, [("sign", "vm2")]),
    ("31.4", CITY, 1, [("review", "vm2"), ("sign", "mayor")]),
    ("31.4", {**CITY, "important": True}, 0, [("review", "vm2"), ("sign", "mayor")]),
    ("31.5", OFFICE, 0, [("sign", "sg")]),
    ("31.6", OFFICE, 1, [("sign", "vm2")]),
    ("31.6", OFFICE, 2, [("sign", "mayor")]),
    ("31.6", {**OFFICE, "important": True}, 0, [("sign", "vm2")]),
    ("31.6", {**OFFICE, "important": True}, 1, [("sign", "mayor")]),
]


@pytest.mark.clause("31.1", "31.2", "31.3", "31.4", "31.5", "31.6")
@pytest.mark.parametrize(
    ("clause", "values", "option", "way"),
    MATRIX,
    ids=[f"{c}-{v.get('doc_class', 'ordinary')}-{o}" for c, v, o, _ in MATRIX],
)
def test_the_way_to_the_signature_is_the_books(office, clause, values, option, way):
    file = presented(office, option, "情况特殊。", **values)
    for purpose, post in way:
        assert (file.waiting(), file.posts(purpose)) == (purpose, [post])
        last = file.act(post, purpose, "agree", "同意，发。")
    assert file.state == S.FINAL_CHECK
    assert last.cites[0]["clause"] == clause
    assert last.sentence
    assert file.document.signed_by == office.people[way[-1][1]]
    assert file.document.document_date == NOW.date()


@pytest.mark.clause("31.1", "31.3")
@pytest.mark.parametrize("doc_class", ["upward_report", "important_policy"])
def test_a_vice_mayor_cannot_sign_what_is_the_mayors_even_when_it_is_handed_to_him(
    office, doc_class
):
    file = presented(office, doc_class=doc_class)
    with pytest.raises(Refused, match="此环节不由您办理"):
        steps.settle(step=file.step("sign"), outcome="agree", opinion="发。", **file.actor("vm2"))
    steps.hand_over(
        step=file.step("sign"),
        to=office.posts["vm2"],
        reason="请见山同志阅签",
        **file.actor("mayor"),
    )
    with pytest.raises(Refused, match="由市长签发”，副市长不能签发"):
        file.act("vm2", "sign", "agree", "发。")
    assert file.fresh().state == S.SIGNING
    file.act("vm2", "sign", "return", "请送市长签发。")
    assert file.state == S.DRAFTING


@pytest.mark.clause("31.4")
def test_the_leader_in_charge_may_push_it_up_to_the_mayor(office):
    file = presented(office)
    steps.hand_over(
        step=file.step("sign"), to=office.posts["mayor"], reason="报市长签发", **file.actor("vm2")
    )
    file.act("mayor", "sign", "agree", "发。")
    assert file.document.signer_name == "柏云舟"


@pytest.mark.clause("31.5")
def test_a_deputy_secretary_general_does_not_sign(office):
    file = presented(office, **OFFICE)
    with pytest.raises(Refused):
        steps.settle(step=file.step("sign"), outcome="agree", opinion="发。", **file.actor("dsg1"))


@pytest.mark.clause("31.5")
def test_with_the_secretary_general_away_a_leader_signs_and_never_a_deputy(office):
    office.away("sg", NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=3))
    assert presented(office, **OFFICE).posts("sign") == ["vm2"]
    assert presented(office, 1, **OFFICE).posts("sign") == ["evm"]


@pytest.mark.clause("31.2")
def test_what_the_mayor_signs_in_person_waits_for_him(office):
    office.away("mayor", NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=2))
    office.mandate(NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=2))
    file = presented(office, doc_class="government_rule")
    evm = authority.hats(office.people["evm"], file.clock.now)
    assert reading.inbox(hats=evm) == []
    with pytest.raises(Refused, match="须由本人办理，不能代行"):
        file.act("evm", "sign", "agree", "发。", post="mayor")
    other = presented(office, doc_class="upward_report")
    other.act("evm", "sign", "agree", "发。", post="mayor")
    assert other.document.signed_hat["label"] == "代柏云舟·受市长委托主持工作"


@pytest.mark.clause("31.2")
def test_the_office_does_not_issue_in_its_name_what_only_the_city_government_may(office):
    file = begin(office, "outgoing", doc_class="decision_or_order", **OFFICE)
    with pytest.raises(Refused, match="不以市政府办公室名义制发"):
        file.send()
    assert file.fresh().state == S.DRAFTING


@pytest.mark.clause("31.6")
def test_an_unusual_way_needs_its_reason_and_a_wrong_one_is_refused(office):
    file = cleared(office, **OFFICE)
    with pytest.raises(Refused, match="请写明理由"):
        file.settle("present", "done", "", option=1)
    for wrong in (9, -1):
        with pytest.raises(Refused, match="请选择签发路径"):
            file.settle("present", "done", "", option=wrong)
    file.settle("present", "done", "", option="")
    assert file.posts("sign") == ["sg"]


# --- prerequisites

GATES = [
    ("28.3", {"stability_risk": True}, "stability_assessment"),
    ("28.4", {"market_activity": True}, "fair_competition_review"),
    ("30.2", {"doc_class": "normative"}, "legality_review"),
    ("11.2", {"public_interest": True}, "hearing"),
    ("29.2", {"disagreement": True}, "head_negotiation"),
]


@pytest.mark.clause("28.3", "28.4", "30.2", "11.2", "29.2")
@pytest.mark.parametrize(("clause", "values", "key"), GATES, ids=[g[2] for g in GATES])
def test_a_missing_proof_blocks_the_signature_and_says_which(office, clause, values, key):
    file = reach(office, S.CLEARING, "outgoing", **values)
    row = file.document.requirements.get(key=key)
    assert clause in [c["clause"] for c in row.cites]
    with pytest.raises(Refused) as caught:
        file.settle("present", "done")
    verdict = next(v for v in caught.value.verdicts if v.field == key)
    assert verdict.reason == f"“{row.label}”尚未完成"
    assert verdict.cites
    proofs.find(
        matter=file.document,
        key=key,
        result=Finding.Result.FAILED,
        reason="不可控。",
        **file.actor("sfj.head" if row.by_role == "justice_bureau" else "m2"),
    )
    with pytest.raises(Refused, match="结论为未通过"):
        file.settle("present", "done")
    file.prove({})
    file.settle("present", "done")
    assert file.state == S.SIGNING


@pytest.mark.clause("29.1")
def test_the_units_touched_must_have_signed_too(office):
    file = reach(office, S.CLEARING, "outgoing", other_units=[office.units["zjj"]])
    assert "cosign" in missing(file, "submit")
    row = file.document.requirements.get(key="cosign")
    assert "市住房和城乡建设局" in row.reason
    with pytest.raises(Refused, match="“部门会签”尚未完成"):
        file.settle("present", "done")
    proofs.find(
        matter=file.document,
        key="cosign",
        result=Finding.Result.SATISFIED,
        reason="市住建局已会签。",
        **file.actor("zjj.deputy"),
    )
    assert "cosign" not in missing(file, "submit")


def test_all_that_is_missing_is_listed_at_once(office):
    file = reach(
        office,
        S.CLEARING,
        "outgoing",
        doc_class="normative",
        stability_risk=True,
        market_activity=True,
    )
    with pytest.raises(Refused) as caught:
        file.settle("present", "done")
    assert len(caught.value.verdicts) >= 4
    assert all(v.reason.endswith("尚未完成") for v in caught.value.verdicts)


def test_a_proof_may_be_waived_only_by_whom_the_book_names(office):
    file = reach(office, S.CLEARING, "outgoing", doc_class="normative", major_decision=True)
    act = {"matter": file.document, "result": Finding.Result.WAIVED, "reason": "情况紧急"}
    for login, key, words in (
        ("m2", "legality_review", "不得以任何理由免除"),
        ("m2", "research", "须由有权岗位决定不适用"),
    ):
        with pytest.raises(Refused, match=words):
            proofs.find(key=key, **act, **file.actor(login))
    with pytest.raises(Refused, match="请写明"):
        proofs.find(key="research", **{**act, "reason": " "}, **file.actor("nyj.head"))
    finding = proofs.find(key="research", **act, **file.actor("nyj.head"))
    assert finding.result == "waived"
    assert "research" not in missing(file, "submit")


def test_a_gate_that_closes_while_it_waits_stops_the_signature(office):
    file = presented(office, doc_class="normative")
    proofs.find(
        matter=file.document,
        key="legality_review",
        result=Finding.Result.FAILED,
        reason="复查发现与上位法抵触。",
        **file.actor("sfj.clerk"),
    )
    with pytest.raises(Refused, match="结论为未通过"):
        file.settle("sign", "agree", "发。")
    assert file.fresh().state == S.SIGNING


# --- after the signature


@pytest.mark.parametrize("doc_class", ["ordinary", "government_rule"])
def test_a_change_of_substance_goes_back_to_whoever_signed(office, doc_class):
    file = reach(office, S.FINAL_CHECK, "outgoing", doc_class=doc_class)
    signer = file.document.signed_hat["post_code"]
    version = file.document.content_version
    outgoing.amend(
        document=file.document,
        values={"body_text": "改后的正文。"},
        reason="数字有误",
        **file.actor("wd"),
    )
    file.fresh()
    assert file.document.content_version == version + 1
    assert file.posts("sign") == [signer]
    assert file.posts("final_check") == []
    assert "数字有误" in file.step("sign").sentence
    assert file.step("sign").personal == (doc_class == "government_rule")
    file.settle("sign", "agree", "同意修改。")
    assert file.state == S.FINAL_CHECK


@pytest.mark.parametrize("login", ["nyj.clerk", "vm2"])
def test_nobody_outside_the_office_changes_a_signed_text(office, login):
    file = reach(office, S.FINAL_CHECK, "outgoing")
    with pytest.raises(Refused, match="由市政府办公室复核修改"):
        outgoing.amend(
            document=file.document, values={"body_text": "x"}, reason="y", **file.actor(login)
        )


def test_an_amendment_needs_its_reason_and_the_right_moment(office):
    file = reach(office, S.FINAL_CHECK, "outgoing")
    with pytest.raises(Refused, match="请写明修改内容和原因"):
        outgoing.amend(document=file.document, values={}, reason=" ", **file.actor("wd"))
    file.settle("final_check", "pass")
    with pytest.raises(Refused, match="不能送原签发人复审"):
        outgoing.amend(document=file.document, values={}, reason="y", **file.actor("wd"))


def test_the_way_back_survives_a_change_of_who_is_there(office):
    file = presented(office, 2, "重要。", **OFFICE)
    file.act("mayor", "sign", "agree", "发。")
    office.away("sg", NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=3))
    file.settle("final_check", "return", "日期有误")
    assert file.posts("sign") == ["mayor"]


def test_a_secret_cannot_come_in_by_an_amendment(office):
    file = reach(office, S.FINAL_CHECK, "outgoing")
    with pytest.raises(Refused) as caught:
        outgoing.amend(
            document=file.document,
            values={"title": "机密★ 某事"},
            reason="改题",
            **file.actor("wd"),
        )
    assert "涉密文件不得在本系统处理" in sentences(caught.value)


def test_a_review_that_returns_takes_the_whole_route_back(office):
    file = presented(office, 1)
    file.act("vm2", "review", "return", "请改后再送。")
    assert file.state == S.DRAFTING
    assert (
        not file.document.steps.filter(state=Step.State.WAITING).exclude(purpose="revise").exists()
    )
    file.send()
    file.settle("check", "agree")
    file.settle("present", "done", "", option=0)
    assert file.posts("sign") == ["vm2"]
