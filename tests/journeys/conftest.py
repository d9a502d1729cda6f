"""A browser, an office, and people who sit down in front of it.

Every journey fails on a request to a foreign origin, on a breach of the content security policy,
on an error of a script and on an answer 500. Where no browser can be had the journeys are skipped
with one loud line; in CI that is a failure.
"""

from __future__ import annotations

import os

# Playwright runs an event loop in this thread, which Django would take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

import shutil
import sys

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from tests.journeys import snapshot
from tests.journeys.people import PASSWORD, PIN, Office

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
_taken: list[tuple[snapshot.Table, ...]] = []


def pytest_collection_modifyitems(items):
    """Mark every journey, and let it commit: the site runs in other threads."""
    for item in items:
        if "tests/journeys" in item.nodeid:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True))


def _missing(what: str) -> None:
    sentence = f"NO BROWSER: {what}; THE JOURNEYS THROUGH REAL PAGES WERE NOT TRIED"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="package")
def chromium():
    """The system's Chromium, started once for the journeys."""
    path = os.environ.get("OA_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        _missing("no chromium on this machine (OA_CHROMIUM names one)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def furnished(transactional_db, monkeypatch):
    """The demonstration office as of now, without documents."""
    from apps.organisation.demo import load

    cache.clear()
    if _taken:
        snapshot.put_back(_taken[0])
        return
    now = timezone.localtime()
    # Only the absences around today: those of fixed days would make a journey depend on its day.
    monkeypatch.setattr(sys.modules[load.__module__], "ABSENCES_2026", ())
    for year in (now.year, now.year + 1):
        call_command("load_calendar", year, verbosity=0)
    load(at=now, password=PASSWORD, pin=PIN)
    _taken.append(snapshot.take())


@pytest.fixture
def office(furnished, chromium, live_server, settings):
    """The office with its doors open; see ``people.Office``."""
    settings.SITE_URL = live_server.url
    office = Office(live_server.url, chromium)
    yield office
    office.close()
    connections.close_all()
    assert not office.faults, "\n".join(office.faults)
