"""What must be proved before a draft goes on, by the acceptance examples."""

import pytest

from apps.rulebook.rules.documents import DraftFacts, requirements


def needs(book, **facts):
    return {spec.key: spec for spec in requirements(DraftFacts(**facts), book)}


def clauses(spec):
    return [c.clause for c in spec.cites]


@pytest.mark.clause("16.1")
def test_every_document_needs_its_disclosure_decided_before_signing(book):
    found = needs(book)
    assert list(found) == ["disclosure"]
    assert found["disclosure"].required_before == "sign"
    assert clauses(found["disclosure"]) == ["16.1"]
    assert found["disclosure"].waivable_by == ()


@pytest.mark.clause("11.1", "28.1")
def test_a_major_decision_needs_legality_review_that_nobody_may_waive(book):
    found = needs(book, major_decision=True)
    assert {"research", "expert_panel", "risk_assessment", "evaluation"} <= set(found)
    assert found["legality_review"].waivable_by == ()
    assert found["expert_panel"].waivable_by == ("unit_head",)
    assert clauses(found["legality_review"]) == ["11.1"]


@pytest.mark.clause("11.2")
def test_what_touches_the_public_needs_hearing_them_and_only_the_leader_waives_it(book):
    assert needs(book, public_interest=True)["hearing"].waivable_by == ("portfolio_leader",)


@pytest.mark.clause("28.1", "28.5", "30.2", "20.7", "16.2")
@pytest.mark.parametrize("issuer", ["city_government", "general_office"])
def test_a_normative_document_of_city_or_office(book, issuer):
    found = needs(book, issuer=issuer, doc_class="normative")
    assert list(found) == [
        "evaluation",
        "public_comment",
        "legality_review",
        "meeting_adoption",
        "disclosure",
        "policy_interpretation",
    ]
    assert clauses(found["legality_review"]) == ["30.2"]
    assert found["legality_review"].by_role == "justice_bureau"
    assert found["legality_review"].after == ()
    assert found["meeting_adoption"].after == ("legality_review",)
    assert found["policy_interpretation"].required_before == "dispatch"
    assert found["policy_interpretation"].waivable_by == ("registry", "secretary_general")


@pytest.mark.clause("30.2")
def test_a_document_ticked_normative_is_treated_as_one_whatever_its_class(book):
    found = needs(book, doc_class="ordinary", normative=True)
    assert {"legality_review", "public_comment", "meeting_adoption"} <= set(found)


@pytest.mark.clause("30.3")
def test_in_a_departments_name_its_own_review_comes_first(book):
    found = needs(book, issuer="department", doc_class="normative", department_name="市人社局")
    assert found["legality_review"].after == ("own_legality_review",)
    assert clauses(found["legality_review"]) == ["30.3"]
    assert "市人社局法制机构先" in found["own_legality_review"].reason


@pytest.mark.clause("28.2", "29.1")
def test_units_whose_powers_are_touched_are_asked_and_cosign(book):
    found = needs(book, doc_class="normative", other_units=("市财政局", "市自然资源和规划局"))
    assert "涉及市财政局、市自然资源和规划局" in found["consultation"].reason
    assert clauses(found["cosign"]) == ["29.1"]
    assert "consultation" not in needs(book, other_units=("市财政局",))


@pytest.mark.clause("29.2", "29.3")
def test_disagreement_needs_the_heads_first_and_then_both_sides_in_writing(book):
    found = needs(book, disagreement=True, other_units=("市财政局",))
    assert clauses(found["head_negotiation"]) == ["29.2"]
    assert found["disagreement_note"].after == ("head_negotiation",)


@pytest.mark.clause("28.3")
def test_a_risk_to_stability_needs_an_assessment(book):
    assert needs(book, stability_risk=True)["stability_assessment"].waivable_by == ()


@pytest.mark.clause("28.4")
def test_market_activity_needs_a_fair_competition_review_before_signing(book):
    assert needs(book, market_activity=True)["fair_competition_review"].required_before == "sign"


@pytest.mark.clause("28.5")
def test_what_the_law_keeps_secret_is_not_put_out_for_comment(book):
    assert "public_comment" not in needs(book, doc_class="normative", secret_by_law=True)


@pytest.mark.parametrize(
    ("facts", "ids"),
    [
        pytest.param({"doc_class": "upward_report", "important": True}, ["20.4"],
                     marks=pytest.mark.clause("20.4")),
        pytest.param({"party_committee": True}, ["20.5", "27.8"],
                     marks=pytest.mark.clause("20.5", "27.8")),
        pytest.param({"doc_class": "bill"}, ["20.6"], marks=pytest.mark.clause("20.6")),
        pytest.param({"doc_class": "government_rule"}, ["20.7"],
                     marks=pytest.mark.clause("20.7")),
        pytest.param({"disputed": True}, ["28.6"], marks=pytest.mark.clause("28.6")),
        pytest.param({"meeting_required": True}, ["20.7"], marks=pytest.mark.clause("20.7")),
    ],
)  # fmt: skip
def test_what_must_be_adopted_by_a_meeting(book, facts, ids):
    spec = needs(book, **facts)["meeting_adoption"]
    assert clauses(spec) == ids
    assert spec.required_before == "sign"


@pytest.mark.clause("20.4")
def test_an_ordinary_report_upward_needs_no_meeting(book):
    assert "meeting_adoption" not in needs(book, doc_class="upward_report")


@pytest.mark.clause("8.2", "39.1")
def test_what_must_be_reported_to_the_party_committee_is_not_closed_before(book):
    spec = needs(book, party_report=True)["party_report"]
    assert spec.required_before == "close"
    assert clauses(spec) == ["39.1", "8.2"]


def test_several_causes_of_one_requirement_are_all_told_once(book):
    spec = needs(book, doc_class="normative", major_decision=True)["legality_review"]
    assert clauses(spec) == ["30.2", "11.1"]
    assert "行政规范性文件" in spec.reason
    assert "重大决策" in spec.reason
