"""A book that regulates nothing: every rule says so or falls back to its declared default."""

from datetime import date

import pytest

from apps.rulebook.book import load_book
from apps.rulebook.errors import NotRegulated
from apps.rulebook.questions import QUESTIONS
from apps.rulebook.rules import authority, deadlines, documents
from apps.rulebook.rules.rulings import rule_on
from apps.workdays.calendar import WorkCalendar

DAY = date(2026, 1, 5)
CALENDAR = WorkCalendar({}, frozenset({2026}))


@pytest.fixture
def silent(any_workbench):
    for path in (any_workbench.root / "provisions").glob("*.toml"):
        path.unlink()
    return load_book(any_workbench.root)


def test_what_is_not_regulated_stops_nobody_from_sending(silent):
    bad = documents.SubmissionFacts(
        kind="memo", classification="秘密", level_skipped=True, matters_count=3, opinion="",
        addressee_is_person=True, released_by_head=False, addressees=("a", "b"),
    )  # fmt: skip
    assert documents.check_submission(bad, silent) == ()
    assert documents.requirements(documents.DraftFacts(major_decision=True), silent) == ()
    assert documents.kind_name("notice", silent) == "notice"


def test_defaults_of_a_silent_book(silent):
    assert authority.standing("mayor", silent) is None
    assert authority.role_may("decide", "deputy_secretary_general", silent)
    assert deadlines.step_deadline("decide", "normal", DAY, silent, CALENDAR) is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda b: documents.decision_route(documents.DecisionFacts(), b),
        lambda b: documents.signing(documents.SigningFacts(), b),
        lambda b: documents.deadline("consultation.reply", DAY, b, CALENDAR),
        lambda b: rule_on(QUESTIONS["consultation.silence"], b, about="opinion"),
        lambda b: authority.substitution(authority.AbsenceFacts("vacation", True), b),
        lambda b: authority.both_away(b),
        lambda b: authority.acting_mayor(authority.ActingMayorFacts(True, True), b),
        lambda b: authority.pair_allowed(authority.PairFacts("甲", "乙"), b),
        lambda b: authority.portfolio_allowed(authority.PortfolioFacts("甲"), b),
        lambda b: authority.capacity_may("decide", "ab", b),
        lambda b: authority.is_member("mayor", "government", b),
        lambda b: authority.applies_to("department", b),
    ],
)
def test_questions_without_a_default_are_not_regulated(silent, ask):
    with pytest.raises(NotRegulated):
        ask(silent)
