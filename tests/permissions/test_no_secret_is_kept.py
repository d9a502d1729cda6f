"""What a thief of the database, the logs or the error reports finds of secrets: nothing.

OA_SECRETS=1000 is the long run: so many tokens are issued, and searched for everywhere.
"""

from __future__ import annotations

import logging
import os

import pytest
from django.core import mail
from django.test import Client

from apps.core.logs import MaskTokens
from apps.notifications.models import Message
from apps.organisation.models import Person
from tests.abuse.attempts import every_row
from tests.documents.test_pages import FORM

TOKENS = int(os.environ.get("OA_SECRETS", "20"))
PASSWORD, WRONG, NEW = "correct horse battery staple", "falsch-geraten-1", "neu-und-lang-genug-2"
PIN, WRONG_PIN = "318264", "735120"


@pytest.fixture
def watched(settings, caplog):
    """Everything is written down: attempts to sign in, faults, every line of every log."""
    settings.AXES_ENABLED = True
    settings.ADMINS = [("管理员", "ops@oa.example")]
    caplog.set_level(logging.DEBUG)
    return caplog


def lines(caplog) -> list[str]:
    """Return what the site's handlers would have written, all loggers at their most talkative."""
    found = []
    for record in caplog.records:
        if record.name != "django.db.backends":  # statements, only with DEBUG
            MaskTokens().filter(record)
            found.append(logging.Formatter().format(record))
    return found


def nowhere(secrets: list[str], caplog) -> None:
    """Hold that no secret stands in any row of any table, in any log line, in any report."""
    tables = {table: "\n".join(rows) for table, rows in every_row().items()}
    reports = [m.subject + m.body for m in mail.outbox if m.to == ["ops@oa.example"]]
    texts = {**tables, "log": "\n".join(lines(caplog)), "reports": "\n".join(reports)}
    assert len(tables) > 40
    leaks = {where for where, text in texts.items() for s in secrets if s in text}
    assert leaks == set()


def _fails(*_, **said):
    raise RuntimeError(f"an error that quotes what it was given: {said}")


def test_passwords_and_pins_of_signing_in_and_of_ones_own_page(office, web, clock, watched):
    stranger = Client(raise_request_exception=False)
    for password in (WRONG, PASSWORD):
        stranger.post("/login/", {"username": "nyj.clerk", "password": password})
    own = {"password": PASSWORD, "pin": PIN, "again": PIN}
    for values in (own, {**own, "again": WRONG_PIN}, {**own, "password": WRONG}):
        web("nyj.clerk").post("/me/", values)
    changed = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    web("nyj.head").post("/password/", changed)
    assert Person.objects.get(username="nyj.head").check_password(NEW)
    assert Person.objects.get(username="nyj.clerk").matches_pin(PIN)
    tables = every_row()
    assert any("nyj.clerk" in row for row in tables["axes_accesslog"])
    nowhere([PASSWORD, WRONG, NEW, PIN, WRONG_PIN], watched)


def test_a_fault_of_ours_reports_what_failed_and_no_password(office, monkeypatch, watched):
    monkeypatch.setattr("django.contrib.auth.authenticate", _fails)
    monkeypatch.setattr("django.contrib.auth.forms.authenticate", _fails)
    stranger = Client(raise_request_exception=False)
    answer = stranger.post("/login/", {"username": "nyj.clerk", "password": PASSWORD})
    assert answer.status_code == 500
    assert PASSWORD not in answer.content.decode()
    (report,) = [m for m in mail.outbox if m.to == ["ops@oa.example"]]
    assert "RuntimeError" in report.body
    assert "nyj.clerk" in report.body


def test_one_time_passwords_are_shown_once_and_the_owner_is_told(office, web, watched):
    people = list(Person.objects.filter(is_staff=False, is_active=True).order_by("pk")[:30])
    page = "/admin/organisation/person/"
    picked = {"action": "issue_passwords", "_selected_action": [p.pk for p in people]}
    client = web("secadmin")
    answer = client.post(page, picked)
    shown = [password for _, password in answer.context["issued"]]
    assert len(set(shown)) == 30
    assert all(password in answer.content.decode() for password in shown)
    assert "no-store" in answer["Cache-Control"]
    assert not [
        p for p in shown if p in str(client.cookies) or p in client.get(page).content.decode()
    ]
    assert people[0].__class__.objects.get(pk=people[0].pk).check_password(shown[0])
    told = Message.objects.filter(kind="secret_replaced")
    assert {m.person_id for m in told} == {p.pk for p in people}
    assert "由安全保密管理员重置" in told.first().text
    nowhere(shown, watched)


def test_no_page_log_or_report_shows_the_session(office, web, watched):
    client = web("nyj.clerk")
    key = client.cookies["sessionid"].value
    answer = client.post("/documents/new/incoming/", FORM)
    texts = [answer.content.decode()]
    texts += [client.get(p).content.decode() for p in ("/", "/documents/", "/me/", "/messages/")]
    assert not [t for t in texts if key in t]
    assert not [line for line in lines(watched) if key in line]
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_signing_in_changes_the_key_of_the_session(office):
    client = Client()
    client.get("/login/")
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post("/login/", {"username": "nyj.clerk", "password": PASSWORD})
    assert client.session["_auth_user_id"]
    assert client.cookies["sessionid"].value != before
