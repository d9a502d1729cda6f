"""假如: a stretch of time read once answers as the board does, and supposing writes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.desk import middleware
from apps.organisation import authority, effects
from apps.organisation.authority import span_of
from apps.organisation.authority.board import Away
from apps.organisation.models import Absence
from apps.organisation.vocabulary import PORTFOLIO_ROLES
from apps.trail.models import Event
from tests.organisation.factories import at
from tests.organisation.test_property import (
    START,
    absences,
    enter,
    hours,
    mandates,
    names,
    pairings,
)

pytestmark = pytest.mark.django_db
NOW = at(8, 9)
PAGE = reverse("organisation:suppose")


@pytest.fixture
def web(client, monkeypatch, office):
    class Clock:
        now = staticmethod(lambda: NOW)

    monkeypatch.setattr(middleware, "timezone", Clock)
    client.force_login(office.people["vm4"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def asked(office, *who, start="2026-08-10T00:00", end="2026-08-13T00:00", **more):
    people = [office.people[login].pk for login in who]
    return {
        "who": people,
        "from_at": start,
        "to_at": end,
        "kind": "business_trip",
        "leaves_city": "on",
        **more,
    }


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    pairs=pairings,
    away=st.lists(absences, max_size=6),
    mandated=st.lists(st.one_of(mandates, names), max_size=4),
    instants=st.lists(hours, min_size=1, max_size=3),
)
def test_the_stretch_answers_as_the_board_of_each_instant(office, pairs, away, mandated, instants):
    enter(office, pairs, away, mandated)
    line = span_of(START, START + timedelta(days=30))
    posts = [p.pk for p in office.posts.values() if p.role in PORTFOLIO_ROLES]
    for when in (*instants, *line.turns()[:4]):
        real, told = authority.board_at(when), line.board(when)
        for post in posts:
            one, other = authority.outcome(real, post), authority.outcome(told, post)
            assert one.holder_acts == other.holder_acts
            assert (one.substitute and one.substitute[1]) == (
                other.substitute and other.substitute[1]
            )
            assert (one.gap and one.gap.reason) == (other.gap and other.gap.reason)
            same = [s for s in effects.shifts(line, post) if s.from_at <= when < s.to_at]
            hat = authority.wearer(real, post)
            assert [s.name for s in same] == [hat.person_name if hat else ""]


@pytest.mark.clause("5.9")
def test_an_absence_that_is_only_supposed_switches_the_partner_on_the_page_and_nowhere_else(
    web, office
):
    before = (Event.objects.count(), Absence.objects.count())
    text = web.get(PAGE, asked(office, "vm2")).content.decode()
    assert "松见山离咸期间，由兰照溪代行" in text
    assert "代松见山" in text
    assert (Event.objects.count(), Absence.objects.count()) == before
    assert [p.username for p, _ in authority.acting(office.posts["vm2"], at(8, 11)).people] == [
        "vm2"
    ]


@pytest.mark.clause("5.9")
def test_both_partners_away_shows_the_hours_without_anybody(web, office):
    office.away("vm3", at(8, 11, 0), at(8, 12, 0))
    text = web.get(PAGE, asked(office, "vm2")).content.decode()
    gaps = text[text.index("无人代行的时段") :]
    assert "松见山与兰照溪同时离咸" in gaps
    assert "秘书长" in gaps
    line = span_of(at(8, 10, 0), at(8, 13, 0)).supposing(
        absences=[
            (
                office.people["vm2"].pk,
                Away(0, "business_trip", True, at(8, 10, 0), at(8, 13, 0)),
            )
        ]
    )
    (gap,) = effects.gaps(effects.shifts(line, office.posts["vm2"].pk))
    assert (gap.from_at, gap.to_at) == (at(8, 11, 0), at(8, 12, 0))


def test_in_town_nothing_changes_and_it_says_so(web, office):
    values = asked(office, "vm2")
    del values["leaves_city"]
    assert "没有变化" in web.get(PAGE, values).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"who": []}, "请选择谁外出"),
        ({"who": ["9" * 30]}, "谁外出"),
        ({"to_at": "2026-08-09T00:00"}, "截止时间应晚于起始时间"),
        ({"to_at": "2027-08-09T00:00"}, "最多推演60天"),
        ({"from_at": "<script>"}, "时间请写成"),
        ({"kind": "x"}, "事由"),
    ],
)
def test_what_cannot_be_supposed_is_said(web, office, changes, words):
    answer = web.get(PAGE, {**asked(office, "vm2"), **changes})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_more_absences_cost_no_more_queries(web, office, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    web.get(PAGE, asked(office, "vm2"))
    with CaptureQueriesContext(connection) as first:
        web.get(PAGE, asked(office, "vm2"))
    for number, login in enumerate(("vm1", "vm4", "evm", "vm5")):
        office.away(login, at(8, 10, number), at(8, 12, number))
    with django_assert_num_queries(len(first)):
        web.get(PAGE, asked(office, "vm2", "vm3", "vm6"))
