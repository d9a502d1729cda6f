"""What leave adds to where people are, and the notes on its steps."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from apps.matters.models import StepNote
from apps.organisation import authority, services
from apps.organisation.presence import SOURCES, Viewer
from tests.leave.desk import FROM, TO, S, approved, asked, away
from tests.leave.office import NOW

DAY = dt.timedelta(days=1)


def told(office, login: str, *people: str, at=NOW, start=FROM - DAY, end=TO + DAY):
    """Return what leave tells somebody of some people's time."""
    person = office.people[login]
    viewer = Viewer(person.pk, authority.hats(person, at))
    asked_of = {office.people[one].pk for one in people}
    return list(SOURCES.get("leave")(asked_of, start, end, viewer))


def test_a_request_is_told_to_himself_and_to_whoever_decides_it_only(office):
    case = asked(office)
    who = case.leave.person.username
    seen = {reader: [e.words for e in told(office, reader, who)] for reader in (who, "mayor")}
    assert seen == {reader: ["待批：因公出差"] for reader in seen}
    for reader in ("vm4", "nyj.head", "wd", "sg"):  # who may not read the request, or its kind
        assert told(office, reader, who) == [], reader
    (entry,) = told(office, "mayor", who)
    assert (entry.from_at, entry.to_at, entry.is_open) == (
        case.leave.from_at,
        case.leave.to_at,
        True,
    )
    assert entry.path == reverse("leave:detail", args=[case.leave.pk])


def test_only_the_people_and_the_days_asked_about_are_told(office):
    who = asked(office).leave.person.username
    assert told(office, "mayor", "vm4") == []
    assert told(office, "mayor", who, start=TO, end=TO + DAY) == []


def test_an_approved_leave_is_told_by_its_absence_alone(office):
    case = approved(office)
    who = case.leave.person
    assert told(office, "mayor", who.username) == []
    services.issue_feed(person=who, by=who, at=case.now)
    feed = services.live_feed(who)
    (row,) = services.read_feed(feed=feed, at=case.now)
    assert row[1].uid == f"absence-{case.leave.absence_id}"


def test_what_is_written_on_a_request_comes_back_with_it_and_is_shown_to_nobody_else(office, web):
    case = asked(office)
    step = case.step("leave_approve")
    url = reverse("leave:note", args=[case.leave.pk, step.pk])
    approver = step.post.code
    answer = web(approver).post(url, {"opinion": "拟同意，会后即返。"})
    assert answer.status_code == 302
    page = reverse("leave:detail", args=[case.leave.pk])
    assert "拟同意，会后即返。</textarea>" in web(approver).get(page).content.decode()
    assert "拟同意，会后即返。" not in web(case.leave.person.username).get(page).content.decode()
    assert web(case.leave.person.username).post(url, {"opinion": "批"}).status_code == 403
    assert web("jyj.clerk").post(url, {"opinion": "批"}).status_code == 404
    assert StepNote.objects.get().text == "拟同意，会后即返。"
    case.settle(approver, "leave_approve", "agree")
    assert StepNote.objects.count() == 0
    assert case.fresh().state != S.ASKING


def test_the_page_of_whereabouts_draws_a_request(office, web):
    case = asked(office)
    day = f"{timezone.localtime(case.leave.from_at):%Y-%m-%d}"
    assert "待批：因公出差" in web("mayor").get("/whereabouts/", {"on": day}).content.decode()
    assert "待批" not in web("nyj.head").get("/whereabouts/", {"on": day}).content.decode()


def test_who_is_away_is_no_longer_asked_for(office):
    case = away(office)
    assert told(office, "mayor", case.leave.person.username, at=case.now) == []
