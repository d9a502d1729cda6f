"""Lists that offer by the facts, chains in order in every situation, roles one of a few."""

import pytest

from apps.rulebook.book import load_book
from apps.rulebook.errors import NotRegulated
from apps.rulebook.questions.base import role
from apps.rulebook.questions.meetings.minutes import MINUTES
from apps.rulebook.questions.meetings.papers import OPENING
from apps.rulebook.questions.meetings.topics import CATEGORIES, RESULTS
from apps.rulebook.rules.rulings import chain_of, choices_of, rule_on

RESULT = "provisions/meetings_topics.toml"
CHAIN = "provisions/meetings_minutes.toml"


def test_a_list_offers_what_holds_for_the_facts_in_the_order_of_the_book(book):
    decided = [e.code for e in choices_of(RESULTS, book, meeting_kind="executive")]
    told = [e.code for e in choices_of(RESULTS, book, meeting_kind="executive", informative=True)]
    assert decided
    assert told
    assert not set(decided) & set(told)
    assert decided + told != sorted(decided + told)


def test_every_code_of_a_list_is_a_value_of_the_column_whatever_the_facts(book):
    offered = {
        entry.code
        for kind in book.listed["meetings.kinds"]
        for entry in choices_of(CATEGORIES, book, meeting_kind=kind)
    }
    assert offered == set(book.listed["meetings.categories"])


def test_a_list_asked_without_its_facts_or_with_others_is_refused(book):
    with pytest.raises(TypeError, match="缺少事实“meeting_kind”"):
        choices_of(CATEGORIES, book)
    with pytest.raises(ValueError, match="不能取“dance”"):
        choices_of(CATEGORIES, book, meeting_kind="dance")
    with pytest.raises(TypeError, match="没有事实“colour”"):
        choices_of(CATEGORIES, book, meeting_kind="executive", colour="red")


def test_a_condition_of_an_entry_is_proved_against_the_columns(workbench):
    line = workbench.replace(RESULT, "when = { informative = true }", "when = { colour = true }")
    (problem,) = workbench.error().problems
    assert problem.key.startswith("meetings.results.items")
    assert problem.line <= line
    assert "条件“colour”不存在" in problem.message


def test_steps_of_different_situations_may_stand_in_any_order_in_the_file(book):
    steps = book.provisions["meetings.minutes"].steps
    assert [s.order for s in steps] != sorted(s.order for s in steps)
    for kind in book.listed["meetings.kinds"]:
        route = chain_of(MINUTES, book, meeting_kind=kind, affects_leaders=True, major=True)
        assert [s.order for s in route.stages] == sorted(s.order for s in route.stages)


def test_steps_that_hold_together_may_not_go_backwards(workbench):
    workbench.replace(CHAIN, "order = 2", "order = 9")
    (problem,) = workbench.error().problems
    assert problem.key == "meetings.minutes.steps"
    assert "的 order 倒退" in problem.message
    assert "meeting_kind=plenary" in problem.message


def test_a_situation_in_which_nobody_acts_is_a_gap(workbench):
    old = 'when = { meeting_kind = "study" }\nclauses = ["26.4"]'
    workbench.replace(CHAIN, old, old.replace("study", "event"))
    (problem,) = workbench.error().problems
    assert "有空档：情形（meeting_kind=study" in problem.message


def test_a_role_may_be_one_of_a_few():
    few = role("chair", "主持人", ("mayor", "vice_mayor"))
    assert few.takes("mayor", {})
    assert not few.takes("registry", {})
    assert role("chair", "主持人").takes("registry", {})


def test_a_silent_book_offers_nothing_refuses_nothing_and_names_nobody(workbench):
    for path in (workbench.root / "provisions").glob("meetings_*.toml"):
        path.unlink()
    silent = load_book(workbench.root)
    assert choices_of(CATEGORIES, silent, meeting_kind="executive") == ()
    assert rule_on(OPENING, silent, meeting_kind="executive", undelivered=3)
    with pytest.raises(NotRegulated):
        chain_of(MINUTES, silent, meeting_kind="executive")
