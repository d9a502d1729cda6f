"""How often the mail pages may be asked.

Counters live in the cache: 30 pages a minute for one address, 10 posts a minute for one token.
Owns the alarm about guessing: one line of the log and one of the trail. Refuses to count in the
database what a stranger could make as many of as he likes.
"""

from __future__ import annotations

import hashlib
import logging

from django.core.cache import cache

from apps.desk.origin import client_ip
from apps.organisation.acting import ActingRequest
from apps.trail.services import record

log = logging.getLogger(__name__)

MINUTE = 60
PAGES_A_MINUTE = 30
POSTS_A_MINUTE = 10
UNKNOWN_ALARM = 20
UNKNOWN_SPAN = 10 * MINUTE


def too_many_pages(request: ActingRequest) -> bool:
    """Count a page for the client's address."""
    return _count(f"mail-page:{client_ip(request)}", MINUTE) > PAGES_A_MINUTE


def too_many_posts(token: str) -> bool:
    """Count a post for a token; the cache sees only its hash."""
    digest = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
    return _count(f"mail-post:{digest}", MINUTE) > POSTS_A_MINUTE


def note_unknown(request: ActingRequest) -> None:
    """Count a token that never was one; a burst from one address is an alarm, once a span."""
    ip = client_ip(request)
    if _count(f"mail-unknown:{ip}", UNKNOWN_SPAN) != UNKNOWN_ALARM:
        return
    log.error("decision links: %s unknown tokens within 10 minutes from %s", UNKNOWN_ALARM, ip)
    record(
        verb="desk.links_probed",
        subject=f"address:{ip}",
        at=request.at,
        payload={"unknown_tokens": UNKNOWN_ALARM, "minutes": UNKNOWN_SPAN // MINUTE},
        channel="mail_link",
    )


def _count(key: str, span: int) -> int:
    cache.add(key, 0, span)
    try:
        return cache.incr(key)
    except ValueError:  # ran out between the two calls
        cache.set(key, 1, span)
        return 1
