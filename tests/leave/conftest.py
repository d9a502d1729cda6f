"""The office is built once for a module and rolled back after it; each test rolls back its own."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from apps.desk import middleware
from tests.leave.office import NOW, build


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The office, inside a transaction that ends with the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def office(built, db):
    """The office for one test."""
    cache.clear()
    return built


@pytest.fixture
def clock(monkeypatch):
    """The instant at which every request arrives; a test may move it."""
    found = SimpleNamespace(now=NOW)
    monkeypatch.setattr(middleware, "timezone", SimpleNamespace(now=lambda: found.now))
    return found


@pytest.fixture
def web(office, clock):
    """Sign somebody of the office in and return his browser."""

    def signed_in(login: str = "", **kwargs) -> Client:
        client = Client(**kwargs)
        if login:
            backend = "django.contrib.auth.backends.ModelBackend"
            client.force_login(office.people[login], backend=backend)
        return client

    return signed_in
