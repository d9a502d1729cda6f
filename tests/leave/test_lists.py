"""Lists and the search of leave: what one may read, and what it costs."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.leave.desk import approved, asked
from tests.leave.test_pages import html, sound


def test_lists_show_what_one_may_read_and_filter_it(office, web, clock):
    mine, other = asked(office, "nyj.head"), asked(office, "jyj.head")
    page = sound(web("vm2").get("/leave/"))
    assert mine.leave.person.name in page
    assert other.leave.person.name not in page
    assert "没有符合条件的请假" in html(web("vm2").get("/leave/?q=没有的人"))
    assert "还没有请假" in html(web("jyj.clerk").get("/leave/"))
    for query in (
        "show=mine",
        "show=away",
        "show=unfiled",
        "show=overdue",
        "state=asking",
        "before=x",
        "state=%00",
    ):
        assert web("vm2").get(f"/leave/?{query}").status_code == 200


def test_returns_that_were_not_reported_are_a_list_of_their_own(office, web, clock):
    late, other = approved(office, "nyj.head"), asked(office, "vm4")
    clock.now = late.leave.to_at + dt.timedelta(hours=9)
    page = sound(web("mayor").get("/leave/?show=overdue"))
    assert late.leave.person.name in page
    assert f">{other.leave.person.name}</a>" not in page


def test_the_list_takes_a_constant_number_of_queries(office, web):
    def count() -> int:
        client = web("mayor")
        client.get("/leave/")
        with CaptureQueriesContext(connection) as caught:
            client.get("/leave/")
        return len(caught)

    asked(office, "nyj.head")
    few = count()
    for login in ("jyj.head", "zjj.head", "czj.head", "vm4"):
        asked(office, login)
    assert count() == few


def test_the_search_finds_a_leave_for_whoever_may_read_it(office, web):
    case = asked(office, "nyj.head")
    name = case.leave.person.name
    assert case.leave.title in sound(web("vm2").get(f"/search/?q={name}"))
    assert case.leave.title not in html(web("jyj.head").get(f"/search/?q={name}"))
