"""Rows of documents; one module a noun."""

from apps.documents.models.consultation import Consultation
from apps.documents.models.document import Document

__all__ = ["Consultation", "Document"]
