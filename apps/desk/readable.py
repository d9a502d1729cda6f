"""What may arrive as a request at all, before anybody reads it.

Owns these rules: text is UTF-8 whatever a request declares, a length is a number, an address holds
no null character and neither does a cookie. Refuses nothing: what no browser sends is left out, or
stands in an address as the sign for what is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

# Declared at the gate of WSGI: Django reads it before any middleware, and some names stop it.
CHARSET = re.compile(r";\s*charset[\s*0-9]*=[^;]*", re.IGNORECASE)

NUL = "\x00"
UNKNOWN = "\ufffd"
ENCODING = "utf-8"


class ReadableMiddleware:
    """Make a request readable for everything behind."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mend, then hand on."""
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or NUL in query:
            # PostgreSQL keeps no null character: a filter with one would be our fault.
            request.META["QUERY_STRING"] = query.replace("%00", "").replace(NUL, "")
        if NUL in request.path_info:
            # In a part of an address it is not left out: what is one sign off is not found.
            request.path_info = request.path_info.replace(NUL, UNKNOWN)
            request.path = request.path.replace(NUL, UNKNOWN)
        if not request.META.get("CONTENT_LENGTH", "").removeprefix("-").isdecimal():
            request.META["CONTENT_LENGTH"] = ""
        if request.encoding is not None and request.encoding.lower() != ENCODING:
            # "hex" decodes no text, "utf-7" makes halves of characters that no database takes.
            request.encoding = ENCODING
        if any(NUL in value for value in request.COOKIES.values()):
            kept = {name: value for name, value in request.COOKIES.items() if NUL not in value}
            request.COOKIES = kept
        return self.get_response(request)


def without_charset(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Return a WSGI application to which no request declares an encoding."""

    def gate(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        declared = environ.get("CONTENT_TYPE", "")
        if "charset" in declared.lower():
            environ["CONTENT_TYPE"] = CHARSET.sub("", declared)
        return application(environ, start_response)

    return gate
