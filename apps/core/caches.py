"""The cache in Redis, for pages that must not notice when Redis is frozen, full or gone.

Owns one decision: after a failure of the server the cache of this process stands in for a few
seconds, then the server is asked again. So an outage costs one time-out now and then instead of
an error page, and counters go on counting in each process for itself. Refuses to keep anything that
may not be lost: a cache is never the truth here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

log = logging.getLogger(__name__)

# One time-out of a second in five: nobody waits longer, and recovery is seen soon.
PAUSE = 5.0
# When the server of an address may be asked again; shared by all threads of the process.
_asked_again_at: dict[str, float] = {}


class SturdyRedisCache(RedisCache):
    """Django's Redis cache, with the memory of the process standing in while Redis fails."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        from redis.exceptions import RedisError

        super().__init__(server, params)
        self._failure = RedisError
        self._name = str(server)
        self._spare = LocMemCache(f"spare of {server}", {**params, "OPTIONS": {}})

    def _do(self, verb: str, *args: Any, **kwargs: Any) -> Any:
        """Ask Redis, or the spare while Redis rests; whatever the caches themselves raise stays."""
        if time.monotonic() >= _asked_again_at.get(self._name, 0.0):
            try:
                return getattr(super(), verb)(*args, **kwargs)
            except self._failure as failure:
                _asked_again_at[self._name] = time.monotonic() + PAUSE
                log.warning("cache: Redis fails (%s), memory stands in", type(failure).__name__)
        return getattr(self._spare, verb)(*args, **kwargs)


def _through(verb: str) -> Callable[..., Any]:
    def method(self: SturdyRedisCache, *args: Any, **kwargs: Any) -> Any:
        return self._do(verb, *args, **kwargs)

    method.__name__ = verb
    return method


# Everything else of a cache (get_or_set, decr …) is made of these.
for _verb in (
    *("add", "get", "set", "touch", "delete", "has_key", "incr", "clear"),
    *("get_many", "set_many", "delete_many"),
):
    setattr(SturdyRedisCache, _verb, _through(_verb))
