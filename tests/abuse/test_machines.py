"""1, 2, 4, 5: machines that open, press and post. Reading decides nothing."""

import datetime as dt
import os
import re

import pytest
from django.core import signing
from django.test import Client

from apps.matters.link_tokens import FORM_SALT, new_form
from apps.trail.models import Event
from tests.abuse.attempts import RESEND, SUBMIT, differing, every_row, hidden_fields

# OA_STORM_LINKS=1000 is the long run of the promise "a storm of scanners spends no link".
STORM_LINKS = int(os.environ.get("OA_STORM_LINKS", "5"))
FETCHES = 20


@pytest.mark.abuse(1)
def test_01_a_hundred_fetches_change_nothing_and_spend_nothing(abuse):
    sent = abuse.send()
    before = every_row()
    clients = [Client(REMOTE_ADDR=f"192.0.2.{n}") for n in range(4)]
    answers = [clients[n % 4].get(sent.page) for n in range(100)]
    assert {a.status_code for a in answers} == {200}
    # One line of the trail for all of them, and the mark on the row that it has been written.
    assert differing(before) == {"trail_event", "trail_head", "matters_decisionlink"}
    assert Event.objects.filter(verb="paper.link_opened").count() == 1
    assert sent.untouched()
    assert not any(c.cookies.get("sessionid") for c in clients)
    assert sent.post().status_code == 303


@pytest.mark.abuse(2)
def test_02_other_methods_than_reading_change_nothing(abuse, client):
    sent = abuse.send()
    head = client.head(sent.page)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Cache-Control"] == "no-store"
    before = every_row()
    for method in ("options", "put", "delete", "patch", "post", "trace"):
        assert getattr(client, method)(sent.page).status_code == 405, method
    for path in (SUBMIT, RESEND):
        for method in ("get", "head", "options", "put", "delete", "patch"):
            assert getattr(client, method)(path).status_code == 405, (path, method)
    assert differing(before) == set()
    assert sent.untouched()


@pytest.mark.abuse(4)
def test_04_a_scanner_that_presses_the_button_decides_nothing(abuse, client, clock):
    sent = abuse.send()
    page = client.get(sent.page)
    assert "checked" not in re.sub(r"<style.*?</style>", "", page.content.decode(), flags=re.S)
    clock.ahead = dt.timedelta(seconds=20)  # a patient one: not its haste is refused
    as_shown = {**hidden_fields(page), "opinion": "", "pin": ""}
    pressed = client.post(SUBMIT, as_shown)
    chosen = client.post(SUBMIT, {**as_shown, "outcome": "agree"})
    assert [pressed.status_code, chosen.status_code] == [400, 400]
    assert sent.refusals() == ["outcome_missing", "pin_missing"]
    assert sent.untouched()


@pytest.mark.abuse(5)
def test_05_a_form_posted_at_once_or_with_a_forged_mark_is_refused(abuse, clock):
    sent, other = abuse.send(), abuse.send()
    forged = signing.Signer(key="another key", salt=FORM_SALT).sign_object(
        {"l": sent.link.pk, "n": "0" * 32, "t": 0.0}
    )
    unsigned = abuse.cast.form(sent.link).rpartition(":")[0]
    tomorrow = new_form(sent.link, abuse.cast.now + dt.timedelta(days=1))
    tried = {
        "form_too_fast": [{"age": 0.5}, {"form": tomorrow}],
        "form_too_old": [{"age": 31 * 60}],
        "form_forged": [
            *({"form": form} for form in (forged, unsigned, "", "x")),
            {"form": abuse.cast.form(other.link)},
        ],
    }
    for reason, attempts in tried.items():
        for changes in attempts:
            answer = sent.post(**changes)
            assert answer.status_code == 400
            assert "同意。" in answer.content.decode()  # what was typed is kept
            assert sent.refusals()[-1] == reason, changes
    assert len(sent.refusals()) == 8
    assert sent.untouched()
    assert other.untouched()


def test_a_storm_of_scanners_spends_no_link(abuse):
    links = [abuse.send() for _ in range(STORM_LINKS)]
    for number, sent in enumerate(links):
        scanner = Client(REMOTE_ADDR=f"2001:db8::{number:x}")
        for fetch in range(FETCHES):
            answer = (scanner.head if fetch % 4 == 3 else scanner.get)(sent.page)
            assert answer.status_code == 200
    assert all(sent.untouched() for sent in links)
    assert Event.objects.filter(verb="paper.link_opened").count() == STORM_LINKS
