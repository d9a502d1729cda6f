"""How many queries the pages take, kept in query_counts.json: an N+1 is a diff in review."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from tests.activity.desk import TODAY, L
from tests.documents.test_query_counts import baseline, count

LEADERS = ("mayor", "evm", "vm2", "vm3", "vm4", "sg")


def test_all_leaders_cost_no_more_than_one_and_many_records_no_more_than_few(office, desk, web):
    own = reverse("activity:leader", args=[office.posts["vm2"].pk])
    for leader in LEADERS:
        some(desk, leader)
    found = {"activity": count(web("wd"), "/activity/"), "activity_leader": count(web("vm2"), own)}
    for leader in LEADERS:
        for back in range(1, 4):
            some(desk, leader, back)
    again = {"activity": count(web("wd"), "/activity/"), "activity_leader": count(web("vm2"), own)}
    assert again == found
    kept = baseline()
    assert {name: kept[name] for name in found} == found


@pytest.mark.parametrize("name", ["letter", "topic", "reception", "activity"])
def test_more_acts_on_one_row_cost_no_more(office, desk, web, name):
    row = {"letter": desk.letter, "topic": desk.topic, "reception": desk.reception,
           "activity": desk.activity}[name]()  # fmt: skip
    path = reverse(f"activity:{name}", args=[row.pk])
    first = count(web("m2"), path)
    for number in range(3):
        some(desk, "vm2", number)
        if name == "topic":
            desk.activity(topic=row, from_on=TODAY - dt.timedelta(days=number + 5))
    assert count(web("m2"), path) == first
    assert first == baseline()[f"activity_{name}"], first


def some(desk, leader: str, back: int = 0) -> None:
    """Enter one of each."""
    day = TODAY - dt.timedelta(days=back)
    desk.activity(leader, from_on=day, companions=9)
    point = desk.point(leader, name=f"联系点{back}")
    desk.activity(leader, kind="contact_point", contact_point=point, from_on=day)
    desk.reception(leader, on=day)
    desk.topic(leader=leader, title=f"课题{back}")
    desk.letter(L.HANDLING, leader=leader)
    desk.letter(leader=leader)
