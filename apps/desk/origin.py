"""Where a request comes from: address, program and number, as far as they can be believed.

Refuses to believe X-Forwarded-For beyond the configured number of proxies.
"""

from __future__ import annotations

import ipaddress
import re
import uuid

from django.conf import settings
from django.http import HttpRequest

LONGEST = 200
NUMBER = re.compile(r"[0-9A-Za-z-]{8,64}")


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


def user_agent(request: HttpRequest) -> str:
    """Return what the program calls itself, shortened."""
    return request.META.get("HTTP_USER_AGENT", "")[:LONGEST].replace("\x00", "")


def request_id(request: HttpRequest) -> str:
    """Return the number under which nginx logged the request, or a fresh one without a proxy."""
    given = request.META.get("HTTP_X_REQUEST_ID", "") if settings.AXES_IPWARE_PROXY_COUNT else ""
    return given if NUMBER.fullmatch(given) else uuid.uuid4().hex
