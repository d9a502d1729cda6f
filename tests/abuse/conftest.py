"""The play of decisions by mail, a clock for requests, and clean counters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from apps.desk import middleware
from tests.abuse.attempts import Abuse
from tests.matters.cast import build_cast


@pytest.fixture
def abuse(db, monkeypatch) -> Abuse:
    """The play on a database that is rolled back."""
    return Abuse(build_cast(monkeypatch))


@pytest.fixture
def abuse_committed(transactional_db, monkeypatch) -> Abuse:
    """The play on a database that commits, for hands that race."""
    return Abuse(build_cast(monkeypatch))


@pytest.fixture
def clock(monkeypatch) -> Iterator[SimpleNamespace]:
    """How far the clock of the web host is ahead; a test may move it."""
    real = middleware.timezone.now
    found = SimpleNamespace(ahead=dt.timedelta())
    fake = SimpleNamespace(now=lambda: real() + found.ahead)
    monkeypatch.setattr(middleware, "timezone", fake)
    return found
