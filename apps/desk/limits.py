"""How often something may be asked: counters in the cache, each for one key and one span."""

from __future__ import annotations

from django.core.cache import cache

MINUTE = 60


def over(key: str, most: int, *, span: int = MINUTE) -> bool:
    """Count one more and say whether it was more than `most` within `span` seconds."""
    cache.add(key, 0, span)
    try:
        return cache.incr(key) > most
    except ValueError:  # ran out between the two calls
        cache.set(key, 1, span)
        return most < 1
