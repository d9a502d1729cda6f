"""The login name as typed, folded: one spelling for the lock-out counter and the table."""

from __future__ import annotations

from typing import Any


def folded_username(request: Any, credentials: dict[str, Any] | None) -> str:
    """Return the login name in the spelling it is stored in, so that case evades no lock-out."""
    source = credentials or (getattr(request, "POST", None) or {})
    return str(source.get("username", "") or "").strip().casefold()
