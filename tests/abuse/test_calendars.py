"""The secret address of a calendar in wrong hands: guessing, old ones, closed accounts, methods."""

from __future__ import annotations

import datetime as dt
import logging
import secrets

import icalendar
import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.core.logs import mask
from apps.desk.views.calendars import ASKS_A_MINUTE, READS_A_MINUTE
from apps.organisation import services
from apps.organisation.models import CalendarFeed, FeedEntry
from apps.trail.models import Event
from tests.matters import cast as play

mail_cast = play.mail_cast
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def token(mail_cast) -> str:
    """The address of vm5, who acts for vm4 from an hour ago."""
    mail_cast.away(-DAY / 24, 2 * DAY)
    cache.clear()
    return services.issue_feed(person=mail_cast.partner, by=mail_cast.partner, at=timezone.now())


def ask(token: str, client: Client | None = None, method: str = "get", **extra):
    return getattr(client or Client(), method)(reverse("mail:calendar", args=[token]), **extra)


def test_a_stranger_with_the_address_reads_a_sound_calendar(token, settings):
    settings.SITE_URL = "https://oa.example"
    answer = ask(token)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    book = icalendar.Calendar.from_ical(answer.content)
    assert [str(zone["tzid"]) for zone in book.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    (event,) = book.walk("VEVENT")
    assert str(event["summary"]) == "代竺清扬（副市长）"
    assert str(event["uid"]).endswith("@oa.example")
    assert (str(event["status"]), int(event["sequence"])) == ("CONFIRMED", 0)
    assert "第五条第三款" in str(event["description"])
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert event["last-modified"].dt.tzinfo is not None
    assert not book.walk("VALARM")


def test_a_calendar_that_was_called_off_stays_valid_and_says_so(token, mail_cast):
    ask(token)
    services.end_absence(
        absence=mail_cast.leader.absences.get(),
        by=None,
        at=timezone.now(),
        ended_at=mail_cast.now - DAY,
    )
    (event,) = icalendar.Calendar.from_ical(ask(token).content).walk("VEVENT")
    said = (str(event["summary"]), str(event["status"]), int(event["sequence"]))
    assert said == ("（已取消）", "CANCELLED", 1)
    assert "description" not in event


def test_whole_days_are_days_and_hours_are_hours(token, mail_cast):
    midnight = timezone.make_aware(dt.datetime.combine(mail_cast.now.date(), dt.time())) + 3 * DAY
    for start, hours in ((midnight, 48), (midnight + 5 * DAY, 30)):
        services.record_absence(
            person=mail_cast.partner,
            kind="vacation",
            from_at=start,
            to_at=start + dt.timedelta(hours=hours),
            by=None,
            at=mail_cast.now,
            approved_at=mail_cast.now,
        )
    book = icalendar.Calendar.from_ical(ask(token).content)
    kinds = [type(e["dtstart"].dt) for e in book.walk("VEVENT") if str(e["summary"]) == "休假"]
    assert sorted(kind.__name__ for kind in kinds) == ["date", "datetime"]


def test_the_answer_is_kept_by_nobody_and_opens_no_session(token):
    answer = ask(token)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert "Location" not in answer


def test_whoever_is_signed_in_reads_the_owners_calendar_and_nothing_of_his_own(token, mail_cast):
    other = Client()
    other.force_login(mail_cast.outsider, backend="django.contrib.auth.backends.ModelBackend")
    answer = ask(token, other)
    assert answer.content == ask(token).content
    assert answer.wsgi_request.user == mail_cast.outsider


def test_head_answers_like_get_without_a_body_and_posting_is_no_way_in(token):
    head = ask(token, method="head")
    assert (head.status_code, head.content, head["Cache-Control"]) == (200, b"", "no-store")
    for method in ("post", "put", "patch", "delete"):
        answer = ask(token, Client(enforce_csrf_checks=method == "post"), method)
        assert answer.status_code in (403, 405), method
        assert b"VCALENDAR" not in answer.content
    assert services.find_feed(token) is not None


def test_guessing_gets_the_ordinary_page_of_nothing_and_is_noticed(token, caplog):
    assert reverse("mail:calendar", args=[token]) == f"/m/c/{token}.ics"
    plain = Client().get("/m/c/nothing").content
    with caplog.at_level(logging.ERROR):
        guesses = [secrets.token_urlsafe(32) for _ in range(25)]
        answers = [ask(guess) for guess in guesses]
    assert {answer.status_code for answer in answers} == {404}
    assert not [a for a in answers if b"VCALENDAR" in a.content]
    assert answers[0].content.count(b"404") == plain.count(b"404")
    assert Event.objects.filter(verb="desk.links_probed").count() == 1
    assert not [guess for guess in guesses if guess in caplog.text]


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t + "A", lambda t: t.swapcase(), lambda t: t[::-1]]
)
def test_an_address_almost_right_is_wrong(token, change):
    assert ask(change(token)).status_code == 404


def test_an_address_called_in_or_replaced_is_gone_at_once(token, mail_cast):
    person, at = mail_cast.partner, timezone.now()
    assert ask(token).status_code == 200
    fresh = services.issue_feed(person=person, by=person, at=at)
    assert (ask(token).status_code, ask(fresh).status_code) == (404, 200)
    services.revoke_feed(person=person, by=person, at=at)
    assert ask(fresh).status_code == 404


def test_whoever_stops_all_links_of_a_person_stops_his_calendar_too(token, mail_cast):
    call_command("revoke_links", "--person=vm4", verbosity=0)
    assert ask(token).status_code == 200
    call_command("revoke_links", "--person=vm5", verbosity=0)
    assert ask(token).status_code == 404


def test_the_calendar_of_a_closed_account_is_gone(token, mail_cast):
    services.set_active(person=mail_cast.partner, active=False, by=None, at=timezone.now())
    assert ask(token).status_code == 404


def test_a_program_that_asks_without_end_is_slowed_down_alone(token, mail_cast):
    for _ in range(READS_A_MINUTE):
        assert ask(token).status_code == 200
    slow = ask(token)
    assert (slow.status_code, slow["Retry-After"]) == (429, "60")
    assert b"VCALENDAR" not in slow.content
    leader = mail_cast.leader
    other = services.issue_feed(person=leader, by=leader, at=timezone.now())
    assert ask(other).status_code == 200


def test_one_host_cannot_try_addresses_without_end(token):
    for number in range(ASKS_A_MINUTE):
        ask(f"{number:043d}")
    assert ask(token).status_code == 429
    assert ask(token, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_no_row_event_or_log_line_keeps_the_address(token, caplog):
    with caplog.at_level(logging.DEBUG):
        ask(token)
        ask(f"{token}x")
    kept = [str(list(m.objects.values())) for m in (CalendarFeed, FeedEntry, Event)]
    assert not [text for text in (*kept, caplog.text) if token in text]
    assert mask(f"GET /m/c/{token}.ics 200") == "GET /m/c/*** 200"


def test_the_address_is_shown_in_the_answer_that_made_it_and_never_again(mail_cast):
    mine = Client()
    mine.force_login(mail_cast.leader, backend="django.contrib.auth.backends.ModelBackend")
    made = mine.post("/me/calendar/", {"act": "issue"})
    address = made.context["address"]
    assert made["Cache-Control"] == "no-store"
    assert address in made.content.decode()
    assert Client().get("/m/c/" + address.rpartition("/")[2]).status_code == 200
    assert address not in mine.get("/me/calendar/").content.decode()
    gone = mine.post("/me/calendar/", {"act": "revoke"})
    assert gone.status_code == 302
    assert Client().get("/m/c/" + address.rpartition("/")[2]).status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(mail_cast.leader, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post("/me/calendar/", {"act": "issue"}).status_code == 403
