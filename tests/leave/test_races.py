"""Many hands on one leave, on a database that commits: each act once, by one rule."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core.verdicts import Refused
from apps.leave.services import asking, changing
from apps.matters import steps
from apps.matters.models import Step
from apps.organisation import authority
from apps.organisation.models import Absence
from tests.leave.desk import S, asked, away
from tests.leave.office import build
from tests.matters.house import race


@pytest.fixture
def open_office(transactional_db):
    """The office on a database that commits, for threads that race."""
    return build()


def only_refusals(failures) -> bool:
    return all(isinstance(failure, Refused) for failure in failures)


def test_agreeing_and_taking_back_at_once_leave_one_of_both(open_office):
    case = asked(open_office)
    step, mayor, own = case.step("leave_approve"), case.actor("mayor"), case.actor("vm2")

    def work(number):
        if number % 2:
            asking.take_back(leave=case.leave, **own)
        else:
            steps.settle(step=step, outcome="agree", **mayor)

    failures = race(4, work)
    assert (len(failures), only_refusals(failures)) == (3, True)
    absences = Absence.objects.count()
    assert (case.fresh().state, absences) in ((S.APPROVED, 1), (S.DRAFTING, 0))


def test_reporting_back_twice_at_once_ends_it_once(open_office):
    case = away(open_office)
    actor, now = case.actor("vm2"), case.now
    failures = race(4, lambda _: changing.report_back(leave=case.leave, returned_at=now, **actor))
    assert (len(failures), only_refusals(failures)) == (3, True)
    assert case.fresh().returned_at == now


def test_a_substitute_who_decides_while_the_leave_is_cut_short(open_office):
    """What he decides stands, or is refused because the hat is no longer his; never both."""
    office = open_office
    case = away(office)
    days = {"from_at": case.now + dt.timedelta(days=20), "to_at": case.now + dt.timedelta(days=22)}
    request = asked(office, "nyj.head", case.now, **days)
    step = request.step("leave_approve")
    at = request.now + dt.timedelta(minutes=1)
    worn = authority.hats(office.people["vm3"], at)
    hat = next(h for h in worn if h.post_code == "vm2")
    owner = case.actor("vm2")

    def work(number):
        if number:
            changing.report_back(leave=case.leave, returned_at=owner["at"], **owner)
        else:
            steps.settle(step=step, outcome="agree", by=office.people["vm3"], hat=hat, at=at)

    failures = race(2, work)
    assert only_refusals(failures)
    step.refresh_from_db()
    if step.state == Step.State.SETTLED:
        assert step.hat["for_person_name"] == "松见山"
    else:
        assert len(failures) == 1
    acting = authority.acting(office.posts["vm2"], at + dt.timedelta(minutes=5)).people
    assert [person.username for person, _ in acting] == ["vm2"]
