"""Jobs: promised with the business, run once, retried, and never lost in silence."""

import logging
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from apps.core import jobs
from apps.core.jobs import enqueue, prune, requeue, run_due_jobs, run_next
from apps.core.models import Job
from apps.core.verdicts import Cite, Refused, Verdict

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def ran(handler):
    calls = []

    @handler("test.note", queue="pdf", lease=30)
    def note(*, at, **args):
        calls.append((args, at))

    return calls


@pytest.fixture
def failing(handler):
    @handler("test.fail")
    def fail(*, at):
        raise RuntimeError("磁盘已满")


def test_a_job_runs_once_with_its_arguments_and_the_time_it_was_given(ran, at):
    row = enqueue("test.note", document=7)
    assert run_due_jobs(at=at) == 1
    assert run_due_jobs(at=at) == 0
    assert ran == [({"document": 7}, at)]
    row.refresh_from_db()
    assert (row.state, row.attempts, row.finished_at) == ("done", 1, at)
    assert (row.leased_until, row.lease_token, row.queue) == (None, "", "pdf")


def test_a_job_vanishes_with_the_transaction_that_promised_it(ran, at):
    with transaction.atomic():
        enqueue("test.note")
        transaction.set_rollback(True)
    assert run_due_jobs(at=at) == 0


def test_asking_twice_under_one_key_gives_one_row(ran, at):
    first = enqueue("test.note", key="document:7", document=7)
    second = enqueue("test.note", key="document:7", document=8)
    assert first.pk == second.pk
    assert second.args == {"document": 7}
    run_due_jobs(at=at)
    assert enqueue("test.note", key="document:7").state == "done"
    assert run_due_jobs(at=at) == 0
    assert len(ran) == 1


def test_without_a_key_every_request_is_its_own_job(ran, at):
    enqueue("test.note")
    enqueue("test.note")
    assert run_due_jobs(at=at) == 2


def test_objects_are_refused_as_arguments(ran):
    with pytest.raises(TypeError):
        enqueue("test.note", document=object())


def test_a_job_waits_for_its_time(ran, at):
    enqueue("test.note", run_at=at + SECOND)
    assert run_due_jobs(at=at) == 0
    assert run_due_jobs(at=at + SECOND) == 1


def test_only_the_asked_queue_is_served(ran, at):
    enqueue("test.note")
    assert run_due_jobs(at=at, queue="default") == 0
    assert run_due_jobs(at=at, queue="pdf") == 1


def test_the_limit_holds(ran, at):
    for _ in range(3):
        enqueue("test.note")
    assert run_due_jobs(at=at, limit=2) == 2
    assert Job.objects.due(at).count() == 1


def test_pauses_grow_and_the_fifth_failure_is_an_incident(failing, at, caplog):
    caplog.set_level(logging.CRITICAL)
    row = enqueue("test.fail")
    pauses = []
    for attempt in range(1, jobs.ATTEMPTS + 1):
        assert run_next(at=at) is not None
        row.refresh_from_db()
        assert row.attempts == attempt
        assert row.last_error == "RuntimeError: 磁盘已满"
        if row.state == "queued":
            assert run_next(at=row.run_at - SECOND) is None
            pauses.append((row.run_at - at).total_seconds())
            at = row.run_at
    assert pauses == [10, 40, 160, 640]
    assert row.state == "incident"
    assert row.finished_at == at
    assert run_due_jobs(at=at + timedelta(days=9)) == 0


def test_a_refusal_is_an_incident_at_once_with_its_sentence(handler, at):
    @handler("test.refuse")
    def refuse(*, at):
        raise Refused(Verdict.deny("已办结，不能再催办", [Cite("31.1", label="第三十一条")]))

    row = enqueue("test.refuse")
    run_due_jobs(at=at)
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("incident", 1)
    assert row.last_error == "已办结，不能再催办（依据第三十一条）"


def test_an_unknown_name_is_retried_and_says_what_is_missing(at, caplog):
    caplog.set_level(logging.CRITICAL)
    row = enqueue("test.from_a_newer_version")
    run_due_jobs(at=at)
    row.refresh_from_db()
    assert row.state == "queued"
    assert "test.from_a_newer_version" in row.last_error


def test_a_failed_statement_does_not_poison_the_rest(handler, ran, at, caplog):
    caplog.set_level(logging.CRITICAL)

    @handler("test.clash")
    def clash(*, at):
        Job.objects.create(name="x", state="nonsense")

    enqueue("test.clash")
    enqueue("test.note")
    assert run_due_jobs(at=at) == 2
    assert len(ran) == 1


def _abandon(row, at, attempts=1):
    Job.objects.filter(pk=row.pk).update(
        state="running", attempts=attempts, leased_until=at + 30 * SECOND, lease_token="dead"
    )


def test_a_killed_worker_s_job_is_taken_over_when_its_lease_is_out(ran, at):
    row = enqueue("test.note")
    _abandon(row, at)
    assert run_due_jobs(at=at + 29 * SECOND) == 0
    assert run_due_jobs(at=at + 30 * SECOND) == 1
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("done", 2)


def test_a_job_that_kills_every_worker_becomes_an_incident(ran, at):
    row = enqueue("test.note")
    _abandon(row, at, attempts=jobs.ATTEMPTS)
    assert run_due_jobs(at=at + 60 * SECOND) == 0
    row.refresh_from_db()
    assert row.state == "incident"
    assert row.last_error == "执行中断，未留下原因"
    assert ran == []


def test_who_lost_the_lease_does_not_write_the_outcome(handler, at, caplog):
    row = None

    @handler("test.slow")
    def slow(*, at):
        Job.objects.filter(pk=row.pk).update(lease_token="newer", leased_until=at + SECOND)

    row = enqueue("test.slow")
    run_next(at=at)
    row.refresh_from_db()
    assert (row.state, row.lease_token) == ("running", "newer")
    assert "lease lost" in caplog.text


def test_requeue_touches_incidents_only(ran, failing, at):
    waiting = enqueue("test.note", run_at=at + SECOND)
    broken = enqueue("test.fail")
    Job.objects.filter(pk=broken.pk).update(state="incident", attempts=5, finished_at=at)
    assert requeue(jobs=[waiting, broken]) == 1
    broken.refresh_from_db()
    assert (broken.state, broken.attempts, broken.finished_at) == ("queued", 0, None)


def test_pruning_keeps_what_a_natural_key_still_protects(ran, at):
    enqueue("test.note")
    enqueue("test.note", key="sweep:20260603T0200")
    later = at + timedelta(days=90)
    kept = [enqueue("test.note", key="mail:1"), enqueue("test.note", run_at=later)]
    run_due_jobs(at=at)
    assert prune(at=at + timedelta(days=29)) == 0
    assert prune(at=at + timedelta(days=31)) == 2
    assert set(Job.objects.values_list("pk", flat=True)) == {row.pk for row in kept}


@pytest.mark.parametrize(
    "nonsense",
    [
        {"state": "lost"},
        {"state": "running"},
        {"state": "done"},
        {"state": "queued", "lease_token": "x"},
        {"state": "queued", "attempts": -1},
    ],
    ids=str,
)
def test_the_database_refuses_impossible_rows(nonsense):
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(name="x", **nonsense)


def test_an_idle_look_costs_one_query(at, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert run_next(at=at) is None


def test_the_command_runs_jobs_without_a_broker(ran, capsys):
    enqueue("test.note")
    call_command("run_jobs", "--once")
    assert len(ran) == 1
    assert "已执行" in capsys.readouterr().out
