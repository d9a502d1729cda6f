"""Counting time: the worked values of 2026, and laws that hold for any calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.workdays.calendar import DAY, Due, WorkCalendar
from apps.workdays.seed import library_year
from tests.workdays.conftest import ON, days_off

YEAR = {day: False for day, _ in days_off()} | {date.fromisoformat(f"2026-{on}"): True for on in ON}
CALENDAR = WorkCalendar(YEAR, frozenset({2025, 2026}))


def d(text):
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("09-28", 5, "10-10"),
        ("09-30", 5, "10-13"),
        ("09-24", 7, "10-12"),
        ("09-28", 3, "10-08"),
        ("09-18", 7, "09-29"),
        ("04-29", 5, "05-09"),
        ("02-12", 7, "02-28"),
        ("06-17", 5, "06-25"),
        ("03-09", 20, "04-07"),
    ],
)
def test_the_worked_values_of_2026(start, count, due):
    assert CALENDAR.add_workdays(d(start), count) == Due(d(due))
    assert CALENDAR.workdays_between(d(start), d(due)) == count
    seed = library_year(2026)
    library = WorkCalendar({on: day[0] for on, day in seed.days.items()}, frozenset({2026}))
    assert library.add_workdays(d(start), count) == Due(d(due))


def test_the_library_and_the_notice_agree_on_every_day_of_2026():
    seed = library_year(2026).days
    library = WorkCalendar({on: day[0] for on, day in seed.items()}, frozenset({2026}))
    days = [d("01-01") + n * DAY for n in range(365)]
    assert [day for day in days if library.is_workday(day) != CALENDAR.is_workday(day)] == []


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [("10-08", -3, "09-28"), ("10-08", -1, "09-30"), ("10-05", 0, "10-08"), ("10-08", 0, "10-08")],
)
def test_counting_back_and_counting_none(start, count, due):
    assert CALENDAR.add_workdays(d(start), count).on == d(due)


def test_three_days_before_departure_are_calendar_days_and_do_not_roll():
    assert CALENDAR.add_days(d("10-08"), -3) == Due(d("10-05"))


@pytest.mark.parametrize(
    ("start", "days", "due"), [("09-25", 7, "10-08"), ("06-03", 60, "08-03"), ("09-21", 7, "09-28")]
)
def test_a_limit_in_calendar_days_rolls_to_the_next_working_day(start, days, due):
    assert CALENDAR.add_days(d(start), days, roll=True) == Due(d(due))


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("01-31", 1, "02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("12-15", 1, "2027-01-15"),
        ("03-31", -1, "02-28"),
        ("01-15", -2, "2025-11-15"),
        ("08-31", 1, "09-30"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start, months, due):
    assert CALENDAR.add_months(d(start), months).on == d(due)


def test_a_limit_in_months_rolls_too():
    assert CALENDAR.add_months(d("09-02"), 1, roll=True) == Due(d("10-08"))
    assert CALENDAR.roll(d("10-01")) == d("10-08")


@pytest.mark.parametrize(
    ("start", "count", "provisional"),
    [("12-30", 1, False), ("12-30", 2, True), ("2025-12-31", 3, False), ("2027-01-05", -9, True)],
)
def test_a_count_through_an_unknown_year_is_provisional(start, count, provisional):
    assert CALENDAR.add_workdays(d(start), count).provisional is provisional


def test_a_day_that_no_notice_can_move_is_not_provisional():
    assert CALENDAR.add_days(d("12-30"), 30) == Due(d("2027-01-29"))
    assert CALENDAR.add_days(d("12-30"), 30, roll=True).provisional


def test_across_new_year_and_leap_day():
    plain = WorkCalendar({}, frozenset({2023, 2024}))
    assert plain.add_workdays(d("2024-02-28"), 2).on == d("2024-03-01")
    assert plain.add_workdays(d("2023-12-29"), 1) == Due(d("2024-01-01"))


DATES = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(
    WorkCalendar,
    st.dictionaries(DATES, st.booleans(), max_size=60),
    st.frozensets(st.integers(2019, 2031)),
)
COUNTS = st.integers(1, 60)
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def naive(calendar, start, end):
    days = (start + n * DAY for n in range(1, (end - start).days + 1))
    return sum(calendar.is_workday(day) for day in days)


@few
@given(CALENDARS, DATES, DATES)
def test_between_equals_counting_one_by_one_and_changes_sign(calendar, one, other):
    start, end = sorted((one, other))
    assert calendar.workdays_between(start, end) == naive(calendar, start, end)
    assert calendar.workdays_between(end, start) == -naive(calendar, start, end)


@few
@given(CALENDARS, DATES, COUNTS)
def test_a_due_day_is_a_working_day_and_between_gives_the_count_back(calendar, start, count):
    due = calendar.add_workdays(start, count).on
    assert calendar.is_workday(due)
    assert due > start
    assert calendar.workdays_between(start, due) == count


@few
@given(CALENDARS, DATES, COUNTS, COUNTS)
def test_counting_in_two_steps_is_counting_in_one(calendar, start, one, other):
    halfway = calendar.add_workdays(start, one).on
    assert calendar.add_workdays(halfway, other).on == calendar.add_workdays(start, one + other).on


@few
@given(CALENDARS, DATES, COUNTS)
def test_from_a_working_day_forth_and_back_is_where_one_began(calendar, start, count):
    start = calendar.roll(start)
    due = calendar.add_workdays(start, count).on
    assert calendar.add_workdays(due, -count).on == start


@few
@given(CALENDARS, DATES, COUNTS)
def test_a_later_start_is_never_due_earlier(calendar, start, count):
    later = start + timedelta(days=1)
    assert calendar.add_workdays(start, count).on <= calendar.add_workdays(later, count).on


@few
@given(CALENDARS, DATES, COUNTS)
def test_entering_a_missing_notice_leaves_nothing_provisional(calendar, start, count):
    known = WorkCalendar(calendar.days, frozenset(range(2019, 2033)))
    assert known.add_workdays(start, count) == Due(calendar.add_workdays(start, count).on)
