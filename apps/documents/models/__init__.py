"""Official documents, and the seals that are set on them."""

from apps.documents.models.document import Document, DocumentQuerySet
from apps.documents.models.seal import Seal, SealUse

__all__ = ["Document", "DocumentQuerySet", "Seal", "SealUse"]
