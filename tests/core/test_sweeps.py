"""Sweeps start once in each period, however many beats there are."""

from datetime import timedelta

import pytest

from apps.core import sweeps, tasks
from apps.core.models import Job
from apps.core.sweeps import start_sweeps, sweep


@pytest.fixture
def hourly(handler, monkeypatch):
    monkeypatch.setattr(sweeps.SWEEPS, "_entries", {})
    calls = []

    @sweep("test.hourly", every=timedelta(hours=1))
    def run(*, at):
        calls.append(at)

    return calls


@pytest.mark.django_db
def test_two_beats_start_a_period_once_and_the_next_period_again(hourly, at):
    start_sweeps(at=at)
    start_sweeps(at=at + timedelta(minutes=59))
    assert Job.objects.get().key == "sweep:20260603T0200"
    start_sweeps(at=at + timedelta(minutes=60))
    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_the_celery_tasks_ring_and_work(hourly):
    tasks.start.delay()
    assert tasks.tick.delay().get() == 1
    assert len(hourly) == 1


@pytest.mark.parametrize("every", [timedelta(hours=5), timedelta(seconds=1), timedelta(days=2)])
def test_a_period_that_does_not_divide_a_day_is_refused(every):
    with pytest.raises(ValueError, match="divide a day"):
        sweep("test.odd", every=every)


def test_the_house_s_own_sweeps_are_known():
    assert {"core.prune", "trail.anchor"} <= set(sweeps.SWEEPS)
