"""Entry points of the job table: ids in, one idempotent service call."""

from __future__ import annotations

import datetime as dt

from apps.core.jobs import job
from apps.documents.services import printing


@job("documents.print", queue="pdf", lease=300)
def print_document(*, document_id: int, version: int, at: dt.datetime) -> None:
    """Typeset and measure the file to be issued."""
    printing.make_print(document_id=document_id, version=version, at=at)
