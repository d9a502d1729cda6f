"""What waits for posts, as the simulator below is told of it: only what the viewer may read."""

from __future__ import annotations

import pytest

from apps.matters import pending
from apps.organisation import authority
from apps.organisation.presence import Viewer
from tests.matters.house import AT

pytestmark = pytest.mark.django_db


def seen_by(house, login: str):
    person = house.office.people[login]
    viewer = Viewer(person.pk, tuple(authority.hats(person, AT)))
    return pending.waiting({house.office.posts["vm2"].pk}, viewer)


def test_titles_are_told_to_readers_and_numbers_to_the_others(house):
    slip = house.slip("事项一")
    house.open(slip, "vm2", purpose="decide")
    house.open(house.slip("事项二"), "vm3", purpose="decide")
    (row,), more = seen_by(house, "vm2")
    assert (row.title, row.power, more) == ("事项一", "decide", 0)
    assert seen_by(house, "vm4") == ([], 1)


def test_it_takes_two_queries_whatever_waits(house, django_assert_num_queries):
    for number in range(5):
        house.open(house.slip(f"事项{number}"), "vm2", purpose="decide")
    person = house.office.people["vm2"]
    viewer = Viewer(person.pk, tuple(authority.hats(person, AT)))
    with django_assert_num_queries(2):
        rows, more = pending.waiting({house.office.posts["vm2"].pk}, viewer)
    assert (len(rows), more) == (5, 0)
