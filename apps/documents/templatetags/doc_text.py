"""Text of a document for the reading page: paragraphs, head, signature."""

from __future__ import annotations

from django import template

from apps.documents.models import Document
from apps.documents.page import issuer_name

register = template.Library()


@register.filter
def paragraphs(text: str) -> list[str]:
    """Return the non-empty lines of a text."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


@register.filter
def head_of_page(document: Document) -> str:
    """Return what stands in red at the head."""
    return f"{issuer_name(document)}文件"


@register.filter
def signature_of_page(document: Document) -> str:
    """Return the name under which the document is signed."""
    return issuer_name(document)
