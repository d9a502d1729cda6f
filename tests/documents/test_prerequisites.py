"""What each class of document needs before it goes on, by the examples of the clauses."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core.verdicts import Refused
from apps.documents.services import proving
from apps.matters import proofs
from apps.matters.models import Matter
from tests.documents.clearing import clearing, prove, refused
from tests.documents.desk import S, begin, missing, reach
from tests.documents.office import NOW

TODAY = NOW.date()


# facts of the draft, requirement, its label, its clause
GATES = [
    ({"major_decision": True}, "legality_review", "11.1"),
    ({"major_decision": True}, "research", "11.1"),
    ({"major_decision": True}, "expert_panel", "11.1"),
    ({"major_decision": True}, "risk_assessment", "11.1"),
    ({"public_interest": True}, "hearing", "11.2"),
    ({"doc_class": "upward_report", "important": True}, "meeting_adoption", "20.4"),
    ({"party_committee": True}, "meeting_adoption", "20.5"),
    ({"party_committee": True}, "meeting_adoption", "27.8"),
    ({"doc_class": "bill"}, "meeting_adoption", "20.6"),
    ({"doc_class": "government_rule"}, "meeting_adoption", "20.7"),
    ({"doc_class": "important_policy"}, "meeting_adoption", "20.7"),
    ({"doc_class": "normative"}, "evaluation", "28.1"),
    ({"stability_risk": True}, "stability_assessment", "28.3"),
    ({"market_activity": True}, "fair_competition_review", "28.4"),
    ({"doc_class": "government_rule"}, "public_comment", "28.5"),
    ({"disputed": True}, "meeting_adoption", "28.6"),
    ({"doc_class": "normative"}, "legality_review", "30.2"),
    ({"doc_class": "normative", "issuer": "general_office"}, "legality_review", "30.2"),
]


@pytest.mark.clause(*{clause for *_, clause in GATES})
@pytest.mark.parametrize(("values", "key", "clause"), GATES, ids=[f"{c}-{k}" for _, k, c in GATES])
def test_without_its_prerequisite_it_is_not_presented_and_the_clause_is_named(
    office, values, key, clause
):
    file = clearing(office, **values)
    row = file.document.requirements.get(key=key, dropped_at=None)
    assert clause in [cite["clause"] for cite in row.cites]
    said = refused(file)
    assert f"“{row.label}”尚未完成" in said
    file.prove({})
    file.settle("present", "done")
    assert file.state == S.SIGNING


@pytest.mark.clause("28.2", "29.1")
def test_a_normative_draft_that_touches_others_asks_them_beforehand(office):
    file = clearing(office, doc_class="normative", other_units=[office.units["zjj"]])
    said = refused(file)
    assert "“征求有关方面意见”尚未完成" in said
    assert "“部门会签”尚未完成" in said
    file.prove({})
    file.settle("present", "done")
    assert file.state == S.SIGNING


def test_an_ordinary_notice_needs_nothing_but_its_disclosure(office):
    file = clearing(office)
    assert [row.key for row, _ in proofs.lights(file.document)] == ["disclosure"]
    file.settle("present", "done")
    assert file.state == S.SIGNING


# --- what a proof must show


@pytest.mark.clause("28.5")
@pytest.mark.parametrize(
    ("start", "end", "shortened", "words"),
    [
        (None, None, "", "请填写起止日期"),
        (20, 1, "", "公开征求意见不少于30日"),
        (20, -1, "", "截止日期还没有到"),
        (31, 1, "", ""),
        (30, 1, "", "公开征求意见不少于30日"),
        (20, 1, "汛期将至，已在网站公布理由", ""),
    ],
)
def test_public_comment_of_less_than_thirty_days_needs_its_published_reason(
    office, start, end, shortened, words
):
    file = clearing(office, doc_class="government_rule")
    period = {}
    if start is not None:
        days = dt.timedelta
        period = {"starts_on": TODAY - days(start), "ends_on": TODAY - days(end)}
    act = {"shortened": shortened, **period}
    if not words:
        finding = prove(file, "public_comment", **act)
        assert (finding.starts_on, finding.ends_on) == (act["starts_on"], act["ends_on"])
        assert shortened in finding.reason
        return
    with pytest.raises(Refused, match=words) as caught:
        prove(file, "public_comment", **act)
    assert "28.5" in [cite.clause for cite in caught.value.verdict.cites]


@pytest.mark.clause("20.7")
def test_the_adoption_names_its_meeting(office):
    file = clearing(office, doc_class="important_policy")
    with pytest.raises(Refused, match="请填写会议名称和届次"):
        prove(file, "meeting_adoption")
    assert prove(file, "meeting_adoption", reference="第52次常务会议").reference


@pytest.mark.clause("28.5")
def test_what_the_law_keeps_secret_is_not_put_out_for_comment(office):
    file = clearing(office, doc_class="normative", secret_by_law=True)
    assert "public_comment" not in [row.key for row, _ in proofs.lights(file.document)]


# --- who waives


@pytest.mark.clause("11.1", "11.2")
@pytest.mark.parametrize(
    ("key", "login", "post", "allowed"),
    [
        ("research", "nyj.head", "", True),
        ("research", "jyj.head", "", False),
        ("research", "m2", "", False),
        ("hearing", "vm2", "", True),
        ("hearing", "vm3", "", False),
        ("hearing", "nyj.head", "", False),
        ("legality_review", "nyj.head", "", False),
        ("legality_review", "sfj.head", "", False),
        ("policy_interpretation", "wd", "", True),
        ("policy_interpretation", "wd2", "", True),
        ("policy_interpretation", "sg", "", True),
        ("policy_interpretation", "m2", "", False),
    ],
)
def test_a_prerequisite_is_waived_by_whom_the_book_names_and_nobody_else(
    office, key, login, post, allowed
):
    file = clearing(office, doc_class="normative", major_decision=True, public_interest=True)
    act = {"result": "waived", "reason": "情况特殊。"}
    if allowed:
        assert prove(file, key, login, **act).result == "waived"
        return
    with pytest.raises(Refused, match="不得以任何理由免除|须由有权岗位决定不适用"):
        prove(file, key, login, **act)


@pytest.mark.clause("11.2", "5.9")
def test_the_partner_waives_for_the_leader_who_is_away_and_the_leader_does_not(office):
    file = clearing(office, public_interest=True)
    office.away("vm2", NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=2))
    act = {"key": "hearing", "result": "waived", "reason": "不涉及。", "document": file.document}
    with pytest.raises(Refused, match="离咸期间由他人代行"):
        proving.prove(**act, **file.actor("vm2"))
    finding = proving.prove(**act, **file.actor("vm3", "vm2"))
    assert finding.hat["label"] == "代松见山"


# --- what the office finds, and what is left before the end


@pytest.mark.clause("28.6", "20.7")
def test_what_the_office_finds_at_the_check_adds_its_prerequisites(office):
    file = reach(office, S.CHECKING, "outgoing")
    file.settle("check", "agree", "已核。", found=["disputed", "public_interest", "title"])
    assert (file.document.disputed, file.document.public_interest) == (True, True)
    keys = [row.key for row, _ in proofs.lights(file.document)]
    assert keys == ["hearing", "meeting_adoption", "disclosure"]


@pytest.mark.clause("39.1", "8.2")
def test_what_must_be_reported_to_the_party_committee_is_not_closed_without_its_number(office):
    file = reach(office, S.OPINING)
    file.settle("opine", "propose", "拟同意。", found=["party_report"])
    file.act("vm2", "decide", "agree")
    assert "“向市委请示报告”尚未完成" in refused(file, "answer", "done")
    with pytest.raises(Refused, match="请填写报市委的文号"):
        prove(file, "party_report")
    Matter.objects.create(  # in a draft anybody types any number: it proves nothing
        kind="document", title="草稿", reference="咸政文〔2026〕8号", unit=office.units["nyj"],
        book="xianning_2023", drafted_by=office.people["nyj.clerk"], opened_at=NOW, latest_at=NOW,
    )  # fmt: skip
    report = Matter.objects.create(
        kind="document",
        phase=Matter.Phase.IN_HAND,
        title="关于某事的报告",
        reference="咸政文〔2026〕8号",
        unit=office.units["fgb"],
        book="xianning_2023",
        drafted_by=office.people["m2"],
        opened_at=NOW,
        latest_at=NOW,
    )
    finding = prove(file, "party_report", reference="咸政文〔2026〕8号")
    assert finding.evidence_matter_id == report.pk
    file.settle("answer", "done")
    assert file.state == S.ANSWERED


@pytest.mark.clause("39.1")
def test_an_outgoing_policy_is_not_issued_before_it_is_reported(office):
    file = clearing(office, party_report=True)
    file.settle("present", "done")
    file.settle("sign", "agree", "发。")
    file.settle("final_check", "pass")
    file.typeset()
    assert "“向市委请示报告”尚未完成" in refused(file, "dispatch", "done")
    prove(file, "party_report", "wd", reference="咸政报〔2026〕3号")
    file.settle("dispatch", "done")
    assert file.state == S.ISSUED


def test_proofs_are_taken_while_they_count_and_not_afterwards(office):
    file = reach(office, S.ISSUED, "outgoing")
    from apps.documents import policies

    assert not policies.can_find(file.document)
    draft = begin(office, "outgoing", stability_risk=True)
    assert [row.key for row, _ in proofs.lights(draft.document)] == [
        "stability_assessment",
        "disclosure",
    ]
    prove(draft, "stability_assessment", "nyj.clerk")
    assert missing(draft, "submit") == []
