"""Handlers that exist only for the length of a test."""

from datetime import UTC, datetime

import pytest

from apps.core import jobs

AT = datetime(2026, 6, 3, 2, 0, tzinfo=UTC)


@pytest.fixture
def at():
    return AT


@pytest.fixture
def handler(monkeypatch):
    """Return a decorator like ``job`` whose registrations vanish after the test."""
    monkeypatch.setattr(jobs.HANDLERS, "_entries", dict(jobs.HANDLERS._entries))
    return jobs.job
