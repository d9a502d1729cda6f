"""Processes killed outright (SIGKILL): what was acknowledged is there, what was begun is finished.

OA_KILLS=100 is the long run. The children are real processes on the test's own database.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from apps.core.jobs import enqueue, run_next
from apps.core.models import Job
from apps.trail.models import Event
from apps.trail.verification import verify

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = int(os.environ.get("OA_KILLS", "2"))
WAIT = 120  # seconds: starting Django on a busy machine

WORKER = """
import sys, time
from datetime import datetime
from apps.core.jobs import job, run_next
@job("test.slow", lease=30)
def slow(*, at, **args):
    print("begun", flush=True)
    time.sleep(600)
run_next(at=datetime.fromisoformat(sys.argv[1]))
"""
# The shape of an approval: business, trail and job in one transaction, then the answer.
APPROVER = """
import sys
from datetime import datetime
from django.db import transaction
from apps.core.jobs import enqueue
from apps.trail.services import record
at = datetime.fromisoformat(sys.argv[1])
for number in range(100000):
    with transaction.atomic():
        event = record(verb="test.approved", subject=f"step:{number}", at=at)
        enqueue("test.mail", key=str(event.seq), event=event.seq)
    print(event.seq, flush=True)
"""


def child(code: str, at) -> subprocess.Popen[str]:
    """Start a process that runs ``code`` on the database of this test."""
    database = connection.settings_dict
    name = str(database["NAME"])
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        user = f"{database['USER']}:{database['PASSWORD']}"
        url = f"postgres://{user}@{database['HOST']}:{database['PORT'] or 5432}/{name}"
    return subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{code}", at.isoformat()],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "oa.settings", "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
    )


def kill(process: subprocess.Popen[str]) -> str:
    """Kill a process as a power cut would, and return what it had said."""
    process.send_signal(signal.SIGKILL)
    said, _ = process.communicate(timeout=WAIT)
    return said


def test_a_job_whose_worker_was_killed_is_taken_over_and_done_once(handler, at):
    runs = []

    @handler("test.slow", lease=30)
    def slow(*, at, **args):
        runs.append(args)

    row = enqueue("test.slow", document=7)
    worker = child(WORKER, at)
    assert worker.stdout.readline() == "begun\n"
    kill(worker)
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("running", 1)
    assert run_next(at=at + timedelta(seconds=29)) is None
    assert run_next(at=at + timedelta(seconds=31)) is not None
    assert run_next(at=at + timedelta(seconds=99)) is None
    row.refresh_from_db()
    assert (row.state, row.attempts, runs) == ("done", 2, [{"document": 7}])


def test_what_was_acknowledged_before_a_kill_is_there_with_its_job_and_its_trail(at, settings):
    settings.OA_ANCHOR_KEY = "tests-only"
    acknowledged: list[int] = []
    for _ in range(KILLS):
        approver = child(APPROVER, at)
        acknowledged.append(int(approver.stdout.readline()))
        time.sleep(random.random())  # noqa: S311 (a moment that nobody chose)
        acknowledged += [int(line) for line in kill(approver).split()]
    there = set(Event.objects.filter(verb="test.approved").values_list("seq", flat=True))
    ordered = {
        int(key) for key in Job.objects.filter(name="test.mail").values_list("key", flat=True)
    }
    assert len(acknowledged) > KILLS
    assert set(acknowledged) <= there
    assert there == ordered  # never one without the other
    assert len(there) <= len(acknowledged) + KILLS  # at most one unanswered for each kill
    assert {found.kind for found in verify().findings} <= {"unanchored"}
