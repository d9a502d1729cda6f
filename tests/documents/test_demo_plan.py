"""What the demonstration holds reads like an office: in hours, no two alike, every state shown."""

from __future__ import annotations

import datetime as dt
from random import Random

from django.utils import timezone

from apps.documents.demo.load import FRONT
from apps.documents.demo.plan import OUT_STOPS, STOPS, plan
from apps.documents.demo.walk import Clock
from apps.workdays.calendar import WorkCalendar


def subject(entry) -> str:
    return entry.line[4] if entry.direction == "outgoing" else entry.line[1]


def test_no_two_documents_of_a_unit_are_called_the_same():
    entries = [e for e in plan() if e.direction != "report"]
    names = [(e.direction, e.line[0], subject(e)) for e in entries]
    assert len(names) == len(set(names))
    assert len({e.key for e in plan()}) == len(plan())


def test_the_front_row_shows_every_state_and_what_waits_for_leaders_differs():
    front = plan()[:FRONT]
    shown = {(e.direction, e.stop) for e in front}
    wanted = {("incoming", s) for s, _ in STOPS} | {("outgoing", s) for s, _ in OUT_STOPS}
    assert wanted - shown == {("outgoing", "done")}, "the working rules themselves are issued"
    waiting = [subject(e) for e in front if e.stop == "decide"]
    assert len({name[:4] for name in waiting}) > len(waiting) // 2, waiting


def test_the_office_works_from_nine_to_five_on_working_days():
    night = timezone.make_aware(dt.datetime(2026, 6, 5, 2, 0))
    clock = Clock(night, night + dt.timedelta(days=60), WorkCalendar({}, frozenset()), Random(3))
    for _ in range(80):
        local = timezone.localtime(clock.tick())
        assert 9 <= local.hour < 17, local
        assert local.weekday() < 5, local
