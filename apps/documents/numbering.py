"""文号: the series that what is issued here is numbered in, and numbers that are nobody else's.

Asks the book under which the document was opened; keeps no ledger (see ``matters.numbers``).
"""

from __future__ import annotations

from apps.core.verdicts import Verdict
from apps.documents.models import Document
from apps.rulebook import shelf
from apps.rulebook.provisions.documents import Numbering


def number_code(document: Document) -> str:
    """Return the code (机关代字) of the series an outgoing document is numbered in."""
    return _numbering(document).code(document.issuer, document.document_kind, document.doc_class)


def _numbering(document: Document) -> Numbering:
    return shelf.book(document.book).provision("documents.numbering", Numbering)


def own_number(document: Document) -> list[Verdict]:
    """Refuse a sender's number that reads like one of this office's own series."""
    code = document.reference.partition("〔")[0]
    if not code or code not in _numbering(document).codes:
        return []
    words = f"“{code}”是本系统编号用的机关代字，请写本单位的发文字号"
    return [Verdict.deny(words, field="reference")]
