"""Ids in addresses: what can be a key of a row, and nothing larger.

Django's ``<int:…>`` takes a number of any length, which no database column holds: an address with
thirty digits would be our fault instead of a page that is not there.
"""

from __future__ import annotations

from django.urls import register_converter


class Key:
    """The converter of ``<key:pk>``: eighteen digits fit into every 64-bit key."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """Return the id."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the id as it stands in an address."""
        return str(value)


register_converter(Key, "key")
