"""Where leaders are: the span says what the board says, and nobody reads more than his due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.organisation import authority, presence, services
from apps.organisation.policies.whereabouts import can_see_whereabouts, reads_reasons
from apps.organisation.presence import Entry, Viewer
from apps.organisation.vocabulary import LEADER_ROLES
from apps.organisation.whereabouts import Grid, State, grid
from apps.workdays.models import CalendarDay
from tests.organisation import test_property as chance
from tests.organisation.factories import at

pytestmark = pytest.mark.django_db
MONDAY, SUNDAY = date(2026, 6, 1), date(2026, 6, 7)


def viewer(office, login: str) -> Viewer:
    person = office.people[login]
    return Viewer(person.pk, authority.hats(person, at(6, 3)))


def week(office, login: str = "mayor") -> Grid:
    return grid(MONDAY, SUNDAY, viewer=viewer(office, login))


def state(found: Grid, code: str, day: int, *, afternoon: bool = False) -> State:
    row = next(row for row in found.rows if row.post.code == code)
    return row.states[2 * (day - 1) + afternoon]


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    pairs=chance.pairings,
    away=st.lists(chance.absences, max_size=8),
    mandated=st.lists(st.one_of(chance.mandates, chance.names), max_size=4),
)
def test_a_span_answers_at_every_instant_what_the_board_of_that_instant_answers(
    office, pairs, away, mandated
):
    chance.enter(office, pairs, away, mandated)
    start, end = chance.START, chance.START + timedelta(days=13)
    span = authority.span_of(start, end)
    posts = [post.pk for post in office.posts.values() if post.role in LEADER_ROLES]
    turns = span.turns()
    for when in (*turns, *(turn + timedelta(minutes=90) for turn in turns)):
        board = authority.board_at(when)
        mine = span.board(when)
        for post in posts:
            assert authority.outcome(mine, post) == authority.outcome(board, post), (when, post)


def test_nothing_changes_between_two_turns(office):
    office.away("vm2", at(6, 3, 9), at(6, 4, 15))
    office.away("vm3", at(6, 4, 8), at(6, 5, 0))
    office.named("vm2", "vm4", at(6, 4, 10), at(6, 4, 14))
    span = authority.span_of(at(6, 1, 0), at(6, 8, 0))
    post = office.posts["vm2"].pk
    instants = [at(6, 1, 0) + timedelta(minutes=30 * n) for n in range(7 * 48)]
    turns = span.turns()
    for before, after in zip(instants, instants[1:], strict=False):
        one, other = (authority.outcome(span.board(t), post) for t in (before, after))
        if one != other:
            assert any(before < turn <= after for turn in turns), (before, after)
    with pytest.raises(ValueError, match="outside"):
        span.board(at(6, 8, 0))


def test_a_week_shows_who_is_away_who_acts_and_for_whom(office):
    office.away("vm2", at(6, 3, 14), at(6, 5, 0))
    found = week(office)
    assert state(found, "vm2", 3).is_plain
    there = state(found, "vm2", 3, afternoon=True)
    assert (there.mark, there.word, there.until) == ("acted", "出差", "至6月4日")
    assert (there.acts, there.cites[0].label) == ("兰照溪", "第五条第三款")
    acts = state(found, "vm3", 4)
    assert [(one.label, one.cite.label) for one in acts.stands_in] == [("代松见山", "第五条第三款")]
    assert state(found, "vm2", 5).is_plain


def test_both_partners_away_is_a_gap_and_counts_more_than_an_acted_hour(office):
    office.away("vm2", at(6, 3, 0), at(6, 5, 0))
    office.away("vm3", at(6, 4, 10), at(6, 6, 0))
    found = week(office)
    assert state(found, "vm2", 3).mark == "acted"
    gap = state(found, "vm2", 4)
    assert gap.mark == "gap"
    assert "同时离咸" in gap.gap
    assert state(found, "vm3", 5).mark == "acted"


def test_leave_inside_the_city_is_shown_and_switches_nobody(office):
    office.away("vm2", at(6, 3, 0), at(6, 4, 0), kind="vacation", leaves_city=False)
    there = state(week(office), "vm2", 3)
    assert (there.mark, there.word, there.acts) == ("away", "休假（在咸）", "")
    assert state(week(office), "vm3", 3).is_plain


def test_why_somebody_is_on_leave_is_read_by_himself_the_approver_and_the_office_only(departments):
    office = departments
    office.away("vm2", at(6, 3, 0), at(6, 4, 0), kind="sick_leave")
    seen = {who: state(week(office, who), "vm2", 3).word for who in ("vm2", "mayor", "sg", "vm4")}
    assert seen == {"vm2": "病假", "mayor": "病假", "sg": "病假", "vm4": "休假"}
    assert state(week(office, "jtj.head"), "vm2", 3).word == "休假"
    assert state(week(office, "wd"), "vm2", 3).word == "休假"


def test_what_is_not_approved_yet_is_read_by_the_same_people(office):
    office.away("vm2", at(6, 3, 0), at(6, 4, 0), kind="sick_leave", approved_at=None)
    words = [entry.words for entry in state(week(office, "mayor"), "vm2", 3).entries]
    assert words == ["待批：病假"]
    assert [e.is_open for e in state(week(office, "vm2"), "vm2", 3).entries] == [True]
    assert state(week(office, "vm3"), "vm2", 3).is_plain


def test_the_page_is_for_leaders_the_office_and_heads(departments):
    office = departments
    hats = {who: authority.hats(office.people[who], at(6, 3)) for who in office.people}
    seeing = {who for who, worn in hats.items() if can_see_whereabouts(worn)}
    assert seeing == {
        *(w for w in hats if w in office.posts and "." not in w),
        "jtj.head",
        "nyj.head",
    }
    assert not can_see_whereabouts(())
    assert {who for who, worn in hats.items() if reads_reasons(worn)} == {"mayor", "sg"}


def test_a_source_adds_to_the_week_what_its_viewer_may_read(office, monkeypatch):
    chair, guest = office.people["vm2"].pk, office.people["vm3"].pk
    asked = []

    def meetings(people, from_at, to_at, who):
        asked.append((set(people), from_at, to_at))
        if who.person_id != guest:
            yield Entry(
                chair, at(6, 3, 9), at(6, 3, 11), "市政府常务会议", "meeting-1", where="一楼"
            )
        yield Entry(999999, at(6, 3, 9), at(6, 3, 11), "别人的会", "meeting-2")
        yield Entry(chair, at(7, 3, 9), at(7, 3, 11), "下月的会", "meeting-3")

    monkeypatch.setitem(presence.SOURCES._entries, "meetings", meetings)
    there = state(week(office), "vm2", 3)
    assert [(e.words, e.where) for e in there.entries] == [("市政府常务会议", "一楼")]
    assert state(week(office), "vm2", 3, afternoon=True).is_plain
    assert state(week(office, "vm3"), "vm2", 3).is_plain
    people, from_at, to_at = asked[0]
    assert {chair, guest} <= people
    assert (from_at, to_at) == (at(6, 1, 0), at(6, 8, 0))


def test_working_days_and_moved_ones_are_marked(office):
    CalendarDay.objects.all().delete()
    for day, working, name in ((19, False, "端午节"), (21, True, "端午节调休")):
        services_day = CalendarDay(date=date(2026, 6, day), working=working, name=name)
        services_day.notice_year, services_day.source = 2026, "通知"
        services_day.save()
    days = {d.on.day: d for d in grid(date(2026, 6, 15), date(2026, 6, 21), viewer=Viewer(0)).days}
    assert (days[19].works, days[19].moved) == (False, "休")
    assert (days[21].works, days[21].moved) == (True, "班")
    assert (days[20].works, days[20].moved) == (False, "")


def asked(first: date, last: date, who: Viewer) -> int:
    with CaptureQueriesContext(connection) as queries:
        grid(first, last, viewer=who)
    return len(queries)


def test_a_month_of_many_absences_asks_as_few_questions_as_an_empty_week(office):
    who = viewer(office, "mayor")
    grid(MONDAY, SUNDAY, viewer=who)
    few = asked(MONDAY, SUNDAY, who)
    for n, login in enumerate(("vm1", "vm2", "vm3", "vm4", "vm5", "vm6", "evm")):
        for day in range(1 + n % 3, 28, 4):
            row = office.away(login, at(6, day, 8), at(6, day + 2, 12))
            if day % 8 == 1:
                services.end_absence(absence=row, by=None, at=at(6, day + 1))
    assert asked(date(2026, 6, 1), date(2026, 6, 30), who) == few <= 9
