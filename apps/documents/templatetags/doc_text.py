"""Text of a document for the reading page: its paragraphs."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def paragraphs(text: str) -> list[str]:
    """Return the non-empty lines of a text."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
