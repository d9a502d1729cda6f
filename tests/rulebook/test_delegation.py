"""Who may entrust what to whom, who enters a paper, who hands work over."""

import pytest

from apps.rulebook.errors import NotRegulated
from apps.rulebook.questions.organisation import DELEGATION, HAND_OVER, RECORDING
from apps.rulebook.rules.rulings import rule_on

DEPUTY = "deputy_secretary_general"


def ids(verdict):
    return [c.clause for c in verdict.cites]


@pytest.mark.clause("23.4")
@pytest.mark.parametrize("grantor", ["mayor", "executive_vice_mayor", "vice_mayor"])
def test_any_city_leader_may_let_a_deputy_chair_a_topic_meeting(book, grantor):
    verdict = rule_on(
        DELEGATION, book, matter="topic_meeting", grantor=grantor, grantee=DEPUTY
    ).verdict
    assert verdict
    assert ids(verdict) == ["23.4"]
    assert "受市政府领导同志委托" in verdict.reason


@pytest.mark.clause("23.4")
@pytest.mark.parametrize(
    ("grantor", "grantee", "field"),
    [
        (DEPUTY, DEPUTY, "grantor"),
        ("secretary_general", DEPUTY, "grantor"),
        ("unit_head", DEPUTY, "grantor"),
        ("vice_mayor", "vice_mayor", "grantee"),
        ("vice_mayor", "unit_head", "grantee"),
    ],
)
def test_nobody_else_chairs_and_nobody_else_lets_them(book, grantor, grantee, field):
    verdict = rule_on(
        DELEGATION, book, matter="topic_meeting", grantor=grantor, grantee=grantee
    ).verdict
    assert (bool(verdict), verdict.field) == (False, field)


@pytest.mark.clause("5.3", "5.7", "5.9")
@pytest.mark.parametrize("matter", ["acting_mayor", "special_task", "named_substitute"])
def test_what_is_the_mayors_only_he_entrusts_and_it_is_not_passed_on(book, matter):
    for grantor in ("executive_vice_mayor", "vice_mayor", "secretary_general", DEPUTY):
        verdict = rule_on(
            DELEGATION, book, matter=matter, grantor=grantor, grantee="vice_mayor"
        ).verdict
        assert not verdict
        assert "不得转委托" in verdict.reason
    assert rule_on(DELEGATION, book, matter=matter, grantor="mayor", grantee="executive_vice_mayor")


@pytest.mark.clause("6-2", "8-1", series="shifan")
def test_another_book_answers_otherwise(county, book):
    asked = {"matter": "acting_mayor", "grantor": "mayor", "grantee": "vice_mayor"}
    assert rule_on(DELEGATION, county, **asked)
    assert not rule_on(DELEGATION, book, **asked)
    assert not rule_on(HAND_OVER, county, mover="head")
    assert rule_on(HAND_OVER, book, mover="head")


def test_a_silent_book_lets_nobody_entrust_record_or_hand_over(any_workbench):
    from apps.rulebook.book import load_book

    for path in (any_workbench.root / "provisions").glob("*.toml"):
        path.unlink()
    silent = load_book(any_workbench.root)
    asked = {"matter": "special_task", "grantor": "mayor", "grantee": "vice_mayor"}
    for question, facts in (
        (DELEGATION, asked),
        (RECORDING, {"recorder": "secretary_general"}),
        (HAND_OVER, {"mover": "holder"}),
    ):
        with pytest.raises(NotRegulated):
            rule_on(question, silent, **facts)
