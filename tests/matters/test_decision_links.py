"""Decisions through a link, at the service: one decision, its trace, and what voids a link.

The numbered abuse cases of the protocol stand in tests/abuse.
"""

import datetime as dt

import pytest

from apps.core.sweeps import SWEEPS
from apps.matters import decision_links
from apps.matters.link_decisions import Attempt, submit
from apps.matters.link_origin import Origin
from apps.matters.link_reading import open_link
from apps.matters.models import DecisionLink, Step
from apps.organisation import services
from apps.trail.models import Event
from tests.matters import cast as play
from tests.matters.cast import PIN, Cast

mail_cast = play.mail_cast

MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def decide(cast: Cast, link: DecisionLink, token: str, *, at=None, age=30, **changes):
    """Post a decision 30 seconds after the page was shown."""
    at = at or cast.now
    return submit(attempt_of(cast, link, token, at=at, age=age, **changes), at=at)


def attempt_of(cast: Cast, link: DecisionLink, token: str, *, at=None, age=30, **changes):
    at = at or cast.now
    fields = {
        "token": token,
        "outcome": "agree",
        "opinion": "同意。",
        "pin": PIN,
        "form": cast.form(link, age=age, at=at),
        "session_user": None,
        "origin": Origin("192.0.2.7", "pytest", "0123456789abcdef"),
        **changes,
    }
    return Attempt(**fields)


def refused_reasons() -> list[str]:
    events = Event.objects.filter(verb="paper.link_refused").order_by("seq")
    return [event.payload["reason"] for event in events]


def untouched(step: Step) -> bool:
    step.refresh_from_db()
    return step.state == "waiting" and step.version == 1 and step.outcome == ""


def sentence_of(token: str, at) -> str:
    opening = open_link(token, at=at)
    assert opening.result == "stale"
    return opening.sentence


def test_a_link_and_the_pin_settle_the_step_once(mail_cast):
    step, link, token = mail_cast.sent()
    answer = decide(mail_cast, link, token)
    assert (answer.result, answer.reason) == ("recorded", "")
    step.refresh_from_db()
    link.refresh_from_db()
    assert (step.state, step.outcome, step.opinion, step.channel) == (
        "settled",
        "agree",
        "同意。",
        "mail_link",
    )
    assert (step.acted_by, link.state, link.action, link.ip) == (
        mail_cast.leader,
        "used",
        "agree",
        "192.0.2.7",
    )
    assert mail_cast.settled == [(step.pk, "agree")]


def test_the_trail_says_who_decided_how_and_never_the_token(mail_cast):
    _, link, token = mail_cast.sent()
    decide(mail_cast, link, token, opinion="同意。请抓紧。")
    event = Event.objects.get(verb="paper.link_used")
    assert (event.person_name, event.channel, event.hat["post_code"]) == (
        "竺清扬",
        "mail_link",
        "vm4",
    )
    assert event.payload["strength"] == "link+pin"
    assert event.payload["content_sha256"] == link.content_sha256
    assert set(event.payload) >= {
        "link",
        "step",
        "step_version",
        "actor",
        "principal",
        "ip",
        "authority",
        "outcome",
        "opinion_sha256",
        "user_agent",
    }
    assert event.payload["request_id"] == "0123456789abcdef"
    assert "318264" not in repr(attempt_of(mail_cast, link, token))
    assert token not in repr(attempt_of(mail_cast, link, token))
    everything = [str(e.payload) + e.subject for e in Event.objects.all()]
    assert not any(token in text for text in everything)


def test_a_live_session_of_the_actor_stands_for_the_pin(mail_cast):
    _, link, token = mail_cast.sent()
    answer = decide(mail_cast, link, token, pin="", session_user=mail_cast.leader)
    assert answer.result == "recorded"
    assert Event.objects.get(verb="paper.link_used").payload["strength"] == "session"


def test_a_return_needs_its_opinion_and_keeps_the_link(mail_cast):
    step, link, token = mail_cast.sent()
    answer = decide(mail_cast, link, token, outcome="return", opinion="  ")
    assert (answer.result, answer.field) == ("refused", "opinion")
    assert untouched(step)
    assert decide(mail_cast, link, token, outcome="return", opinion="请补充预算。").result == (
        "recorded"
    )


def test_who_never_set_a_pin_is_sent_to_sign_in(mail_cast):
    services.set_pin(person=mail_cast.leader, pin="", by=None, at=mail_cast.now)
    step, link, token = mail_cast.sent()
    answer = decide(mail_cast, link, token)
    assert (answer.reason, untouched(step)) == ("pin_unset", True)


def test_a_pin_set_for_the_first_time_after_the_mail_does_not_kill_the_link(mail_cast):
    services.set_pin(person=mail_cast.leader, pin="", by=None, at=mail_cast.now)
    _, link, token = mail_cast.sent()
    services.set_pin(person=mail_cast.leader, pin=PIN, by=None, at=mail_cast.now)
    assert decide(mail_cast, link, token).result == "recorded"


def sent_to_partner(cast: Cast, *, ends: dt.timedelta = 2 * DAY):
    """Let the leader leave and the partner get the mail."""
    absence = cast.away(-HOUR, ends)
    step, link, token = cast.sent()
    assert link.actor == cast.partner
    return absence, step, link, token


def test_a_substitutes_decision_names_both_people(mail_cast):
    _, step, link, token = sent_to_partner(mail_cast)
    assert decide(mail_cast, link, token).result == "recorded"
    step.refresh_from_db()
    assert (step.acted_by, step.hat["label"], step.hat["for_person_name"]) == (
        mail_cast.partner,
        "代竺清扬",
        "竺清扬",
    )


@pytest.mark.parametrize("secret", ["password", "pin"])
def test_a_changed_secret_voids_the_links_sent_before(mail_cast, secret):
    step, link, token = mail_cast.sent()
    change = {"person": mail_cast.leader, "by": None, "at": mail_cast.now}
    if secret == "pin":
        services.set_pin(pin="907153", **change)
    else:
        services.set_password(password="a new and longer one", **change)
    assert decide(mail_cast, link, token, pin="907153").reason == "secret_changed"
    assert untouched(step)


@pytest.mark.parametrize("age", [-5, 0.5, 31 * 60])
def test_a_form_too_young_or_too_old_is_shown_again(mail_cast, age):
    step, link, token = mail_cast.sent()
    answer = decide(mail_cast, link, token, age=age)
    assert (answer.result, untouched(step)) == ("refused", True)


def test_a_link_lives_three_days_at_most_and_one_day_beyond_the_deadline(mail_cast):
    _, far, _ = mail_cast.sent(due=20 * DAY)
    _, near, _ = mail_cast.sent(due=HOUR)
    _, late, _ = mail_cast.sent(due=-5 * DAY)
    assert far.not_after == mail_cast.now + 3 * DAY
    assert near.not_after == mail_cast.now + HOUR + DAY
    assert late.not_after == mail_cast.now + DAY


def test_a_decision_on_the_web_kills_the_link(mail_cast):
    step, link, token = mail_cast.sent()
    mail_cast.settle_on_web(step)
    assert decide(mail_cast, link, token).sentence.startswith("本件已由您于")
    assert len(mail_cast.settled) == 1


def test_somebody_elses_decision_names_nobody(mail_cast):
    absence, step, link, token = sent_to_partner(mail_cast)
    services.end_absence(absence=absence, by=None, at=mail_cast.now - MINUTE)
    mail_cast.settle_on_web(step)
    assert sentence_of(token, mail_cast.now) == "本件已由他人办理。"


def test_every_refusal_is_in_the_trail_and_changes_nothing_else(mail_cast):
    step, link, token = mail_cast.sent()
    decide(mail_cast, link, token, form="forged")
    decide(mail_cast, link, token, pin="")
    decide(mail_cast, link, token, session_user=mail_cast.outsider)
    assert refused_reasons() == ["form_forged", "pin_missing", "other_session"]
    assert untouched(step)
    link.refresh_from_db()
    assert link.state == "active"


def test_old_rows_are_forgotten_after_half_a_year(mail_cast):
    _, link, _ = mail_cast.sent()
    assert decision_links.forget_old(at=mail_cast.now + 179 * DAY) == 0
    assert decision_links.forget_old(at=mail_cast.now + 181 * DAY) == 1
    assert "matters.forget_links" in SWEEPS
