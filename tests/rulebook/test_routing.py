"""Who decides an incoming document, by the acceptance examples."""

import pytest

from apps.rulebook.answers import PostRef
from apps.rulebook.rules.documents import DecisionFacts, decision_route


def stations(route):
    return [(s.purpose, *(p.post or p.role for p in s.posts)) for s in route.stages]


@pytest.mark.clause("30.5")
def test_a_request_goes_to_the_leader_of_the_sender(book):
    facts = DecisionFacts(
        sender_code="czj", sender_name="市财政局", leader_post="evm", leader_name="常务副市长"
    )
    route = decision_route(facts, book)
    assert stations(route) == [("decide", "evm")]
    assert route.sentence == (
        "“公文及办理意见由市政府办公室按照市政府领导同志分工呈批”，"
        "市财政局由常务副市长分管，呈常务副市长批示。"
    )
    assert route.cites == (book.cite("30.5"),)
    assert route.final.power == "decide"


@pytest.mark.clause("30.5")
def test_without_a_known_leader_the_post_is_asked_for_by_meaning(book):
    route = decision_route(DecisionFacts(sender_code="czj"), book)
    assert route.final.posts == (PostRef("portfolio_leader", unit="czj"),)
    assert "来文单位由分管领导分管" in route.sentence


@pytest.mark.clause("30.5", "30.7")
@pytest.mark.parametrize("major", [True, False])
def test_the_mayors_own_portfolio_asks_the_mayor_once(book, major):
    facts = DecisionFacts(sender_is_mayor_portfolio=True, mayor_post="mayor", major=major)
    assert stations(decision_route(facts, book)) == [("decide", "mayor")]


@pytest.mark.clause("30.6")
def test_other_leaders_countersign_in_parallel_before_the_decision(book):
    facts = DecisionFacts(
        leader_post="vm4", co_leaders=("vm3", "vm5"), co_leader_names=("兰照溪", "柳成荫")
    )
    route = decision_route(facts, book)
    assert stations(route) == [("countersign", "vm3", "vm5"), ("decide", "vm4")]
    assert route.stages[0].need == "all"
    assert "先呈兰照溪、柳成荫核批" in route.sentence
    assert book.cite("30.6") in route.cites


@pytest.mark.clause("30.6")
def test_a_leader_who_decides_later_does_not_countersign_before(book):
    facts = DecisionFacts(leader_post="vm4", co_leaders=("vm4", "mayor", "vm4"),
                          mayor_post="mayor", major=True)  # fmt: skip
    assert stations(decision_route(facts, book)) == [("decide", "vm4"), ("mayor_decide", "mayor")]


@pytest.mark.clause("30.7")
def test_major_matters_go_on_to_the_mayor(book):
    route = decision_route(DecisionFacts(leader_post="vm4", major=True, mayor_post="mayor"), book)
    assert stations(route) == [("decide", "vm4"), ("mayor_decide", "mayor")]
    assert route.final.cites == (book.cite("30.7"),)


@pytest.mark.clause("5.3")
def test_a_mandate_goes_before_the_portfolio(book):
    facts = DecisionFacts(
        sender_code="yjj",
        leader_post="evm",
        delegation_post="vm4",
        delegation_name="竺清扬",
        delegation_ref="咸政办函〔2026〕40号",
    )
    route = decision_route(facts, book)
    assert stations(route) == [("decide", "vm4")]
    assert route.sentence.startswith("受市长委托（咸政办函〔2026〕40号），本件由竺清扬负责")
    assert [c.clause for c in route.cites] == ["5.3", "30.5"]


@pytest.mark.clause("5.3", "30.7")
def test_a_mandate_in_the_mayors_own_field_still_reports_major_matters(book):
    facts = DecisionFacts(delegation_post="vm4", sender_is_mayor_portfolio=True, major=True)
    assert stations(decision_route(facts, book)) == [("decide", "vm4"), ("mayor_decide", "mayor")]
