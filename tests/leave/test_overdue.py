"""Whoever is back and has not said so is reminded on the day after, then once each working day."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.leave import tasks
from apps.leave.services import changing
from apps.notifications.reminders import remind
from tests.leave.desk import TO, approved
from tests.organisation import factories

SATURDAY = factories.at(6, 13, 9)  # the leave ended on Friday the twelfth
SUNDAY, MONDAY = factories.at(6, 14, 9), factories.at(6, 15, 9)


def told(at: dt.datetime) -> set[str]:
    return {reminder.person.username for reminder in tasks.reminders(at)}


@pytest.mark.clause("40.9")
def test_the_person_and_the_duty_office_are_told_on_the_day_after_the_end(office):
    approved(office)
    assert told(TO - dt.timedelta(hours=10)) == set()  # his last day
    assert told(factories.at(6, 13, 3)) == set()  # the night
    assert told(SATURDAY) == {"vm2", "zb", "zb2"}


def test_after_that_it_is_told_on_working_days_only(office):
    approved(office)
    assert told(SUNDAY) == set()
    assert told(MONDAY) == {"vm2", "zb", "zb2"}


def test_it_is_told_once_a_day(office):
    approved(office)
    remind(at=MONDAY)
    assert told(MONDAY + dt.timedelta(hours=2)) == set()
    assert told(MONDAY + dt.timedelta(days=1)) == {"vm2", "zb", "zb2"}


def test_reported_back_nobody_is_told(office):
    case = approved(office)
    case.now = MONDAY - dt.timedelta(minutes=20)
    changing.report_back(leave=case.leave, returned_at=TO, **case.actor("vm2"))
    assert told(MONDAY) == set()
