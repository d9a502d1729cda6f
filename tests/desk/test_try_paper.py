"""试算一件公文: the same stations as a real paper would take, on any day, whoever is away."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.documents.purposes import PURPOSES
from apps.organisation import services
from apps.organisation.authority import law
from apps.rulebook import shelf
from apps.trail.models import Event
from tests.desk.ui_kit import checked
from tests.documents.desk import S, reach
from tests.documents.office import NOW, build

pytestmark = pytest.mark.django_db
URL = "desk:try_paper"


@pytest.fixture
def office(db, monkeypatch):
    cache.clear()
    law.book_on.cache_clear()
    found = build()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return found


@pytest.fixture
def client(office):
    client = Client()
    client.force_login(
        office.people["nyj.clerk"], backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def facts(office, unit="nyj", **more):
    return {
        "asked": "1", "way": "incoming", "sender": office.units[unit].pk,
        "document_kind": "request_for_instructions", "issuer": "city_government",
        "doc_class": "ordinary", "urgency": "normal", "addressees": 1, "matters_count": 1, **more,
    }  # fmt: skip


def tried(client, office, unit="nyj", **more):
    answer = client.get(reverse(URL), facts(office, unit, **more))
    assert answer.status_code == 200, answer.context["form"].errors
    checked(answer.content.decode())
    return answer


def decided_by(answer):
    """Return (label, post, person) of every leader's station of the first way."""
    return [
        (s.label, w.post.code, person.username)
        for s in answer.context["ways"][0].stations
        if s.stage
        for w in s.who
        for person, _ in w.people
    ]


@pytest.mark.parametrize(
    ("unit", "leader"), [("nyj", "vm2"), ("jyj", "vm3"), ("sjj", "mayor"), ("czj", "evm")]
)
def test_it_goes_where_a_real_paper_would_go(client, office, unit, leader):
    answer = tried(client, office, unit)
    assert decided_by(answer)[-1][1] == leader
    assert stations_of(answer) == walked(reach(office, S.ANSWERED, unit=unit))


def test_an_outgoing_paper_goes_where_a_real_one_would_go(client, office):
    answer = tried(client, office, "nyj", way="outgoing", document_kind="notice")
    real = walked(reach(office, S.ISSUED, direction="outgoing", unit="nyj"))
    ways = [stations_of(answer, number) for number in range(len(answer.context["ways"]))]
    assert real in ways


def walked(file):
    """Return (purpose, posts) of every station that a real paper came through."""
    found = {}
    for step in file.document.steps.order_by("group", "order").select_related("post"):
        found.setdefault(PURPOSES[step.purpose].label, set()).add(step.post.code)
    return list(found.items())


def stations_of(answer, number=0):
    """Return the same of the paper that was tried."""
    stations = answer.context["ways"][number].stations
    return [(s.label, {w.post.code for w in s.who}) for s in stations]


def test_whoever_is_supposed_to_be_away_is_stood_in_for_by_his_partner(client, office):
    gone = office.people["vm2"].pk
    answer = tried(client, office, gone=[gone])
    assert decided_by(answer) == [("批示", "vm2", "vm3")]
    assert "代" in answer.content.decode()
    both = tried(client, office, gone=[gone, office.people["vm3"].pk])
    assert decided_by(both) == []
    (station,) = [s for s in both.context["ways"][0].stations if s.stage]
    assert "提出建议" in station.who[0].gap.reason


def test_a_real_absence_counts_without_being_chosen(client, office):
    office.away("vm2", NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=2))
    assert decided_by(tried(client, office)) == [("批示", "vm2", "vm3")]
    later = (NOW + dt.timedelta(days=6)).date()
    assert decided_by(tried(client, office, on_day=later)) == [("批示", "vm2", "vm2")]


def test_a_major_matter_goes_on_to_the_mayor_and_several_leaders_agree_before(client, office):
    answer = tried(client, office, major="on", co_leaders=[office.posts["vm4"].pk])
    assert {label for label, *_ in decided_by(answer)} == {"核批", "批示", "市长审批"}
    assert [post for _, post, _ in decided_by(answer)][-1] == "mayor"


def test_every_station_ends_no_earlier_than_the_one_before(client, office):
    for urgency in ("normal", "urgent", "most_urgent"):
        way = tried(client, office, urgency=urgency).context["ways"][0]
        days = [s.limit.due_on for s in way.stations if s.limit]
        assert days == sorted(days)
        assert days[0] >= NOW.date()
        assert way.last_on == days[-1]


def test_a_past_day_is_asked_of_the_plan_of_that_day(client, office):
    services.publish_plan(
        plan=_plan(office, {"nyj": "vm4"}, NOW.date() + dt.timedelta(days=10)), by=None, at=NOW
    )
    before, after = (NOW.date() + dt.timedelta(days=n) for n in (9, 10))
    assert decided_by(tried(client, office, on_day=before))[-1][1] == "vm2"
    assert decided_by(tried(client, office, on_day=after))[-1][1] == "vm4"


def _plan(office, lines, since):
    units = {"nyj": "vm2", "jyj": "vm3", "zjj": "vm4", "sjj": "mayor", "czj": "evm",
             "sfj": "vm4", "scj": "vm3", "xaq": "vm4", "fgb": "evm"} | lines  # fmt: skip
    plan = services.create_plan(name="新分工", effective_from=since, by=None, at=NOW)
    for unit, leader in units.items():
        services.set_leader(
            plan=plan, unit=office.units[unit], leader=office.posts[leader], by=None, at=NOW
        )
    return plan


def test_what_stands_against_sending_is_told_with_its_clause(client, office):
    answer = tried(client, office, document_kind="report", body="请批准为盼。", addressees=2)
    lines = dict(answer.context["topics"])["报送要求"]
    assert all(line["tone"] in ("no", "soft") and line["cites"] for line in lines)
    assert len(lines) >= 2


def test_an_outgoing_paper_shows_who_signs_and_what_it_needs(client, office):
    answer = tried(
        client, office, way="outgoing", document_kind="notice", doc_class="normative",
        flags=["public_interest", "touches_others"],
    )  # fmt: skip
    topics = dict(answer.context["topics"])
    assert set(topics) == {"前置程序", "签发权限"}
    heads = "".join(line["head"] for line in topics["前置程序"])
    assert "合法性审核" in heads
    stations = [s.label for s in answer.context["ways"][0].stations]
    assert stations[0] == "核稿"
    assert stations[-1] == "印发"
    assert "签发" in stations


def test_another_book_gives_another_way(client, office):
    facts_ = {"way": "outgoing", "document_kind": "notice"}
    ours = tried(client, office, **facts_).context["topics"]
    theirs = tried(client, office, **facts_, book_name="shifan_2024").context["topics"]
    assert [t for t, _ in ours] == [t for t, _ in theirs]
    assert ours != theirs


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"sender": ""}, "请选择来文（起草）单位"),
        ({"sender": "x"}, "选择"),
        ({"on_day": "1999-01-01"}, "没有施行中的规则"),
        ({"urgency": "soon"}, "选择"),
        ({"addressees": "0"}, "1"),
        ({"gone": ["999999"]}, "选择"),
    ],
)
def test_wrong_facts_are_told_beside_their_field(client, office, wrong, told):
    answer = client.get(reverse(URL), {**facts(office), **wrong})
    assert answer.status_code == 422
    errors = " ".join(e for row in answer.context["form"].errors.values() for e in row)
    assert re.search(told, errors), errors


def test_nothing_is_written_and_the_queries_do_not_grow(
    client, office, django_assert_max_num_queries
):
    before = Event.objects.count()
    with django_assert_max_num_queries(60):
        tried(client, office, major="on", gone=[office.people["vm2"].pk])
    assert Event.objects.count() == before


def test_the_list_of_questions_leads_here(client):
    assert reverse(URL) in client.get(reverse("desk:try_index")).content.decode()


def test_a_book_of_ones_own_is_told_by_name(client, office):
    assert shelf.book().title in client.get(reverse(URL)).content.decode()
