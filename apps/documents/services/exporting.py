"""The page in its second format: OFD from the very PDF that is issued or previewed."""

from __future__ import annotations

import hashlib

from django.core.cache import cache

from apps.core.verdicts import Refused, Verdict
from apps.documents.models import Document
from apps.documents.services import printing
from apps.matters import files
from apps.typesetting.ofd import to_ofd
from apps.typesetting.readback import Unreadable

KEPT_SECONDS = 24 * 3600


def as_ofd(document: Document) -> bytes:
    """Return the document's file, or its page as it would be printed now, as OFD.

    Raises Refused with a sentence where it cannot be typeset or carried over; cached by hash.
    """
    if document.print_file is not None:
        with files.open_for_reading(document.print_file) as file:
            pdf = file.read()
    else:
        pdf = printing.preview(document)
    key = f"ofd:{hashlib.sha256(pdf).hexdigest()}"
    found: bytes | None = cache.get(key)
    if found is None:
        try:
            found = to_ofd(pdf)
        except Unreadable as unknown:
            reason = "本件版面中有暂不能转为OFD的内容，请使用PDF"
            raise Refused(Verdict.deny(reason)) from unknown
        cache.set(key, found, KEPT_SECONDS)
    return found
