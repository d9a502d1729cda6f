"""Lifts the trail's triggers while a test database is emptied, and for tests that tamper.

A pytest plugin: the root conftest names it in ``pytest_plugins``. No application code can lift
the guard; TransactionTestCase must, because it empties every table (DELETE on SQLite, TRUNCATE on
PostgreSQL) after a test that commits.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections
from django.test import TransactionTestCase

from apps.trail import guard


@contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Drop the triggers for the block and put them back, whatever happens."""
    guard.remove(connection)
    try:
        yield
    finally:
        guard.install(connection)


@pytest.fixture(scope="session", autouse=True)
def _trail_can_be_flushed() -> Iterator[None]:
    flush = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        with lifted(connections["default"]):
            flush(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield
