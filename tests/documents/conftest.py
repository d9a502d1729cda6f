"""The office is built once for a module and rolled back after it; each test rolls back its own."""

from __future__ import annotations

import functools
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from apps.desk import middleware
from apps.documents import drawn
from tests.documents.office import NOW, build
from tests.typesetting.signature.kit import folders

pages: dict[str, bytes] = {}
reports: dict[bytes, object] = {}


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


@pytest.fixture(autouse=True)
def _typeset_once(monkeypatch):
    """The same page is drawn and measured once in a run: it costs a second each."""
    draw, measure = drawn.draw, drawn.measure

    def once(structured, *, draft, heard=None):
        key = f"{structured.sha256}:{draft}"
        if key not in pages:
            pages[key] = draw(structured, draft=draft, heard=heard)
        return pages[key]

    def measured(pdf, structured):
        if pdf not in reports:
            reports[pdf] = measure(pdf, structured)
        return reports[pdf]

    monkeypatch.setattr(drawn, "draw", functools.wraps(draw)(once))
    monkeypatch.setattr(drawn, "measure", measured)


@pytest.fixture
def seal_keys(settings):
    """The keys of this installation: made once in a run, in force at the office's time."""
    private, public = folders()
    settings.OA_SEAL_KEYS, settings.OA_SEAL_PUBLIC = str(private), public
    return private


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
            client.force_login(
                office.people[login], backend="django.contrib.auth.backends.ModelBackend"
            )
        return client

    return signed_in
