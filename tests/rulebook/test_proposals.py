"""Suggestions and proposals: who handles and replies, what comes first, by when, how often."""

from datetime import date

import pytest

from apps.rulebook.book import load_book
from apps.rulebook.questions import proposals as ask
from apps.rulebook.rules.clocks import tally, term_of
from apps.rulebook.rules.rulings import chain_of, choices_of, needs_of, rule_on

HANDED_OUT = date(2026, 3, 10)
TIME = "provisions/proposals_time.toml"


def kinds(book, mark):
    return [entry.code for entry in choices_of(ask.KINDS, book) if mark in entry.marks]


def chain(book, kind="deputy_suggestion", handling="joint"):
    return chain_of(ask.HANDLING, book, proposal_kind=kind, handling=handling)


def limit(book, calendar, kind="deputy_suggestion", stage="reply", start=HANDED_OUT, **facts):
    return term_of(ask.LIMITS, start, book, calendar, proposal_kind=kind, stage=stage, **facts)


@pytest.mark.clause("14.1", "14.3")
def test_each_kind_is_either_handled_or_answered_and_comes_from_one_house(book):
    assert kinds(book, "suggestion") == ["deputy_suggestion", "cppcc_proposal", "deputy_bill"]
    assert kinds(book, "interpellation") == ["inquiry", "interpellation"]
    assert kinds(book, "cppcc") == ["cppcc_proposal"]
    assert set(kinds(book, "deputies")) == {e.code for e in choices_of(ask.KINDS, book)} - {
        "cppcc_proposal"
    }


@pytest.mark.parametrize(
    "question",
    [ask.COMMUNICATIONS, ask.EXTENSION_APPROVAL, ask.RESULTS, ask.SATISFACTION],
    ids=lambda question: question.key,
)
def test_what_the_text_leaves_open_is_shown_as_the_offices_own(book, question):
    provision = book.provision(question.key)
    assert provision.source == "office"
    assert "规定" in provision.basis


class TestHandling:
    @pytest.mark.clause("14.3")
    def test_of_joint_handlers_only_the_lead_unit_replies(self, book):
        route = chain(book)
        assert [p.role for p in route.final.posts] == ["lead_unit"]
        assert route.final.purpose == "reply"
        purposes = [s.purpose for s in route.stages if s.posts[0].role == "supporting_unit"]
        assert purposes == ["propose"]

    @pytest.mark.clause("14.3")
    def test_of_separate_handlers_every_one_must_reply(self, book):
        final = chain(book, handling="separate").final
        assert [p.role for p in final.posts] == ["lead_unit", "supporting_unit"]
        assert final.need == "all"

    @pytest.mark.clause("14.3", "14.4")
    @pytest.mark.parametrize("handling", ["alone", "joint", "separate"])
    def test_talk_comes_before_the_heads_signature_and_the_signature_before_the_reply(
        self, book, handling
    ):
        for kind in kinds(book, "suggestion"):
            order = {s.purpose: s.order for s in chain(book, kind, handling).stages}
            assert order["consult"] < order["sign"] < order["reply"]
            assert ("propose" in order) == (handling == "joint")

    @pytest.mark.clause("14.1")
    def test_an_interpellation_is_answered_by_the_head_himself_and_the_office_is_told(self, book):
        route = chain(book, "interpellation", "alone")
        assert [p.role for p in route.final.posts] == ["unit_head"]
        assert route.final.personal
        assert route.final.away == "waits"
        assert ["inform"] == [s.purpose for s in route.stages if s.posts[0].role
                              == "secretary_general"]  # fmt: skip

    @pytest.mark.clause("14.1")
    def test_questions_of_the_congress_go_through_no_signing_or_talk(self, book):
        for kind in kinds(book, "interpellation"):
            purposes = {s.purpose for s in chain(book, kind, "joint").stages}
            assert purposes == {"register", "assign", "inform", "reply"}


class TestBeforeTheReply:
    @pytest.mark.clause("14.4")
    def test_nobody_may_waive_the_talk(self, book):
        for kind in kinds(book, "suggestion"):
            specs = needs_of(ask.NEEDS, book, proposal_kind=kind, handling="alone")
            talk = next(s for s in specs if s.key == "communication")
            assert (talk.required_before, talk.waivable_by) == ("reply", ())
            assert talk.cites[0].clause == "14.4"

    @pytest.mark.clause("14.4")
    def test_another_book_may_let_it_be_waived(self, workbench):
        workbench.replace(
            "provisions/proposals.toml",
            'key = "communication"',
            'waivable_by = ["unit_head"]\nkey = "communication"',
        )
        specs = needs_of(ask.NEEDS, load_book(workbench.root),
                         proposal_kind="cppcc_proposal", handling="alone")  # fmt: skip
        assert specs[0].waivable_by == ("unit_head",)

    @pytest.mark.clause("14.3")
    def test_opinions_of_others_are_waited_for_only_where_one_replies_for_all(self, book):
        for kind in kinds(book, "suggestion"):
            for handling in ("alone", "joint", "separate"):
                specs = needs_of(ask.NEEDS, book, proposal_kind=kind, handling=handling)
                keys = {s.key for s in specs}
                assert {"communication", "result", "satisfaction"} <= keys
                assert ("co_opinions" in keys) == (handling == "joint")

    @pytest.mark.clause("14.4")
    def test_one_talk_is_enough_and_none_is_not(self, book):
        for kind in kinds(book, "suggestion"):
            counts = [tally(ask.COMMUNICATIONS, n, book, proposal_kind=kind) for n in (0, 1, 4)]
            assert [c.state for c in counts] == ["short", "met", "met"]
        assert tally(ask.COMMUNICATIONS, 0, book, proposal_kind="inquiry").state == "none"


class TestLimits:
    @pytest.mark.clause("14.5")
    def test_three_months_and_six_where_it_is_wide_or_difficult(self, book, calendar):
        usual, long = limit(book, calendar), limit(book, calendar, extended=True)
        assert (usual.due_on, long.due_on) == (date(2026, 6, 10), date(2026, 9, 10))
        assert not usual.soft
        assert usual.source == long.source == "law"

    @pytest.mark.clause("14.5")
    def test_what_should_have_happened_on_the_way_comes_before_the_end(self, book, calendar):
        for kind in kinds(book, "suggestion"):
            answer = limit(book, calendar, kind)
            stages = [m.due_on for m in answer.milestones]
            assert stages == [date(2026, 4, 10), date(2026, 5, 11)]
            assert HANDED_OUT < stages[0] < stages[-1] < answer.due_on

    @pytest.mark.clause("14.5")
    def test_what_no_law_says_is_shown_as_the_offices_own(self, book, calendar):
        lengths = {
            "objection": (7, "workday"),
            "co_opinion": (1, "month"),
            "rehandling": (1, "month"),
            "reply": (3, "month"),
        }
        for kind in kinds(book, "suggestion"):
            for stage, length in lengths.items():
                answer = limit(book, calendar, kind, stage)
                assert (answer.days, answer.unit) == length
                own = stage != "reply" or kind != "deputy_suggestion"
                assert answer.source == ("office" if own else "law")
                assert answer.sentence.startswith("办公室约定（非规则规定）") == own
            longer = limit(book, calendar, kind, extended=True)
            assert (longer.days, longer.unit) == (6, "month")
            assert longer.source == limit(book, calendar, kind).source

    @pytest.mark.clause("14.5")
    def test_an_objection_is_counted_in_working_days(self, book, calendar):
        answer = limit(book, calendar, stage="objection", start=date(2026, 9, 24))
        assert (answer.due_on, answer.unit) == (date(2026, 10, 12), "workday")

    @pytest.mark.clause("14.5")
    @pytest.mark.parametrize("day", range(1, 8))
    def test_a_last_day_of_rest_moves_to_the_next_working_day(self, book, calendar, day):
        for kind in kinds(book, "suggestion"):
            for stage in ("objection", "co_opinion", "reply", "rehandling"):
                for start, extended in ((date(2026, 7, day), False), (date(2026, 4, day), True)):
                    answer = limit(book, calendar, kind, stage, start, extended=extended)
                    for due in (answer.due_on, *(m.due_on for m in answer.milestones)):
                        assert calendar.is_workday(due)
        assert limit(book, calendar, start=date(2026, 7, 2)).due_on == date(2026, 10, 8)

    @pytest.mark.clause("14.1", "14.5")
    def test_the_congress_sets_its_own_time(self, book, calendar):
        for kind in kinds(book, "interpellation"):
            for stage in ("objection", "co_opinion", "reply", "rehandling"):
                assert limit(book, calendar, kind, stage) is None

    def test_another_book_may_give_other_limits(self, workbench, calendar):
        workbench.replace(TIME, 'limit = { value = 7, unit = "workday" }',
                          'limit = { value = 10, unit = "day" }')  # fmt: skip
        workbench.replace(TIME, 'value = 3, unit = "month"', 'value = 2, unit = "month"')
        copy = load_book(workbench.root)
        assert limit(copy, calendar).due_on == date(2026, 5, 11)
        assert limit(copy, calendar, stage="objection").due_on == date(2026, 3, 20)

    @pytest.mark.clause("14.5")
    def test_an_extension_is_asked_in_time_with_the_laws_reason_and_once(self, book):
        good = {"asked_in_time": True, "wide_or_difficult": True, "times": 0}
        assert rule_on(ask.EXTENSION, book, proposal_kind="deputy_suggestion", **good)
        for spoiled in ({"asked_in_time": False}, {"wide_or_difficult": False}, {"times": 1}):
            ruled = rule_on(
                ask.EXTENSION, book, proposal_kind="deputy_suggestion", **{**good, **spoiled}
            )
            assert not ruled
            assert ruled.override_by == ()

    @pytest.mark.clause("14.5")
    def test_the_one_who_asks_for_more_time_does_not_grant_it(self, book):
        route = chain_of(ask.EXTENSION_APPROVAL, book, proposal_kind="deputy_suggestion")
        by = {s.purpose: s.posts[0].role for s in route.stages}
        assert by["propose"] == "unit_head"
        assert by["approve"] == "secretary_general"


@pytest.mark.clause("14.3", "14.4")
def test_results_and_satisfaction_are_lists_of_the_book(book, workbench):
    promised = [e.code for e in choices_of(ask.RESULTS, book) if "promised" in e.marks]
    assert promised == ["B", "C"]
    assert [e.code for e in choices_of(ask.SATISFACTION, book) if e.marks] == ["dissatisfied"]
    workbench.replace("provisions/proposals.toml", 'code = "D"', 'code = "丁"')
    assert choices_of(ask.RESULTS, load_book(workbench.root))[-1].code == "丁"


def test_a_mark_that_code_does_not_understand_is_refused(workbench):
    workbench.replace("provisions/proposals.toml", 'marks = ["rehandle"]', 'marks = ["again"]')
    assert "不认识的标记“again”，应为：rehandle" in str(workbench.error())
