"""Disclosure: nothing is kept back without a ground, nothing important goes out unvetted."""

from datetime import date

import pytest

from apps.rulebook.book import load_book
from apps.rulebook.questions import disclosure as ask
from apps.rulebook.rules.clocks import term_of
from apps.rulebook.rules.rulings import chain_of, choices_of, needs_of, rule_on

RESULTS = {"meeting_decision": "22.4", "proposal_reply": "14.6"}
OFFERED = {
    "meeting_decision": {"full", "withheld"},
    "proposal_reply": {"full", "summary", "withheld"},
    "document": {"full", "on_request", "withheld"},
}


def forms(book, mark):
    return {entry.code for entry in choices_of(ask.FORMS, book) if mark in entry.marks}


@pytest.mark.clause("22.4", "14.6", "16.1")
@pytest.mark.parametrize(("subject", "clause"), [*RESULTS.items(), ("document", "16.1")])
def test_what_is_published_needs_no_ground_and_what_is_withheld_does(book, subject, clause):
    assert forms(book, "published") == {"full", "summary"}
    assert forms(book, "grounded") == {"withheld"}
    offered = forms(book, subject)
    assert offered == OFFERED[subject]
    for form in forms(book, "published") & offered:
        assert rule_on(ask.DECISION, book, subject=subject, form=form)
    for form in forms(book, "grounded") & offered:
        bare = rule_on(ask.DECISION, book, subject=subject, form=form)
        assert (bare.verdict.allowed, bare.verdict.soft) == (False, False)
        assert bare.verdict.field == "ground"
        assert [c.clause for c in bare.verdict.cites] == [clause]
        assert rule_on(ask.DECISION, book, subject=subject, form=form, grounded=True)


@pytest.mark.clause("22.4", "14.6")
def test_results_are_not_kept_for_those_who_ask(book):
    for subject in RESULTS:
        assert not rule_on(ask.DECISION, book, subject=subject, form="on_request")
    assert rule_on(ask.DECISION, book, subject="document", form="on_request")


@pytest.mark.clause("22.4", "14.6")
@pytest.mark.parametrize(("subject", "clause"), RESULTS.items())
def test_each_result_has_a_decision_and_a_published_one_its_address(book, subject, clause):
    withheld = needs_of(ask.NEEDS, book, subject=subject)
    published = needs_of(ask.NEEDS, book, subject=subject, publishes=True)
    assert len(withheld) == 1
    assert withheld[0] == published[0]
    assert [s.key for s in published[1:]] == ["secrecy_check", "publication_record"]
    record = published[-1]
    assert record.after == ("secrecy_check",)
    assert record.required_before == "close"
    assert [c.clause for c in record.cites] == [clause]
    assert not any(s.waivable_by for s in published)


@pytest.mark.clause("14.6")
def test_a_reply_is_decided_upon_together_with_its_publication(book):
    decision = needs_of(ask.NEEDS, book, subject="proposal_reply")[0]
    assert decision.required_before == "reply"


@pytest.mark.clause("22.4", "14.6")
@pytest.mark.parametrize(("subject", "clause"), RESULTS.items())
@pytest.mark.parametrize(
    ("start", "due"),
    [
        pytest.param(date(2026, 6, 5), date(2026, 7, 6), id="over the dragon boat festival"),
        pytest.param(date(2026, 9, 28), date(2026, 10, 30), id="over the national holiday"),
    ],
)
def test_twenty_working_days_are_counted_over_holidays(book, calendar, subject, clause, start, due):
    answer = term_of(ask.TERM, start, book, calendar, subject=subject)
    assert (answer.due_on, answer.source, answer.soft) == (due, "law", False)
    assert [c.clause for c in answer.cites] == [clause]


class TestRelease:
    def stages(self, book, **facts):
        route = chain_of(ask.RELEASE, book, channel="press", **facts)
        return [(stage.purpose, stage.posts[0].role) for stage in route.stages]

    @pytest.mark.clause("39.3")
    def test_important_information_passes_head_office_and_leader_before_it_goes_out(self, book):
        assert self.stages(book, important=True) == [
            ("review", "unit_head"),
            ("verify", "disclosure_section"),
            ("approve", "portfolio_leader"),
            ("publish", "unit_clerk"),
        ]

    @pytest.mark.clause("39.3")
    def test_each_missing_check_is_said_and_none_may_be_skipped_by_silence(self, book):
        route = chain_of(ask.RELEASE, book, channel="media", important=True)
        orders = [stage.order for stage in route.stages]
        assert orders == sorted(set(orders))
        for stage in route.stages[:-1]:
            assert "不能登记为已发布" in stage.lacking
        assert {stage.silence for stage in route.stages} == {"waits"}
        assert [c.clause for c in route.cites] == ["39.3"]

    @pytest.mark.clause("39.3")
    def test_everyday_news_is_left_to_the_department(self, book):
        assert self.stages(book) == [("review", "unit_head"), ("publish", "unit_clerk")]

    def test_another_book_may_send_press_conferences_to_the_mayor(self, workbench):
        workbench.replace(
            "provisions/disclosure.toml",
            'who = ["portfolio_leader"]\nwhen = { important = true }',
            'who = ["mayor"]\nwhen = { important = true, channel = "press" }',
        )
        copy = load_book(workbench.root)
        assert ("approve", "mayor") in self.stages(copy, important=True)
        assert ("approve", "mayor") not in self.stages(copy)
