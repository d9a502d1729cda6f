"""Another plan of who leads what, tried on the requests for leave that wait and on those gone."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.leave import replaying
from apps.matters.models import Matter
from tests.leave.desk import asked
from tests.leave.office import NOW


class Drafted:
    """A directory in which one leader is in charge of everything."""

    def __init__(self, office, login: str = "") -> None:
        self.office, self.post = office, office.posts.get(login)

    def leader_of(self, unit, at):
        return self.post

    def only(self, role):
        return self.office.posts["mayor"]

    def called(self, post, at):
        return post.name


def stations(office, **asked_for) -> dict[str, list[tuple[str, ...]]]:
    """Return for each person the posts he would meet: vm4 in charge, nobody in charge."""
    tried = (Drafted(office, "vm4"), Drafted(office))
    found = replaying.replay(Matter.objects.all(), tried, most=50, **asked_for)
    return {
        one.matter.person.username: [
            tuple(p for s in route for p in s.posts) for route in one.routes
        ]
        for one in found
    }


@pytest.mark.clause("40.7")
def test_a_head_of_department_would_go_to_whoever_is_in_charge_then(office):
    asked(office, "nyj.head")
    asked(office, "vm2")
    asked(office, "nyj.clerk", leave_kind="personal_leave")
    assert stations(office, at=NOW) == {
        "nyj.head": [("vm4",), ("portfolio_leader",)],
        "vm2": [("mayor",), ("mayor",)],
        "nyj.clerk": [(), ()],  # his own head agrees: no leader of the city
    }


def test_those_of_a_quarter_are_asked_for_their_own_instant(office):
    asked(office, "nyj.head")
    day = dt.timedelta(days=1)
    assert stations(office, quarter=(NOW - day, NOW + day)).keys() == {"nyj.head"}
    assert stations(office, quarter=(NOW + day, NOW + 2 * day)) == {}
