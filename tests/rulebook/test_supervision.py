"""Supervision: items from every source are closed with proof; inspections need leave."""

from datetime import date, timedelta

import pytest

from apps.rulebook.book import load_book
from apps.rulebook.questions import supervision as ask
from apps.rulebook.rules.clocks import gap_since, tally, term_of
from apps.rulebook.rules.rulings import chain_of, choices_of, needs_of, roster_of, rule_on
from apps.rulebook.terms import UnitKind, words

DEPARTMENTS = ("department", "dispatched_agency", "affiliated_institution", "subordinate_agency")


def origins(book, mark=""):
    return [e.code for e in choices_of(ask.SOURCES, book) if not mark or mark in e.marks]


def steps(question, book, **facts):
    return [(s.purpose, s.posts[0].role) for s in chain_of(question, book, **facts).stages]


def needed(book, origin, **facts):
    return {s.key: s for s in needs_of(ask.NEEDS, book, origin=origin, **facts)}


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
    @pytest.mark.clause("34.1")
    def test_every_source_has_a_limit_that_ends_on_a_working_day(self, book, calendar):
        for origin in origins(book):
            for pace in ("urgent", "ordinary", "hard"):
                start = date(2026, 9, 18)
                answer = term_of(ask.LIMITS, start, book, calendar, origin=origin, pace=pace)
                assert answer.due_on > start
                assert calendar.is_workday(answer.due_on)
                assert answer.source == "office"
                assert "至迟" in answer.sentence

    @pytest.mark.clause("34.1")
    def test_a_date_set_when_assigning_goes_before_the_offices_number(self, book, calendar):
        for origin in origins(book):
            answer = term_of(ask.LIMITS, date(2026, 3, 5), book, calendar,
                             origin=origin, pace="ordinary", days=4)  # fmt: skip
            assert answer.due_on < date(2026, 3, 12), origin

    @pytest.mark.clause("34.1")
    def test_urgent_instructions_are_shorter_than_ordinary_and_hard_ones(self, book, calendar):
        due = [
            term_of(ask.LIMITS, date(2026, 6, 1), book, calendar, origin="instruction", pace=pace)
            for pace in ("urgent", "ordinary", "hard")
        ]
        assert [a.days for a in due] == [5, 15, 30]

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


@pytest.mark.clause("36.2")
@pytest.mark.parametrize("owner", words(UnitKind))
def test_the_supervision_office_takes_part_whoever_owns_the_item(book, owner):
    groups = roster_of(ask.OVERSEERS, book, owner=owner)
    assert (groups[0].part, groups[0].roles) == ("participant", ("supervision_office",))
    assert groups[0].cites[0].clause == "36.2"
    informed = {role for g in groups if g.part == "informed" for role in g.roles}
    assert ("portfolio_leader" in informed) == (owner in (*DEPARTMENTS, "general_office"))


class TestInspections:
    def may(self, book, kind="special", organiser="department", **facts):
        return rule_on(ask.INSPECTION, book, inspection=kind, organiser=organiser, **facts)

    @pytest.mark.clause("36.3")
    def test_plan_leave_and_designation_are_asked_for_in_this_order(self, book):
        fields = [
            self.may(book).verdict.field,
            self.may(book, planned=True).verdict.field,
            self.may(book, planned=True, approved=True).verdict.field,
        ]
        assert fields == ["plan", "approval", "designation"]
        assert self.may(book, planned=True, approved=True, designated=True)

    @pytest.mark.clause("36.3")
    @pytest.mark.parametrize("organiser", words(UnitKind))
    def test_nobody_inspects_without_leave_and_nobody_may_reason_it_away(self, book, organiser):
        for entry in choices_of(ask.INSPECTION_KINDS, book):
            ruled = self.may(book, entry.code, organiser, planned=True, designated=True)
            assert ruled.verdict.allowed == ("exempt" in entry.marks)
            assert ruled.override_by == ()

    @pytest.mark.clause("36.3")
    def test_only_departments_have_to_be_designated(self, book):
        for organiser in words(UnitKind):
            ruled = self.may(book, "comprehensive", organiser, planned=True, approved=True)
            assert bool(ruled) == (organiser not in DEPARTMENTS)

    @pytest.mark.clause("36.3")
    def test_leave_is_given_above_the_office_that_checks_for_doubles(self, book):
        for in_plan, approver in ((False, "mayor"), (True, "secretary_general")):
            done = steps(ask.INSPECTION_APPROVAL, book, organiser="department", in_plan=in_plan)
            assert done[:2] == [("propose", "unit_head"), ("review", "supervision_office")]
            assert done[-1] == ("approve", approver)

    @pytest.mark.clause("36.3")
    def test_the_yearly_number_warns_and_does_not_stop(self, book):
        counts = {
            (kind, n): tally(ask.INSPECTIONS, n, book, inspection=kind, organiser="department")
            for kind in ("comprehensive", "special", "enforcement")
            for n in (1, 2, 4)
        }
        over = [key for key, answer in counts.items() if answer.state == "over"]
        assert over == [("comprehensive", 2), ("comprehensive", 4), ("special", 4)]
        assert all(answer.allowed for answer in counts.values())

    @pytest.mark.clause("36.4")
    @pytest.mark.parametrize(("elapsed", "allowed"), [(0, False), (90, False), (91, True)])
    def test_a_double_within_ninety_days_is_proposed_for_merging(self, book, elapsed, allowed):
        ruled = rule_on(ask.OVERLAP, book, inspection="special", similar=True, elapsed=elapsed)
        assert ruled.verdict.allowed == allowed
        if not allowed:
            assert ruled.verdict.soft
            assert "合并" in ruled.verdict.reason

    @pytest.mark.clause("36.4")
    def test_the_enforcement_of_other_laws_is_no_double(self, book):
        for kind in ("enforcement", "daily"):
            assert rule_on(ask.OVERLAP, book, inspection=kind, similar=True, elapsed=1)
        assert rule_on(ask.OVERLAP, book, inspection="special", elapsed=1)


class TestResults:
    @pytest.mark.clause("36.5")
    @pytest.mark.parametrize("use", ["none", "praise", "criticism", "transfer"])
    def test_praise_and_blame_are_approved_by_the_mayor_before_anybody_hears_of_them(
        self, book, use
    ):
        done = steps(ask.CONCLUSION, book, use=use)
        approvals = [role for purpose, role in done if purpose == "approve"]
        assert approvals == ["secretary_general" if use == "none" else "mayor"]
        assert done.index(("approve", approvals[0])) < done.index(("inform", "lead_unit"))
        assert (("verify", "supervision_office") in done) == (use != "praise")

    @pytest.mark.clause("36.5")
    def test_thirty_days_to_object_and_thirty_to_decide(self, book, calendar):
        start = date(2026, 6, 22)
        for stage in ("objection", "decision"):
            answer = term_of(ask.REVIEW_TERM, start, book, calendar, stage=stage)
            assert (answer.due_on, answer.source) == (date(2026, 7, 22), "law")

    @pytest.mark.clause("35.4", "36.5")
    @pytest.mark.parametrize(("task", "clause"), [("evaluation", "35.4"), ("review", "36.5")])
    def test_nobody_judges_what_he_had_a_part_in(self, book, task, clause):
        ruled = rule_on(ask.INDEPENDENCE, book, task=task, involved=True, names={"who": "甲公司"})
        assert (ruled.verdict.allowed, ruled.verdict.soft) == (False, False)
        assert ruled.verdict.reason.startswith("甲公司")
        assert ruled.verdict.cites[0].clause == clause
        assert rule_on(ask.INDEPENDENCE, book, task=task)
