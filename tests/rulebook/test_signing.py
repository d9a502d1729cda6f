"""Who signs an outgoing document, by the acceptance examples."""

import pytest

from apps.rulebook.errors import NotRegulated
from apps.rulebook.provisions.documents import Numbering
from apps.rulebook.rules.documents import SigningFacts, may_sign, signing


def ways(answer):
    return [
        ">".join(f"{s.purpose}:{s.posts[0].post or s.posts[0].role}" for s in route.stages)
        for route in answer.options
    ]


def city(**facts):
    return SigningFacts(leader_post="vm5", leader_name="柳成荫", **facts)


def office(**facts):
    return SigningFacts(issuer="general_office", leader_post="vm5", **facts)


@pytest.mark.clause("31.1")
@pytest.mark.parametrize("doc_class", ["upward_report", "major_policy"])
def test_the_mayor_signs_what_goes_up_and_major_policy(book, doc_class):
    answer = signing(city(doc_class=doc_class), book)
    assert ways(answer) == ["sign:mayor"]
    assert not answer.personal
    assert answer.default.cites == (book.cite("31.1"),)
    verdict = may_sign(city(doc_class=doc_class), "vice_mayor", "holder", book)
    assert not verdict
    assert verdict.reason.endswith("由市长签发”，副市长不能签发。")


@pytest.mark.clause("31.1", "31.3", "5.7")
@pytest.mark.parametrize("doc_class", ["upward_report", "normative"])
def test_whoever_acts_for_the_mayor_may_sign_these_with_a_mark(book, doc_class):
    verdict = may_sign(city(doc_class=doc_class), "mayor", "acting_mayor", book)
    assert verdict
    assert "旁注“代”" in verdict.reason


@pytest.mark.clause("31.2")
@pytest.mark.parametrize("doc_class", ["bill", "government_rule", "decision_or_order"])
def test_the_mayor_signs_bills_rules_and_orders_himself(book, doc_class):
    answer = signing(city(doc_class=doc_class), book)
    assert ways(answer) == ["sign:mayor"]
    assert answer.personal
    assert answer.default.final.personal
    assert answer.default.final.power == "personal_sign"
    assert may_sign(city(doc_class=doc_class), "mayor", "holder", book)
    for capacity in ("ab", "delegation", "named", "acting_mayor"):
        verdict = may_sign(city(doc_class=doc_class), "mayor", capacity, book)
        assert not verdict
        assert [c.clause for c in verdict.cites] == ["31.2"]


@pytest.mark.clause("31.3")
@pytest.mark.parametrize("doc_class", ["important_policy", "normative"])
@pytest.mark.parametrize("choose_mayor", [True, False])
def test_important_policy_and_normative_documents_have_one_final_signer(
    book, doc_class, choose_mayor
):
    assert ways(signing(city(doc_class=doc_class, choose_mayor=choose_mayor), book)) == [
        "sign:mayor"
    ]


@pytest.mark.clause("31.4")
def test_other_documents_have_two_ways_and_the_leader_may_push_up(book):
    both = ["sign:vm5", "review:vm5>sign:mayor"]
    answer = signing(city(), book)
    assert ways(answer) == both
    assert "本件由柳成荫签发" in answer.default.sentence
    assert ways(signing(city(choose_mayor=True), book)) == both[::-1]
    assert ways(signing(city(important=True), book)) == both[::-1]
    assert may_sign(city(), "portfolio_leader", "ab", book)
    assert may_sign(city(), "mayor", "holder", book)
    assert not may_sign(city(), "secretary_general", "holder", book)


@pytest.mark.clause("31.4")
def test_in_the_mayors_own_field_nobody_reviews_before_him(book):
    assert ways(signing(city(leader_is_mayor=True), book)) == ["sign:mayor"]


@pytest.mark.clause("31.5")
def test_the_secretary_general_signs_for_the_office_and_no_deputy_does(book):
    answer = signing(office(), book)
    assert ways(answer) == ["sign:secretary_general", "sign:vm5", "sign:mayor"]
    assert [r.needs_reason for r in answer.options] == [False, True, True]
    assert may_sign(office(), "secretary_general", "holder", book)
    verdict = may_sign(office(), "deputy_secretary_general", "holder", book)
    assert "副秘书长不能签发" in verdict.reason


@pytest.mark.clause("31.5")
def test_while_the_secretary_general_is_away_no_deputy_is_chosen(book):
    answer = signing(office(signer_away=True), book)
    assert ways(answer) == ["sign:vm5", "sign:executive_vice_mayor"]
    assert "按办公室约定" in answer.default.sentence


@pytest.mark.clause("31.6")
def test_important_documents_of_the_office_go_up(book):
    assert ways(signing(office(important=True), book)) == ["sign:vm5", "sign:mayor"]
    assert ways(signing(office(doc_class="normative"), book)) == ["sign:vm5", "sign:mayor"]
    assert ways(signing(office(important=True, leader_is_mayor=True), book)) == ["sign:mayor"]


@pytest.mark.clause("31.2")
def test_the_office_issues_no_rules_bills_or_orders(book):
    answer = signing(office(doc_class="government_rule"), book)
    assert answer.options == ()
    (refused,) = answer.refused
    assert refused.field == "doc_class"
    assert refused.reason.endswith("不以市政府办公室名义制发。")
    assert may_sign(office(doc_class="government_rule"), "mayor", "holder", book) == refused


def test_an_issuer_that_the_matrix_does_not_know_is_not_regulated(book):
    with pytest.raises(NotRegulated):
        signing(SigningFacts(issuer="department"), book)


def test_the_series_of_a_number_follows_issuer_and_kind(book):
    rule = book.provision("documents.numbering", Numbering)
    assert rule.code("city_government", "notice", "normative") == "咸政发"
    assert rule.code("city_government", "letter", "ordinary") == "咸政函"
    assert rule.code("general_office", "notice", "ordinary") == "咸政办发"
    with pytest.raises(KeyError):
        rule.code("department", "notice", "ordinary")


def test_the_codes_of_a_book_are_those_that_its_rows_give(book):
    rule = book.provision("documents.numbering", Numbering)
    given = {
        rule.code(issuer, kind, "ordinary")
        for issuer in ("city_government", "general_office")
        for kind in ("letter", "notice")
    }
    assert given == rule.codes == {"咸政函", "咸政发", "咸政办函", "咸政办发"}
