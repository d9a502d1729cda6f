"""One step, one telling: what a switch changes is told to whom it changes something for."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from apps.core.jobs import run_due_jobs
from apps.matters.models import DecisionLink
from apps.notifications.models import Message
from apps.organisation import services
from tests.documents.desk import File, S, reach

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
# A step decided from a letter, and one that is signed in the office only.
WHATS = pytest.mark.parametrize("what", ["decide", "sign"])
MAILS = pytest.mark.parametrize("mail", [True, False])


def waiting(office, what: str, *, mail: bool) -> File:
    """Return a document that waits for vm2, who has been told."""
    for login in ("vm2", "vm3"):
        person = office.people[login]
        person.email = f"{login}@oa.example" if mail else ""
        person.save()
    now = timezone.now().replace(microsecond=0)  # a link lives by the database's clock too
    if what == "decide":
        file = reach(office, S.DECIDING, start=now)
    else:
        file = reach(office, S.SIGNING, "outgoing", start=now)
        while file.step().purpose == "review":
            file.settle("review", "agree", "同意。")
    assert (file.step().purpose, file.step().post.code) == (what, "vm2")
    run_due_jobs(at=file.clock.now)
    return file


class Listener:
    """Counts who is told of steps between one moment and the next."""

    def __init__(self) -> None:
        self.seen = 0
        self.new()

    def new(self) -> list[str]:
        rows = Message.objects.filter(kind="step").order_by("pk")
        found = list(rows.values_list("person__username", flat=True))
        fresh, self.seen = found[self.seen :], len(found)
        return [login for login in fresh if login in ("vm2", "vm3")]


@WHATS
@MAILS
def test_a_step_is_told_once_however_often_it_is_announced(office, what, mail):
    file = waiting(office, what, mail=mail)
    told = Message.objects.filter(kind="step", person=office.people["vm2"])
    assert told.count() == 1
    run_due_jobs(at=file.clock.now + HOUR)
    assert told.count() == 1


@WHATS
@MAILS
def test_each_switch_is_told_to_whoever_gets_the_step_and_to_nobody_else(office, what, mail):
    file = waiting(office, what, mail=mail)
    begin = file.clock.now + HOUR
    row = office.away("vm2", begin, begin + 3 * DAY)
    heard = Listener()

    def after(moment: dt.datetime, **days) -> list[str]:
        if days:
            services.change_absence(absence=row, by=None, at=moment, **days)
        run_due_jobs(at=moment)
        return heard.new()

    assert after(begin) == ["vm3"]
    assert after(begin + HOUR, from_at=begin, to_at=begin + 2 * DAY) == []  # shorter
    assert after(begin + 2 * HOUR, from_at=begin, to_at=begin + 5 * DAY) == []  # longer
    assert after(begin + 3 * HOUR, from_at=begin - 3 * HOUR, to_at=begin + 5 * DAY) == []
    live = DecisionLink.objects.filter(state="active").values_list("actor__username", flat=True)
    assert list(live) == (["vm3"] if mail and what == "decide" else [])
    services.end_absence(absence=row, by=None, at=begin + DAY)
    assert after(begin + DAY) == ["vm2"]
    assert after(begin + 6 * DAY) == ([] if what == "sign" or not mail else ["vm2"])  # a new link
    assert after(begin + 6 * DAY + HOUR) == []


@WHATS
def test_a_leave_entered_after_it_began_is_told_to_whoever_acts_now(office, what):
    file = waiting(office, what, mail=True)
    heard = Listener()
    now = file.clock.now + HOUR
    services.record_absence(
        person=office.people["vm2"], kind="business_trip", from_at=now - 5 * HOUR,
        to_at=now + DAY, by=None, at=now, approved_at=now,
    )  # fmt: skip
    run_due_jobs(at=now)
    assert heard.new() == ["vm3"]
