"""Many workers, one table: each job is run once."""

from collections import Counter
from datetime import timedelta
from threading import Barrier, Lock, Thread

import pytest
from django.db import connection, transaction

from apps.core.jobs import enqueue, run_next
from apps.core.models import Job
from apps.core.sweeps import SWEEPS, start_sweeps

pytestmark = pytest.mark.django_db(transaction=True)


def race(count, work):
    """Run ``work`` in ``count`` threads at once and raise what any of them raised."""
    start, failures = Barrier(count), []

    def run():
        try:
            start.wait()
            work()
        except BaseException as failure:  # handed to the test below
            failures.append(failure)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if failures:
        raise failures[0]


def test_eight_workers_run_forty_jobs_once_each(handler, at):
    seen, lock = Counter(), Lock()

    @handler("test.count")
    def count(*, number, at):
        with lock:
            seen[number] += 1

    for number in range(40):
        enqueue("test.count", number=number)

    def drain():
        while run_next(at=at):
            pass

    race(8, drain)
    assert seen == dict.fromkeys(range(40), 1)
    assert Job.objects.filter(state="done", attempts=1).count() == 40


def test_eight_takers_of_one_expired_lease_leave_one_winner(handler, at):
    runs, lock = [], Lock()

    @handler("test.once")
    def once(*, at):
        with lock:
            runs.append(at)

    row = enqueue("test.once")
    Job.objects.filter(pk=row.pk).update(
        state="running", attempts=1, leased_until=at, lease_token="dead"
    )
    race(8, lambda: run_next(at=at))
    assert len(runs) == 1


def test_eight_requests_under_one_key_leave_one_row(at):
    def ask():
        with transaction.atomic():
            enqueue("test.nobody", key="one")

    race(8, ask)
    assert Job.objects.count() == 1


def test_eight_beats_start_each_period_of_each_sweep_once(at):
    for period in range(5):
        race(8, lambda period=period: start_sweeps(at=at + timedelta(days=period)))
    found = Counter(Job.objects.values_list("name", "key"))
    assert set(found.values()) == {1}
    assert len(found) == 5 * len(SWEEPS)
