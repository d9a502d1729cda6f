"""领导活动: numbers that are shown and never refused, and two prohibitions without exception."""

from datetime import date

import pytest

from apps.rulebook.questions import activity
from apps.rulebook.rules.clocks import tally
from apps.rulebook.rules.rulings import choices_of, rule_on

YEAR = {"begins": date(2026, 1, 1), "ends": date(2026, 12, 31)}


@pytest.mark.clause("40.12")
@pytest.mark.parametrize("organiser", list(activity.ORGANISERS))
def test_profit_events_of_societies_and_agencies_have_no_exception(book, organiser):
    answer = rule_on(activity.ENTRY, book, activity_kind="other", organiser=organiser,
                     for_profit=True, arranged=True)  # fmt: skip
    assert bool(answer) == (organiser not in ("society", "intermediary"))
    assert not answer.verdict.soft


@pytest.mark.clause("5.4")
def test_foreign_affairs_need_their_arrangement_only(book):
    for kind in [c.code for c in choices_of(activity.KINDS, book)]:
        answer = rule_on(activity.ENTRY, book, activity_kind=kind, organiser="government")
        assert bool(answer) == (kind != "foreign_affairs")
    assert rule_on(activity.ENTRY, book, activity_kind="foreign_affairs",
                   organiser="government", arranged=True)  # fmt: skip


@pytest.mark.clause("38.3")
@pytest.mark.parametrize(
    ("on", "count", "state"),
    [
        (date(2026, 6, 30), 28, "behind"),
        (date(2026, 6, 30), 30, "met"),
        (date(2026, 12, 31), 59, "short"),
        (date(2026, 12, 31), 60, "met"),
    ],
)
def test_sixty_days_are_held_against_the_pace(book, on, count, state):
    answer = tally(activity.GRASSROOTS, count, book, on=on, leader_role="vice_mayor", **YEAR)
    assert answer.state == state
    assert answer.allowed


@pytest.mark.clause("38.3")
def test_heads_of_units_owe_no_days(book):
    assert tally(activity.GRASSROOTS, 0, book, leader_role="unit_head", **YEAR).state == "none"


@pytest.mark.clause("38.2")
@pytest.mark.parametrize(("count", "state"), [(0, "short"), (1, "met"), (2, "met"), (3, "over")])
def test_one_or_two_topics_a_year(book, count, state):
    answer = tally(activity.RESEARCH, count, book, leader_role="mayor", **YEAR)
    assert (answer.state, answer.allowed) == (state, True)


@pytest.mark.clause("38.4")
def test_a_contact_point_without_visit_is_told_and_is_a_convention(book):
    answer = tally(activity.CONTACTS, 0, book, leader_role="vice_mayor", **YEAR)
    assert (answer.state, answer.source) == ("short", "office")


@pytest.mark.clause("17.2")
@pytest.mark.parametrize("capacity", ["ab", "delegation", "named", "acting_mayor"])
def test_a_letter_waits_for_its_addressee(book, capacity):
    assert not rule_on(activity.LETTER, book, addressee=True, capacity=capacity)
    assert rule_on(activity.LETTER, book, addressee=True, capacity="holder")
    assert not rule_on(activity.LETTER, book, addressee=False, capacity="holder")


@pytest.mark.clause("17.3", "17.4")
def test_four_ways_to_receive_visitors_and_what_may_become_supervision(book):
    assert len(choices_of(activity.RECEPTIONS, book)) == 4
    assert {c.code for c in choices_of(activity.ESCALATION, book)} == {"letter", "reception"}
    counted = tally(activity.RECEPTION_COUNT, 1, book, reception="reception")
    assert counted.state == "none"


@pytest.mark.clause("40.2")
def test_many_companions_are_noted_not_refused(book):
    answer = tally(activity.COMPANIONS, 9, book, activity_kind="grassroots")
    assert (answer.state, answer.allowed, answer.source) == ("over", True, "office")
