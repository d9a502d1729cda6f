"""Vacant posts and acting heads show everywhere; a change of seats says what comes with it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from apps.organisation import consequences, health, members, overview, services
from apps.organisation.models import Appointment
from apps.organisation.vocabulary import Holding
from tests.organisation.factories import NOW, at

pytestmark = [pytest.mark.django_db, pytest.mark.clause("4.1")]


def leave(login, on):
    seat = Appointment.objects.get(post__code=login, to_on=None)
    services.end_appointment(appointment=seat, on=on, by=None, at=at(on.month, on.day))


def names(found):
    return {one.post.code: one.name for one in found}


def test_a_head_who_left_is_missing_from_the_members_and_the_post_shows_as_vacant(departments):
    """The head leaves on 04-20 and no successor is entered: on 04-22 one member fewer."""
    before = members.people(members.posts_of_members(at(4, 20)))
    leave("jtj.head", date(2026, 4, 20))
    found = members.posts_of_members(at(4, 22))
    assert len(members.people(found)) == len(before) - 1
    (vacant,) = members.unusual(found)
    assert (vacant.post.code, vacant.label) == ("jtj.head", "主要负责人空缺")
    assert [c.clause for c in vacant.cites] == ["4.1"]
    assert any("市交通运输局局长岗位空缺" in f.sentence for f in health.health(at(4, 22)))
    assert members.unusual(members.posts_of_members(at(4, 20))) == []


def test_an_acting_head_is_a_member_and_is_shown_as_one(departments, client):
    leave("jtj.head", date(2026, 4, 20))
    departments.person("acting", "柚代理")
    services.appoint(
        person=departments.people["acting"],
        post=departments.posts["jtj.head"],
        kind=Holding.ACTING_HEAD,
        from_on=date(2026, 4, 23),
        by=None,
        at=at(4, 22),
    )
    found = members.posts_of_members(at(4, 24))
    (one,) = members.unusual(found)
    assert (one.name, one.label) == ("柚代理", "主持工作")
    assert departments.people["acting"].pk in members.people(found)
    client.force_login(
        departments.people["nyj.clerk"], backend="django.contrib.auth.backends.ModelBackend"
    )
    text = client.get(reverse("organisation:roles"), {"on": "2026-04-24"}).content.decode()
    card = text[text.index("空缺和主持工作") :]
    assert "柚代理" in card
    assert "主持工作</span>" in card
    before = client.get(reverse("organisation:roles"), {"on": "2026-04-22"}).content.decode()
    assert "主要负责人空缺" in before


def test_a_leader_who_acts_as_head_is_marked_in_the_overview(office):
    leave("vm5", date(2026, 3, 1))
    office.person("new", "柳代理")
    services.appoint(
        person=office.people["new"],
        post=office.posts["vm5"],
        kind=Holding.ACTING_HEAD,
        from_on=date(2026, 3, 2),
        by=None,
        at=NOW,
    )
    shown = {leader.code: leader for leader in overview.leaders(at(3, 3))}
    assert (shown["vm5"].name, shown["vm5"].holding) == ("柳代理", "主持工作")
    assert shown["vm4"].holding == ""


@pytest.mark.clause("5.2", "5.8", "5.3")
def test_whoever_ends_an_appointment_is_told_of_units_partner_and_tasks(departments):
    departments.task("vm4", "防汛", at(4, 1, 0), at(9, 1, 0))
    post = departments.posts["vm4"]
    seat = Appointment.objects.get(post=post)
    said = consequences.of_ending(post, date(2026, 5, 1), ending=seat.pk)
    assert any("市交通运输局" in s and "没有人办理" in s for s in said)
    assert any("柳成荫" in s and "另行指定代行人" in s for s in said)
    assert any("防汛" in s and "另行委托" in s for s in said)
    clerk = Appointment.objects.get(post__code="jtj.clerk")
    assert consequences.of_ending(clerk.post, date(2026, 5, 1), ending=clerk.pk) == []
    departments.person("next", "继任")
    services.end_appointment(appointment=seat, on=date(2026, 5, 1), by=None, at=at(4, 1))
    services.appoint(
        person=departments.people["next"], post=post, from_on=date(2026, 5, 2), by=None, at=at(4, 2)
    )
    assert consequences.of_ending(post, date(2026, 5, 1), ending=seat.pk) == [], "a successor"
    taken = consequences.of_appointing(post, Holding.ACTING_HEAD, date(2026, 5, 2))
    assert "主持工作" in taken[0]
    assert any("市交通运输局由其分管" in s for s in taken)


@pytest.fixture
def administration(client, departments):
    services.ensure_admin_groups()
    admin = departments.person("sysadmin", "茅系统")
    services.assign_admin_role(person=admin, role="系统管理员", by=None, at=NOW)
    admin.refresh_from_db()
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_administration_says_it_before_saving_and_saves_what_was_acknowledged(
    administration, departments
):
    seat = Appointment.objects.get(post__code="vm4")
    url = reverse("admin:organisation_appointment_change", args=[seat.pk])
    answer = administration.post(url, {"to_on": "2027-05-01"})
    assert answer.status_code == 200
    assert "市交通运输局没有人办理" in answer.content.decode()
    seat.refresh_from_db()
    assert seat.to_on is None
    assert administration.post(url, {"to_on": "2027-05-01", "known": "on"}).status_code == 302
    seat.refresh_from_db()
    assert seat.to_on == date(2027, 5, 1)


def test_a_change_that_touches_nothing_else_needs_no_tick(administration, departments):
    seat = Appointment.objects.get(post__code="jtj.clerk")
    url = reverse("admin:organisation_appointment_change", args=[seat.pk])
    assert administration.post(url, {"to_on": "2027-05-01"}).status_code == 302
