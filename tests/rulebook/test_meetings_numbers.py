"""How often meetings are held, how many in a year, how large."""

from datetime import date

import pytest

from apps.rulebook.questions.meetings.numbers import FREQUENCY, SCALE, YEARLY
from apps.rulebook.rules.clocks import gap_since, tally

YEAR = {"begins": date(2026, 1, 1), "ends": date(2026, 12, 31)}


@pytest.mark.clause("20.9")
@pytest.mark.parametrize(
    ("last", "on", "state"),
    [
        (date(2026, 2, 9), date(2026, 2, 23), "green"),
        (date(2026, 2, 9), date(2026, 2, 24), "amber"),
        (date(2026, 2, 9), date(2026, 3, 2), "amber"),  # the holiday does not stretch the weeks
        (date(2026, 3, 2), date(2026, 3, 2), "green"),
        (date(2026, 7, 6), date(2026, 7, 8), "green"),  # as often as wanted
        (None, date(2026, 7, 8), "none"),
    ],
)
def test_two_weeks_are_fourteen_days_and_more_often_is_no_fault(book, calendar, last, on, state):
    gap = gap_since(FREQUENCY, last, on, book, calendar, meeting_kind="executive")
    assert gap.state == state
    assert gap.soft


@pytest.mark.clause("26.1")
def test_two_months_run_from_date_to_date_and_each_session_starts_them_anew(book, calendar):
    ask = {"book": book, "calendar": calendar, "meeting_kind": "study"}
    assert gap_since(FREQUENCY, date(2026, 3, 23), date(2026, 5, 23), **ask).state == "green"
    assert gap_since(FREQUENCY, date(2026, 3, 23), date(2026, 5, 24), **ask).state == "amber"
    assert gap_since(FREQUENCY, date(2026, 5, 18), date(2026, 5, 24), **ask).state == "green"
    assert gap_since(FREQUENCY, date(2026, 12, 31), date(2027, 2, 28), **ask).state == "green"
    assert gap_since(FREQUENCY, date(2026, 12, 31), date(2027, 3, 1), **ask).state == "amber"


@pytest.mark.parametrize("kind", ["plenary", "topic", "department_work", "event"])
def test_meetings_without_an_interval_never_turn_amber(book, calendar, kind):
    gap = gap_since(FREQUENCY, date(2020, 1, 1), date(2026, 1, 1), book, calendar,
                    meeting_kind=kind)  # fmt: skip
    assert (gap.state, gap.due_on) == ("none", None)


@pytest.mark.clause("19.5")
@pytest.mark.parametrize(
    ("count", "on", "state"),
    [
        (0, date(2026, 9, 30), "met"),
        (0, date(2026, 10, 1), "short"),
        (0, date(2026, 12, 31), "short"),
        (1, date(2026, 12, 31), "met"),
        (5, date(2026, 12, 31), "met"),
    ],
)
def test_one_plenary_a_year_is_missed_from_october_and_more_are_welcome(book, count, on, state):
    answer = tally(YEARLY, count, book, on=on, meeting_kind="plenary", **YEAR)
    assert answer.state == state
    assert answer.allowed


@pytest.mark.clause("25.2", "25.9")
@pytest.mark.parametrize("kind", ["department_citywide", "department_work", "event", "executive"])
def test_other_meetings_are_counted_and_never_limited(book, kind):
    answer = tally(YEARLY, 40, book, on=date(2026, 12, 31), meeting_kind=kind, **YEAR)
    assert (answer.state, answer.allowed) == ("none", True)
    assert "40次" in answer.sentence


@pytest.mark.clause("25.2")
def test_size_and_length_are_parameters_left_empty_by_the_office(book):
    for measured in SCALE.fact("measured").values:
        answer = tally(SCALE, 900, book, meeting_kind="event", measured=measured)
        assert (answer.state, answer.source, answer.most) == ("none", "office", None)
