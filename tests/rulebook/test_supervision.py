"""Supervision: items from every source are followed, pressed, and closed with proof."""

from datetime import date, timedelta

import pytest

from apps.rulebook.book import load_book
from apps.rulebook.questions import supervision as ask
from apps.rulebook.rules.clocks import gap_since, term_of
from apps.rulebook.rules.rulings import chain_of, choices_of, needs_of, rule_on


def origins(book, mark=""):
    return [e.code for e in choices_of(ask.SOURCES, book) if not mark or mark in e.marks]


def steps(question, book, **facts):
    return [(s.purpose, s.posts[0].role) for s in chain_of(question, book, **facts).stages]


def needed(book, origin, **facts):
    return {s.key: s for s in needs_of(ask.NEEDS, book, origin=origin, **facts)}


@pytest.mark.parametrize(
    "question",
    [
        ask.LIMITS,
        ask.PROGRESS,
        ask.BLOCKER,
        ask.EXTENSION,
        ask.EXTENSION_APPROVAL,
        ask.INSPECTIONS,
        ask.OVERLAP,
    ],
    ids=lambda question: question.key,
)
def test_what_the_text_leaves_open_is_shown_as_the_offices_own(book, question):
    provision = book.provision(question.key)
    assert provision.source == "office"
    assert "规定" in provision.basis


class TestItems:
    @pytest.mark.clause("34.1")
    def test_every_source_is_assigned_handled_reported_and_closed_once_in_that_order(self, book):
        for origin in origins(book):
            route = chain_of(ask.HANDLING, book, origin=origin, supported=True)
            purposes = [s.purpose for s in route.stages]
            for purpose in ("register", "assign", "report", "close"):
                assert purposes.count(purpose) == 1, (origin, purpose)
            orders = [s.order for s in route.stages]
            assert orders == sorted(orders)
            assert route.final.purpose == "close"

    @pytest.mark.clause("35.1")
    def test_the_lead_unit_breaks_the_task_down_before_it_handles_it(self, book):
        for origin in origins(book):
            route = chain_of(ask.HANDLING, book, origin=origin)
            order = {s.purpose: s.order for s in route.stages}
            assert order["compile"] < order["handle"]
            assert ("handle", "supporting_unit") not in steps(ask.HANDLING, book, origin=origin)

    @pytest.mark.clause("15.2", "15.3")
    def test_who_was_found_at_fault_reports_to_the_government_before_the_item_is_closed(self, book):
        sources = origins(book, "rectification")
        assert {"audit", "judicial_advice", "procuratorial_advice"} <= set(sources)
        for origin in origins(book):
            report = needed(book, origin).get("rectification_report")
            assert (report is not None) == (origin in sources), origin
            assert ("problem_list" in needed(book, origin)) == (origin in sources), origin
            if report:
                assert (report.required_before, report.waivable_by) == ("close", ())
            cites = chain_of(ask.HANDLING, book, origin=origin).cites
            assert ("15.3" in [c.clause for c in cites]) == (origin in sources)

    @pytest.mark.clause("35.2")
    def test_findings_of_an_inspection_are_listed_one_by_one_before_they_are_assigned(self, book):
        listed = needed(book, "inspection_feedback")["problem_list"]
        assert listed.required_before == "assign"
        assert [c.clause for c in listed.cites] == ["35.2"]

    @pytest.mark.clause("16.3")
    def test_public_concern_is_verified_before_it_is_answered(self, book):
        wanted = needed(book, "public_concern")
        assert wanted["owner"].required_before == wanted["due_date"].required_before == "assign"
        assert wanted["verified_facts"].required_before == "reply"
        assert wanted["response"].after == ("verified_facts",)
        done = steps(ask.HANDLING, book, origin="public_concern")
        assert done.index(("verify", "lead_unit")) < done.index(("reply", "lead_unit"))
        assert "response" not in needed(book, "audit")

    @pytest.mark.clause("34.1")
    def test_the_leader_who_gave_the_instruction_sees_the_result_before_it_is_closed(self, book):
        done = steps(ask.HANDLING, book, origin="instruction")
        assert done[-2:] == [("confirm", "instructing_leader"), ("close", "supervision_office")]
        for origin in origins(book):
            asked = ("confirm", "instructing_leader") in steps(ask.HANDLING, book, origin=origin)
            assert asked == (origin in origins(book, "instruction"))

    @pytest.mark.clause("35.1")
    def test_subtasks_hold_their_parent_open(self, book):
        assert "subtasks" not in needed(book, "meeting_decision")
        assert needed(book, "meeting_decision", split=True)["subtasks"].required_before == "close"


class TestTime:
    def limit(self, book, calendar, origin, pace="ordinary", start=date(2026, 6, 1), **facts):
        return term_of(ask.LIMITS, start, book, calendar, origin=origin, pace=pace, **facts)

    @pytest.mark.clause("34.1")
    @pytest.mark.parametrize("day", range(14, 21))
    def test_every_source_has_a_limit_that_ends_on_a_working_day(self, book, calendar, day):
        for origin in origins(book):
            for pace in ("urgent", "ordinary", "hard"):
                answer = self.limit(book, calendar, origin, pace, date(2026, 9, day))
                for due in (answer.due_on, *(m.due_on for m in answer.milestones)):
                    assert due > date(2026, 9, day)
                    assert calendar.is_workday(due)
                assert answer.source == "office"

    @pytest.mark.clause("15.3", "16.3", "34.1", "35.2")
    def test_each_source_has_its_own_length(self, book, calendar):
        special = {
            "instruction": (5, 15, 30),
            "meeting_decision": (20, 20, 30),
            "public_concern": (5, 5, 5),
            "judicial_advice": (60, 60, 60),
            "procuratorial_advice": (60, 60, 60),
            "supervisory_advice": (60, 60, 60),
            "audit": (90, 90, 90),
            "inspection_feedback": (90, 90, 90),
        }
        for origin in origins(book):
            lengths = tuple(
                self.limit(book, calendar, origin, pace).days
                for pace in ("urgent", "ordinary", "hard")
            )
            assert lengths == special.get(origin, (30, 30, 30)), origin

    @pytest.mark.clause("34.1")
    def test_a_date_set_when_assigning_goes_before_the_offices_number(self, book, calendar):
        for origin in origins(book):
            for pace in ("urgent", "ordinary", "hard"):
                assert self.limit(book, calendar, origin, pace, days=4).days == 4

    @pytest.mark.clause("11.3")
    def test_feedback_on_a_decision_is_due_after_ninety_days_and_amber_on_the_next(
        self, book, calendar
    ):
        decided = date(2026, 3, 30)
        days = [decided + timedelta(days=n) for n in (1, 90, 91)]
        gaps = [
            gap_since(ask.PROGRESS, decided, on, book, calendar, origin="major_decision")
            for on in days
        ]
        assert [g.state for g in gaps] == ["green", "green", "amber"]
        assert gaps[0].due_on == date(2026, 6, 28)
        assert gaps[2].cites[0].clause == "11.3"

    @pytest.mark.clause("35.3")
    def test_a_major_arrangement_is_followed_more_closely_than_the_rest(self, book, calendar):
        last, on = date(2026, 6, 1), date(2026, 6, 20)
        state = {
            origin: gap_since(ask.PROGRESS, last, on, book, calendar, origin=origin).state
            for origin in origins(book)
        }
        assert [o for o, s in state.items() if s == "amber"] == ["major_arrangement"]

    @pytest.mark.clause("35.3")
    def test_a_blocker_climbs_step_by_step_each_with_its_days(self, book):
        route = chain_of(ask.BLOCKER, book, major=True)
        assert [s.posts[0].role for s in route.stages] == ["lead_unit", "portfolio_leader", "mayor"]
        assert [(s.days, s.unit) for s in route.stages] == [(10, "day"), (10, "day"), (None, "")]
        assert route.stages[0].lacking == "堵点10日内没有答复，升级办理。"

    @pytest.mark.clause("35.3")
    def test_another_book_escalates_after_its_own_days(self, workbench):
        workbench.replace("provisions/supervision_time.toml",
                          'limit = { value = 10, unit = "day" }',
                          'limit = { value = 3, unit = "workday" }')  # fmt: skip
        first = chain_of(ask.BLOCKER, load_book(workbench.root)).stages[0]
        assert first.lacking == "堵点3个工作日内没有答复，升级办理。"

    @pytest.mark.clause("34.1")
    def test_more_time_is_asked_before_the_end_and_a_second_time_only_with_a_reason_above(
        self, book
    ):
        late = rule_on(ask.EXTENSION, book, reasoned=True)
        again = rule_on(ask.EXTENSION, book, asked_in_time=True, reasoned=True, times=2)
        assert (late.verdict.soft, late.override_by) == (False, ())
        assert (again.verdict.soft, again.override_by) == (True, ("secretary_general",))
        assert rule_on(ask.EXTENSION, book, asked_in_time=True, reasoned=True)

    @pytest.mark.clause("34.1")
    @pytest.mark.parametrize("times", [0, 1, 3])
    @pytest.mark.parametrize("instructed", [False, True])
    def test_exactly_one_post_grants_more_time_and_never_the_one_who_asks(
        self, book, instructed, times
    ):
        done = steps(ask.EXTENSION_APPROVAL, book, instructed=instructed, times=times)
        approvers = [role for purpose, role in done if purpose == "approve"]
        assert len(approvers) == 1
        assert "unit_head" not in approvers
        assert (approvers == ["instructing_leader"]) == instructed
