"""Redis frozen: every page answers as if nothing were, and decisions by mail are taken."""

from __future__ import annotations

import logging
import time

import pytest
from django.core.cache import cache, caches
from django.test import Client

from apps.core import caches as sturdy
from tests.abuse.attempts import Abuse
from tests.core.frozen import frozen_server
from tests.matters.cast import build_cast

LIMIT = 30  # seconds for all of it: a busy machine, but never a hang of 25 s for each question


@pytest.fixture
def frozen(settings):
    """A site whose Redis takes connections and never answers."""
    with frozen_server() as url:
        sturdy._asked_again_at.clear()
        settings.CACHES = {
            "default": {
                "BACKEND": "apps.core.caches.SturdyRedisCache",
                "LOCATION": url,
                "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
            }
        }
        yield url
    sturdy._asked_again_at.clear()


def test_pages_and_decisions_go_on_and_wait_once(db, monkeypatch, frozen, caplog):
    abuse = Abuse(build_cast(monkeypatch))
    sent, client, began = abuse.send(), Client(), time.monotonic()
    sturdy._asked_again_at.clear()
    caplog.clear()
    monkeypatch.setattr(sturdy, "PAUSE", 600.0)
    with caplog.at_level(logging.WARNING, logger="apps.core.caches"):
        assert client.get(sent.page).status_code == 200
        assert sent.post(client).status_code == 303
        client.force_login(abuse.cast.leader, backend="django.contrib.auth.backends.ModelBackend")
        for path in ("/", "/documents/", "/search/?q=x", "/messages/", "/organisation/"):
            assert client.get(path).status_code == 200, path
        # The limits count on, in the memory of the process.
        again = abuse.send()
        codes = [again.post(pin="").status_code for _ in range(12)]
        assert codes == [400] * 10 + [429] * 2
    assert time.monotonic() - began < LIMIT
    outages = [r for r in caplog.records if r.name == "apps.core.caches"]
    assert len(outages) == 1
    assert type(caches["default"]) is sturdy.SturdyRedisCache
    assert cache.get("nothing") is None
