"""Entry points of the job table: ids in, one idempotent service call."""

from __future__ import annotations

import datetime as dt

from apps.core.jobs import enqueue, job
from apps.core.sweeps import sweep
from apps.documents import drawn
from apps.documents.services import disclosing, printing, sealing, silence
from apps.workdays.hooks import calendar_changed


@job("documents.print", queue="pdf", lease=300)
def print_document(*, document_id: int, version: int, at: dt.datetime) -> None:
    """Typeset and measure the file to be issued."""
    printing.make_print(document_id=document_id, version=version, at=at)


@job("documents.draw", queue="pdf", lease=300)
def draw_page(*, page: str, at: dt.datetime) -> None:
    """Draw a long page that somebody waits for."""
    drawn.draw_wanted(page)


@sweep("documents.silence", every=dt.timedelta(minutes=5))
def let_silence_count(*, at: dt.datetime) -> None:
    """Take units that have not replied in time as having no different opinion."""
    silence.deem(at=at)


@job("documents.seal", queue="pdf", lease=120)
def seal_document(*, document_id: int, version: int, at: dt.datetime) -> None:
    """Set the registered seals on the file to be issued, and sign it."""
    sealing.set_seals(document_id=document_id, version=version, at=at)


@job("documents.recount", lease=600)
def recount(*, at: dt.datetime) -> None:
    """Count the open days of publication again after the calendar has changed."""
    disclosing.recount(at=at)


@calendar_changed.register("documents")
def _calendar_change(*, years: object) -> None:
    """Count again when the transaction of the change is through."""
    enqueue("documents.recount")


@job("documents.demo", lease=300)
def build_demonstration(*, start: int, at: dt.datetime) -> None:
    """Build the next few documents of the demonstration office."""
    from apps.documents.demo import load_chunk

    load_chunk(start=start, at=at)
