"""How often the mail pages may be asked, and from where a request comes.

Counters live in the cache: 30 pages a minute for one address, 10 posts a minute for one token.
Refuses to believe X-Forwarded-For beyond the configured number of proxies.
"""

from __future__ import annotations

import hashlib
import ipaddress
import logging

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

log = logging.getLogger(__name__)

MINUTE = 60
PAGES_A_MINUTE = 30
POSTS_A_MINUTE = 10
UNKNOWN_ALARM = 20
UNKNOWN_SPAN = 10 * MINUTE


def client_ip(request: HttpRequest) -> str | None:
    """Return the client's address as seen by the outermost proxy that we trust."""
    address = request.META.get("REMOTE_ADDR", "")
    proxies = settings.AXES_IPWARE_PROXY_COUNT
    if proxies:
        hops = [h.strip() for h in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        address = hops[-proxies] if len(hops) >= proxies else address
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None


def too_many_pages(request: HttpRequest) -> bool:
    """Count a page for the client's address."""
    return _count(f"mail-page:{client_ip(request)}", MINUTE) > PAGES_A_MINUTE


def too_many_posts(token: str) -> bool:
    """Count a post for a token; the cache sees only its hash."""
    digest = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
    return _count(f"mail-post:{digest}", MINUTE) > POSTS_A_MINUTE


def note_unknown(request: HttpRequest) -> None:
    """Count a token that never was one; a burst from one address is written to the log."""
    ip = client_ip(request)
    if _count(f"mail-unknown:{ip}", UNKNOWN_SPAN) == UNKNOWN_ALARM:
        log.error("decision links: %s unknown tokens within 10 minutes from %s", UNKNOWN_ALARM, ip)


def _count(key: str, span: int) -> int:
    cache.add(key, 0, span)
    try:
        return cache.incr(key)
    except ValueError:  # ran out between the two calls
        cache.set(key, 1, span)
        return 1
