"""Redis frozen, refused or back again: a page notices nothing, and waits a second at most."""

from __future__ import annotations

import socket
import time

import pytest
from django.core.cache import caches

from apps.core import caches as sturdy
from tests.core.frozen import frozen_server

REFUSED = "redis://127.0.0.1:1/0"
SECOND = {"socket_timeout": 1, "socket_connect_timeout": 1}


def cache_at(url: str) -> sturdy.SturdyRedisCache:
    sturdy._asked_again_at.clear()
    found = sturdy.SturdyRedisCache(url, {"OPTIONS": dict(SECOND)})
    found._spare.clear()
    return found


def use(cache) -> None:
    """Use every verb a page uses, and find each answer right."""
    cache.set("a", 1, 60)
    assert cache.get("a") == 1
    assert cache.add("a", 2, 60) is False
    assert cache.incr("a") == 2
    assert cache.decr("a") == 1
    with pytest.raises(ValueError, match="not found"):
        cache.incr("absent")
    cache.set_many({"b": 2, "c": 3}, 60)
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": 2, "c": 3}
    assert cache.touch("a", 60)
    assert cache.has_key("b")
    cache.delete_many(["b"])
    assert cache.get("b") is None
    assert cache.get_or_set("d", lambda: 4, 60) == 4
    assert cache.delete("a")
    cache.clear()
    assert cache.get("c") is None


def test_a_frozen_server_costs_one_time_out_and_nothing_else(caplog):
    with frozen_server() as url:
        cache, began = cache_at(url), time.monotonic()
        use(cache)
        use(cache)
        assert time.monotonic() - began < 2.5
    assert [r.getMessage() for r in caplog.records] == [
        "cache: Redis fails (TimeoutError), memory stands in"
    ]


def test_a_refused_port_is_an_outage_like_any_other(caplog):
    use(cache_at(REFUSED))
    assert len(caplog.records) == 1


def test_all_threads_of_a_process_learn_of_the_outage_at_once(caplog):
    first, second = cache_at(REFUSED), cache_at(REFUSED)
    first.set("a", 1)
    second.set("b", 1)
    assert second.get("a") == 1
    assert len(caplog.records) == 1


def test_the_server_is_asked_again_after_a_pause(monkeypatch):
    cache = cache_at(REFUSED)
    clock = [time.monotonic()]
    monkeypatch.setattr(sturdy.time, "monotonic", lambda: clock[0])
    cache.set("a", "spare")
    monkeypatch.setattr("django.core.cache.backends.redis.RedisCache.get", lambda *a: "redis")
    assert cache.get("a") == "spare"
    clock[0] += sturdy.PAUSE
    assert cache.get("a") == "redis"


def test_the_site_s_cache_in_redis_is_the_sturdy_one(settings):
    """With REDIS_URL the settings name it; without, there is no server that could fail."""
    backend = settings.CACHES["default"]["BACKEND"] if settings.REDIS_URL else ""
    assert backend in ("", "apps.core.caches.SturdyRedisCache")


def test_a_server_that_answers_is_used(settings):
    if not settings.REDIS_URL:
        pytest.skip("NO REDIS: the cache is tried against servers that fail only")
    sturdy._asked_again_at.clear()
    use(caches["default"])
    assert sturdy._asked_again_at == {}


def test_the_frozen_server_of_these_tests_accepts_and_never_answers():
    with frozen_server() as url:
        port = int(url.split(":")[2].split("/")[0])
        with socket.create_connection(("127.0.0.1", port), 1) as link:
            link.settimeout(0.2)
            link.sendall(b"PING\r\n")
            with pytest.raises(TimeoutError):
                link.recv(1)
