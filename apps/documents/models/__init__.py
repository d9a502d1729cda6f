"""Rows of documents; one module a noun."""

from apps.documents.models.consultation import Consultation
from apps.documents.models.document import Document, DocumentQuerySet
from apps.documents.models.seal import Seal, SealUse

__all__ = ["Consultation", "Document", "DocumentQuerySet", "Seal", "SealUse"]
