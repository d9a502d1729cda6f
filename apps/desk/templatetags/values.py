"""Reading values that come as objects or as stored JSON. Owns one function; refuses defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def value_of(thing: Any, name: str) -> Any:
    """Return an attribute or a key: clauses and hats come as objects or as stored JSON."""
    if isinstance(thing, Mapping):
        return thing.get(name, "")
    return getattr(thing, name, "")
