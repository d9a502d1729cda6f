"""请销假: the routes by rank, what is filed with whom, and days that are not working days."""

from datetime import date

import pytest

from apps.rulebook.questions import leave
from apps.rulebook.rules.clocks import tally, term_of
from apps.rulebook.rules.rulings import chain_of, needs_of, rule_on

TRIP = {"leave_kind": "business_trip", "leaves": True, "leaves_jurisdiction": True}
COUNTY = {"applicant": "unit_head", "unit_kind": "county_government"}
LEADERS = ("executive_vice_mayor", "vice_mayor", "secretary_general")


def route(book, **facts):
    answer = chain_of(leave.ROUTE, book, **{**TRIP, **facts})
    return [(s.order, s.purpose, s.posts[0].role) for s in answer.stages]


@pytest.mark.clause("40.5")
def test_nobody_approves_the_mayor_and_three_offices_are_told(book):
    assert route(book, applicant="mayor", unit_kind="government") == [
        (1, "file", "office"),
    ]
    specs = needs_of(leave.FILINGS, book, applicant="mayor", unit_kind="government", **TRIP)
    assert len(specs) == 3
    assert all(s.required_before == "close" and not s.waivable_by for s in specs)


@pytest.mark.clause("40.6")
@pytest.mark.parametrize("applicant", LEADERS)
def test_leaders_ask_the_mayor_before_the_filing(book, applicant):
    steps = route(book, applicant=applicant, unit_kind="government")
    assert steps == [(1, "approve", "mayor"), (2, "file", "office")]


@pytest.mark.clause("40.7", "42.1")
@pytest.mark.parametrize(
    "kind",
    ["department", "dispatched_agency", "affiliated_institution", "subordinate_agency"],
)
def test_heads_of_every_kind_of_unit_go_the_same_way(book, kind):
    steps = route(book, applicant="unit_head", unit_kind=kind)
    assert [s[2] for s in steps] == ["portfolio_leader", "office", "mayor"]
    assert [s[1] for s in steps] == ["approve", "report", "inform"]


@pytest.mark.clause("40.8")
def test_county_heads_report_first_and_the_secretary_general_is_told_beside_the_mayor(book):
    steps = route(book, **COUNTY)
    assert steps[0] == (1, "report", "office")
    assert {(order, role) for order, _, role in steps[1:]} == {
        (2, "mayor"), (2, "secretary_general"),
    }  # fmt: skip


@pytest.mark.clause("40.8")
@pytest.mark.parametrize(
    ("leaves_on", "last"),
    [
        (date(2026, 10, 15), date(2026, 10, 12)),
        (date(2026, 10, 4), date(2026, 10, 1)),
        (date(2026, 3, 2), date(2026, 2, 27)),
    ],
)
def test_three_days_ahead_are_calendar_days_even_over_a_holiday(book, calendar, leaves_on, last):
    due = term_of(leave.NOTICE, leaves_on, book, calendar, leave_kind="vacation", **COUNTY)
    assert due.due_on == last
    assert due.soft


@pytest.mark.clause("40.8")
def test_nobody_else_has_a_number_of_days(book, calendar):
    for applicant, kind in (("vice_mayor", "government"), ("unit_head", "department")):
        assert term_of(leave.NOTICE, date(2026, 3, 2), book, calendar, leave_kind="vacation",
                       applicant=applicant, unit_kind=kind) is None  # fmt: skip


@pytest.mark.clause("40.8")
def test_a_late_report_is_never_refused_outright(book):
    answer = rule_on(leave.SUBMISSION, book, leave_kind="business_trip", late=True, **COUNTY)
    assert not answer
    assert answer.verdict.soft
    assert answer.override_by == ("applicant",)


@pytest.mark.clause("40.11")
def test_a_trip_abroad_without_its_paper_is_refused_whatever_else_holds(book):
    for late in (True, False):
        for begun in (True, False):
            answer = rule_on(
                leave.SUBMISSION, book, applicant="vice_mayor", unit_kind="government",
                leave_kind="official_visit_abroad", late=late, begun=begun,
            )  # fmt: skip
            assert not answer
            assert not answer.verdict.soft


@pytest.mark.clause("40.6", "40.7")
@pytest.mark.parametrize(
    ("facts", "free"),
    [
        ({"applicant": "vice_mayor", "unit_kind": "government", "leaves": False}, True),
        ({"applicant": "vice_mayor", "unit_kind": "government", "leaves": True}, False),
        ({"applicant": "unit_head", "unit_kind": "department", "leaves": False}, True),
        ({"applicant": "unit_head", "unit_kind": "department", "leaves": False,
          "leave_kind": "vacation"}, False),
        ({**COUNTY, "leaves_jurisdiction": False}, True),
        ({**COUNTY, "leaves_jurisdiction": True}, False),
        ({**COUNTY, "leaves_jurisdiction": True, "summoned": True}, True),
        ({"applicant": "unit_clerk", "unit_kind": "department", "leaves": False}, False),
    ],
)  # fmt: skip
def test_who_may_leave_without_asking(book, facts, free):
    answer = rule_on(leave.REQUIRED, book, **{"leave_kind": "business_trip", **facts})
    assert bool(answer) == free


@pytest.mark.clause("40.9")
def test_the_return_is_reported_on_the_last_day(book, calendar):
    due = term_of(leave.RETURN, date(2026, 6, 7), book, calendar, applicant="vice_mayor",
                  unit_kind="government", leave_kind="vacation")  # fmt: skip
    assert due.due_on == date(2026, 6, 7)


@pytest.mark.parametrize(("years", "days"), [(0, 0), (1, 5), (9, 5), (10, 10), (19, 10), (20, 15)])
def test_annual_leave_grows_with_the_years(book, years, days):
    answer = tally(leave.ANNUAL, days, book, years=years)
    assert (answer.most, answer.allowed) == (days, False)
    assert answer.source == "law"
