"""Decisions at the same instant: exactly one counts, nobody gets an error page."""

import datetime as dt
import os
import threading

import pytest
from django.db import connection

from apps.core.verdicts import Refused
from apps.matters import steps
from apps.matters.link_decisions import Attempt, submit
from apps.matters.models import DecisionLink, Step
from apps.organisation import authority
from apps.trail.models import Event
from tests.matters.cast import PIN, Cast, build_cast

pytestmark = pytest.mark.django_db(transaction=True)

# OA_RACE_ROUNDS=500 is the long run of the promise "one decision per step".
ROUNDS = int(os.environ.get("OA_RACE_ROUNDS", "4"))


@pytest.fixture
def committed_cast(transactional_db, monkeypatch) -> Cast:
    return build_cast(monkeypatch)


def at_once(*calls):
    """Run calls in threads that start together; return what each gave or raised."""
    barrier, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        try:
            barrier.wait(10)
            results[number] = call()
        except Exception as error:  # noqa: BLE001 (the test judges it)
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def by_link(cast: Cast, link: DecisionLink, token: str, outcome="agree", form=None):
    attempt = Attempt(
        token=token,
        outcome=outcome,
        opinion="意见。",
        pin=PIN,
        form=form or cast.form(link, at=cast.now),
        session_user=None,
    )
    return lambda: submit(attempt, at=cast.now).result


def by_web(cast: Cast, step: Step, person=None):
    def settle():
        who = person or cast.leader
        hats = authority.hats(who, cast.now)
        hat = next(h for h in hats if h.post_id == step.post_id)
        try:
            steps.settle(step=step, outcome="agree", by=who, hat=hat, at=cast.now)
        except Refused:
            return "refused"
        return "recorded"

    return settle


def decisions(step: Step) -> int:
    return Event.objects.filter(verb="paper.step_settled", payload__step=step.pk).count()


@pytest.mark.abuse(6)
def test_6_one_form_posted_twice_at_once(committed_cast):
    for _ in range(ROUNDS):
        step, link, token = committed_cast.sent()
        form = committed_cast.form(link, at=committed_cast.now)
        call = by_link(committed_cast, link, token, form=form)
        assert sorted(at_once(call, call)) == ["recorded", "repeated"]
        assert decisions(step) == 1


@pytest.mark.abuse(7)
def test_7_two_tabs_say_yes_and_no_at_once(committed_cast):
    for _ in range(ROUNDS):
        step, link, token = committed_cast.sent()
        results = at_once(
            by_link(committed_cast, link, token, "agree"),
            by_link(committed_cast, link, token, "return"),
        )
        assert sorted(results) == ["recorded", "stale"]
        assert decisions(step) == 1


@pytest.mark.abuse(8)
def test_8_web_and_link_at_once(committed_cast):
    for _ in range(ROUNDS):
        step, link, token = committed_cast.sent()
        calls = [by_link(committed_cast, link, token), by_web(committed_cast, step)] * 4
        results = at_once(*calls)
        assert results.count("recorded") == 1, results
        assert set(results) <= {"recorded", "repeated", "refused", "stale"}
        assert decisions(step) == 1


@pytest.mark.abuse(9)
def test_9_the_holder_and_his_partner_at_once(committed_cast):
    cast = committed_cast
    cast.away(-dt.timedelta(hours=1), dt.timedelta(days=1))
    for _ in range(ROUNDS):
        step, link, token = cast.sent()
        assert link.actor == cast.partner
        holder, partner = by_web(cast, step, cast.leader), by_web(cast, step, cast.partner)
        results = at_once(by_link(cast, link, token), holder, partner, holder)
        assert results[1] == results[3] == "refused"
        assert sorted([results[0], results[2]]) in (["recorded", "refused"], ["recorded", "stale"])
        assert decisions(step) == 1


def test_wrong_pins_at_once_are_all_counted(committed_cast):
    _, link, token = committed_cast.sent()

    def wrong():
        form = committed_cast.form(link, at=committed_cast.now)
        attempt = Attempt(token, "agree", "", "000001", form, None)
        return submit(attempt, at=committed_cast.now).reason

    reasons = at_once(*[wrong] * 8)
    assert reasons.count("pin_wrong") == 4, reasons
    assert reasons.count("locked") == 4, reasons
    link.refresh_from_db()
    assert (link.state, link.pin_failures) == ("locked", 5)
