"""Who may act for whom, by the acceptance examples."""

import pytest

from apps.rulebook.rules import authority
from apps.rulebook.rules.authority import (
    AbsenceFacts,
    ActingMayorFacts,
    PairFacts,
    PortfolioFacts,
    SpecialTaskFacts,
)

SUBSTITUTES = ("ab", "delegation", "named", "acting_mayor")


def ids(verdict):
    return [c.clause for c in verdict.cites]


@pytest.mark.clause("5.9")
@pytest.mark.parametrize("kind", ["official_visit_abroad", "business_trip", "vacation"])
def test_a_partner_acts_while_the_other_is_out_of_the_city(book, kind):
    facts = AbsenceFacts(kind, leaves_city=True, name="松见山", partner_name="兰照溪")
    verdict = authority.substitution(facts, book)
    assert verdict
    assert verdict.reason == "松见山离咸期间，由兰照溪代行政务活动职责。"
    assert ids(verdict) == ["5.9"]


@pytest.mark.clause("5.9")
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"leaves_city": False}, "未离咸"),
        ({"kind": "sick_leave"}, "不属于出访、出差、休假"),
        ({"approved": False}, "尚未批准"),
        ({"role": "secretary_general"}, "不是副市长"),
        ({"has_partner": False}, "没有AB角"),
        ({"substitutable": False}, "不由他人代行"),
        ({"partner_away": True}, "由秘书长提出建议，市长指定"),
    ],
)
def test_nobody_is_chosen_silently(book, changes, told):
    facts = {"kind": "business_trip", "leaves_city": True} | changes
    verdict = authority.substitution(AbsenceFacts(**facts), book)
    assert not verdict
    assert told in verdict.reason


@pytest.mark.clause("5.7")
def test_the_mayors_work_passes_on_only_by_mandate_and_only_to_the_executive_vice_mayor(book):
    verdict = authority.acting_mayor(ActingMayorFacts(True, True, grantee_name="桂知远"), book)
    assert verdict
    assert "由桂知远主持市政府工作" in verdict.reason
    assert not authority.acting_mayor(ActingMayorFacts(True, False), book)
    assert not authority.acting_mayor(ActingMayorFacts(False, True), book)
    wrong = authority.acting_mayor(ActingMayorFacts(True, True, "vice_mayor"), book)
    assert "副市长不能受托主持" in wrong.reason
    assert ids(wrong) == ["5.7"]


@pytest.mark.clause("5.8")
def test_one_pair_per_vice_mayor(book):
    taken = authority.pair_allowed(PairFacts("兰照溪", "竺清扬", a_partner="松见山"), book)
    assert taken.reason == "兰照溪已与松见山互为AB角。"
    assert taken.field == "post_a"
    other = authority.pair_allowed(PairFacts("荷听雨", "竺清扬", b_partner="柳成荫"), book)
    assert other.field == "post_b"
    assert not authority.pair_allowed(PairFacts("兰照溪", "兰照溪"), book)
    assert not authority.pair_allowed(PairFacts("兰照溪", "柏云舟", b_role="mayor"), book)
    assert authority.pair_allowed(PairFacts("桂知远", "梅若川", "executive_vice_mayor"), book)
    assert "荷听雨没有AB角" in authority.unpaired("荷听雨", book).reason


@pytest.mark.clause("5.2")
def test_a_unit_has_exactly_one_leader(book):
    assert authority.portfolio_allowed(PortfolioFacts("市林业局", ("松见山",)), book)
    none = authority.portfolio_allowed(PortfolioFacts("市林业局"), book)
    assert none.reason.startswith("市林业局没有分管领导")
    two = authority.portfolio_allowed(PortfolioFacts("市林业局", ("松见山", "兰照溪")), book)
    assert "同时由松见山、兰照溪分管" in two.reason
    assert ids(two) == ["5.2"]


@pytest.mark.clause("5.3")
def test_a_mandate_names_its_document(book):
    given = authority.special_task(SpecialTaskFacts("竺清扬", "防汛", "咸政办函〔2026〕4号"), book)
    assert given
    assert ids(given) == ["5.3"]
    assert authority.special_task(SpecialTaskFacts("竺清扬", "防汛", " "), book).field == "document"


@pytest.mark.clause("31.2")
@pytest.mark.parametrize("capacity", SUBSTITUTES)
@pytest.mark.parametrize("power", ["personal_sign", "read_letter", "redelegate"])
def test_personal_powers_never_appear_under_another_hat(any_book, power, capacity):
    verdict = authority.capacity_may(power, capacity, any_book, granted=(power,))
    assert not verdict
    assert verdict.cites
    assert power in authority.excluded_powers(capacity, any_book, granted=(power,))


@pytest.mark.clause("5.1", "5.2")
@pytest.mark.parametrize("capacity", ["holder", "acting_head"])
def test_holders_and_acting_heads_carry_every_power(any_book, capacity):
    assert authority.excluded_powers(capacity, any_book) == frozenset()


@pytest.mark.clause("5.9")
def test_a_partner_decides_and_signs_and_does_whatever_the_book_does_not_reserve(book):
    for power in ("decide", "countersign", "sign", "review", "opine", "circulate"):
        assert authority.capacity_may(power, "ab", book)
    assert not authority.capacity_may("mayor_decide", "ab", book)


@pytest.mark.clause("5.7")
def test_acting_for_the_mayor_convenes_only_what_the_mandate_names(book):
    assert authority.capacity_may("mayor_decide", "acting_mayor", book)
    assert not authority.capacity_may("convene_executive", "acting_mayor", book)
    granted = ("convene_executive",)
    assert authority.capacity_may("convene_executive", "acting_mayor", book, granted=granted)
    assert not authority.capacity_may("convene_plenary", "acting_mayor", book, granted=granted)
    assert authority.signature_mark("acting_mayor", book) == "代"
    assert authority.signature_mark("ab", book) == ""


@pytest.mark.clause("5.3")
def test_a_special_task_signs_only_where_the_mandate_says_so(book):
    verdict = authority.capacity_may("sign", "delegation", book)
    assert "委托未写明可以签发" in verdict.reason
    assert authority.capacity_may("sign", "delegation", book, granted=("sign",))


@pytest.mark.clause("7.1")
@pytest.mark.parametrize("capacity", SUBSTITUTES)
def test_only_the_head_or_whoever_has_his_mandate_releases(any_book, capacity):
    assert not authority.capacity_may("release", capacity, any_book)
    assert authority.capacity_may("release", capacity, any_book, granted=("release",))


def test_an_unknown_capacity_is_refused(book):
    assert authority.capacity_may("decide", "stranger", book).reason == "办理身份不明，不能办理。"
    assert authority.capacity_label("stranger", book) == "stranger"
    assert authority.capacity_label("ab", book) == "代行"
    assert "decide" in authority.excluded_powers("stranger", book)


@pytest.mark.clause("5.1", "5.5", "5.6")
def test_standing_rights_of_roles(book):
    assert authority.standing("mayor", book).reads == "all"
    assert authority.standing("secretary_general", book).reads == "office"
    assert authority.standing("deputy_secretary_general", book).reads == "attached"
    assert authority.standing("vice_mayor", book) is None
    assert not authority.role_may("decide", "deputy_secretary_general", book)
    assert authority.role_may("opine", "deputy_secretary_general", book)
    assert authority.role_may("decide", "vice_mayor", book)


@pytest.mark.clause("4.1")
def test_members_of_the_government(book):
    assert authority.is_member("mayor", "government", book)
    assert authority.is_member("unit_head", "department", book)
    for kind in ("affiliated_institution", "subordinate_agency", "dispatched_agency"):
        assert not authority.is_member("unit_head", kind, book)
    assert not authority.is_member("unit_deputy", "department", book)


@pytest.mark.clause("42.1")
def test_the_rules_bind_agencies_too_but_not_counties(book):
    for kind in ("department", "affiliated_institution", "subordinate_agency", "dispatched_agency"):
        assert authority.applies_to(kind, book)
    assert not authority.applies_to("county_government", book)
