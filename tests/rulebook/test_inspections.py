"""Inspections need leave, are not doubled, and end in a conclusion that can be objected to."""

from datetime import date

import pytest

from apps.rulebook.questions import supervision as ask
from apps.rulebook.rules.clocks import tally, term_of
from apps.rulebook.rules.rulings import chain_of, choices_of, roster_of, rule_on
from apps.rulebook.terms import UnitKind, words

DEPARTMENTS = ("department", "dispatched_agency", "affiliated_institution", "subordinate_agency")


def steps(question, book, **facts):
    return [(s.purpose, s.posts[0].role) for s in chain_of(question, book, **facts).stages]


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
        kinds = [e.code for e in choices_of(ask.INSPECTION_KINDS, book) if "approval" in e.marks]
        assert kinds == ["comprehensive", "special", "incident", "clue"]
        for kind in kinds:
            fields = [
                self.may(book, kind).verdict.field,
                self.may(book, kind, planned=True).verdict.field,
                self.may(book, kind, planned=True, approved=True).verdict.field,
            ]
            assert fields == ["plan", "approval", "designation"]
            assert self.may(book, kind, planned=True, approved=True, designated=True)

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
        for kind in ("comprehensive", "special", "incident", "clue"):
            ruled = rule_on(ask.OVERLAP, book, inspection=kind, similar=True, elapsed=elapsed)
            assert ruled.verdict.allowed == allowed
            assert ruled.verdict.soft == (not allowed)
            assert ("合并" in ruled.verdict.reason) == (not allowed)

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
        assert (("handle", "lead_unit") in done) == (use != "praise")

    @pytest.mark.clause("36.5")
    def test_thirty_days_to_object_and_thirty_to_decide(self, book, calendar):
        start = date(2026, 6, 22)
        for stage in ("objection", "decision"):
            answer = term_of(ask.REVIEW_TERM, start, book, calendar, stage=stage)
            assert (answer.due_on, answer.source) == (date(2026, 7, 22), "law")
            resting = term_of(ask.REVIEW_TERM, date(2026, 7, 16), book, calendar, stage=stage)
            assert resting.due_on == date(2026, 8, 17)

    @pytest.mark.clause("35.4", "36.5")
    @pytest.mark.parametrize(("task", "clause"), [("evaluation", "35.4"), ("review", "36.5")])
    def test_nobody_judges_what_he_had_a_part_in(self, book, task, clause):
        ruled = rule_on(ask.INDEPENDENCE, book, task=task, involved=True, names={"who": "甲公司"})
        assert (ruled.verdict.allowed, ruled.verdict.soft) == (False, False)
        assert ruled.verdict.reason.startswith("甲公司")
        assert ruled.verdict.cites[0].clause == clause
        assert rule_on(ask.INDEPENDENCE, book, task=task)
