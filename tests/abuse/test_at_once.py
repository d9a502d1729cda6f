"""6 to 10: the same decision twice, and several hands at once. Exactly one counts."""

import datetime as dt
import os
import threading
import time

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.core.verdicts import Refused
from apps.matters import steps
from apps.organisation import authority, services
from tests.abuse.attempts import DAY, SECOND, bare, sentence
from tests.matters.cast import PIN

# OA_RACE_ROUNDS=500 is the long run of the promise "one decision per step".
ROUNDS = int(os.environ.get("OA_RACE_ROUNDS", "3"))
HANDS = 8


def at_once(*calls, apart=0.0):
    """Run calls in threads that start together, or ``apart`` seconds one after the other."""
    barrier, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        try:
            barrier.wait(20)
            time.sleep(number * apart)
            results[number] = call()
        except Exception as error:  # noqa: BLE001 (the test judges it)
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads)
    return results


def by_link(sent, **changes):
    """Return a hand that posts the form of the link; it answers with the status."""
    form = sent.form(**changes)
    return lambda: Client().post("/m/a/submit", form).status_code


def by_web(sent, person):
    """Return a hand that settles signed in: 303 done, 403 refused, as the page would answer."""

    def settle():
        at = timezone.now()
        hat = next(h for h in authority.hats(person, at) if h.post_id == sent.step.post_id)
        try:
            steps.settle(step=sent.step, outcome="agree", by=person, hat=hat, at=at)
        except Refused:
            return 403
        return 303

    return settle


@pytest.mark.abuse(6)
def test_06_one_form_posted_twice_decides_once_and_answers_alike(abuse_committed):
    for _ in range(ROUNDS):
        sent = abuse_committed.send()
        form = sent.form()

        def post(form=form):
            return Client().post("/m/a/submit", form)

        answers = at_once(post, post, apart=0.1)
        assert [a.status_code for a in answers] == [303, 303]
        first, again = (Client().get(a.headers["Location"]) for a in answers)
        assert bare(first) == bare(again)
        assert sent.decisions() == 1
    assert "批示：同意" in first.content.decode()


@pytest.mark.abuse(7)
def test_07_of_two_tabs_that_say_yes_and_no_at_once_exactly_one_counts(abuse_committed):
    for _ in range(ROUNDS):
        sent = abuse_committed.send()
        yes, no = by_link(sent), by_link(sent, outcome="return", opinion="退回。")
        results = at_once(yes, no)
        assert sorted(results) == [303, 410]
        sent.step.refresh_from_db()
        assert sent.step.outcome == ("agree" if results[0] == 303 else "return")
        assert sent.decisions() == 1
    again = sent.post()
    assert sentence(again).startswith("本件已由您于")


@pytest.mark.abuse(8)
def test_08_web_and_link_at_once_by_eight_hands_decide_once(abuse_committed):
    cast = abuse_committed.cast
    for _ in range(ROUNDS):
        sent = abuse_committed.send()
        hands = [by_link(sent), by_web(sent, cast.leader)] * (HANDS // 2)
        results = at_once(*hands)
        links, webs = results[0::2], results[1::2]
        # One page wins, or the one form of the link does: sent again it answers the same.
        won = (webs.count(303), links.count(303))
        assert won in ((1, 0), (0, HANDS // 2)), results
        assert set(results) <= {303, 403, 410}, results
        assert sent.decisions() == 1
    assert len(cast.settled) == ROUNDS


@pytest.mark.abuse(9)
def test_09_of_the_holder_and_his_substitute_one_decides(abuse_committed):
    cast = abuse_committed.cast
    for number in range(ROUNDS):
        cast.now = timezone.now()
        absence = cast.away(dt.timedelta(), DAY)
        sent = abuse_committed.send()
        assert sent.link.actor == cast.partner
        holder = by_web(sent, cast.leader)

        def back_and_settle(absence=absence, holder=holder):
            """The holder comes back at this very moment, and decides himself."""
            services.end_absence(absence=absence, by=None, at=timezone.now())
            return holder()

        results = at_once(by_link(sent), holder if number % 2 else back_and_settle)
        assert results.count(303) == 1, results
        assert sent.decisions() == 1
        if number % 2:  # away: he may not, whoever is faster
            assert results == [303, 403]
            services.end_absence(absence=absence, by=None, at=timezone.now())
        elif results[0] != 303:
            # 409: his hat ended while he was deciding; the next look finds the page closed.
            assert results[0] in (409, 410)
            assert sentence(sent.post()) in ("本件已由他人办理。", "代理已结束。")
        sent.step.refresh_from_db()
        winner = cast.partner if results[0] == 303 else cast.leader
        assert sent.step.acted_by == winner


@pytest.mark.abuse(10)
def test_10_a_used_link_replayed_the_next_day_decides_nothing(abuse, clock):
    sent = abuse.send()
    old_form = sent.form()
    assert sent.post().status_code == 303
    clock.ahead = DAY
    fresh_form = sent.form(at=sent.cast.now + DAY + SECOND * 40)
    for form in (old_form, fresh_form, {**fresh_form, "outcome": "return"}):
        answer = Client().post("/m/a/submit", form)
        assert answer.status_code == 410
        assert sentence(answer).startswith("本件已由您于")
        assert sentence(answer).endswith("办理：同意。")
        assert "拟投资一百万元" not in answer.content.decode()
    assert Client().get(sent.page).status_code == 410
    assert sent.decisions() == 1


def test_wrong_pins_at_once_are_all_counted(abuse_committed):
    sent = abuse_committed.send()
    wrong = by_link(sent, pin="000001")
    # Eight guesses at once, of which five count: the fifth locks, the rest find it locked.
    results = at_once(*[wrong] * HANDS)
    assert sorted(results) == [400] * 4 + [410] * 4
    sent.link.refresh_from_db()
    assert (sent.link.state, sent.link.pin_failures) == ("locked", 5)
    assert sent.undecided()
    assert PIN != "000001"
