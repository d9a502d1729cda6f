"""Text of a document for the reading page: its paragraphs and tables."""

from __future__ import annotations

from typing import Any

from django import template

from apps.documents.models import Document
from apps.documents.page import title_as_broken
from apps.typesetting.manuscript import parts

register = template.Library()


@register.filter
def blocks(text: str) -> list[Any]:
    """Return the paragraphs as they were typed, and the tables, in their order."""
    found = (part.strip() if isinstance(part, str) else part for part in parts(text or ""))
    return [part for part in found if part]


@register.filter
def broken_title(document: Document) -> str:
    """Return the title in the lines that the drafter chose."""
    return title_as_broken(document)
