"""The page of a document, drawn and measured: each once, kept by all that decides how it looks.

Drawing happens in the typesetter's own process. A long page that somebody waits for is a job's; the
one who waits is told how far it has come. It refuses, with the typesetter's sentence, what cannot
be set. Nothing kept here is the truth: it can be made again from the document.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.core.cache import BaseCache, caches

from apps.core.jobs import enqueue
from apps.core.verdicts import Refused, Verdict
from apps.documents.models import Document
from apps.documents.page import SIGNED, for_print
from apps.typesetting import CannotTypeset, Gongwen, Report, check, service
from apps.typesetting.kit import Slip

KEPT_SECONDS = 24 * 3600
WANTED_SECONDS = 3600
# What a page that has no number, no signer and no day yet is measured with.
NUMBERS = {"order": "第1号", "minutes": "第1次"}
NUMBER, SIGNER = "待编号〔{}〕1号", "待签发"


class BeingDrawn(Exception):  # noqa: N818 - no error: the page comes a little later
    """A long page is under way: so many of its sides are done."""

    def __init__(self, done: int, pages: int) -> None:
        self.done, self.pages = done, pages
        super().__init__(done, pages)


def _kept() -> BaseCache:
    return caches["pages"]


def page_of(structured: Gongwen, *, draft: bool) -> bytes:
    """Return the page as PDF; raises Refused where it cannot be set."""
    key = service.key(structured, draft=draft)
    found: bytes | None = _kept().get(f"page:{key}")
    if found is None:
        found = draw(structured, draft=draft)
        _kept().set(f"page:{key}", found, KEPT_SECONDS)
    return found


def draw(structured: Gongwen, *, draft: bool, heard: Any = None) -> bytes:
    """Draw the page anew; raises Refused where it cannot be set."""
    try:
        return service.render(structured, draft=draft, progress=heard).pdf
    except CannotTypeset as refusal:
        raise Refused(Verdict.deny(str(refusal), field="body_text")) from refusal


def shown(structured: Gongwen, *, draft: bool) -> bytes:
    """Return the page for somebody who waits; raises BeingDrawn where that would take long."""
    key = service.key(structured, draft=draft)
    found: bytes | None = _kept().get(f"page:{key}")
    if found is not None:
        return found
    if (sentence := _kept().get(f"refused:{key}")) is not None:
        raise Refused(Verdict.deny(sentence, field="body_text"))
    try:
        pages = service.pages_of(structured)
    except CannotTypeset as refusal:
        raise Refused(Verdict.deny(str(refusal), field="body_text")) from refusal
    if pages <= service.SHORT:
        return page_of(structured, draft=draft)
    if _kept().add(f"wanted:{key}", (structured.to_json(), draft), WANTED_SECONDS):
        enqueue("documents.draw", page=key)
    raise BeingDrawn(_kept().get(f"drawn:{key}", 0), pages)


def draw_wanted(key: str) -> None:
    """Draw the long page that somebody asked for, telling how far it is; a second run is idle."""
    wanted = _kept().get(f"wanted:{key}")
    if wanted is None or _kept().get(f"page:{key}") is not None:
        return
    text, draft = wanted

    def heard(done: int, pages: int) -> None:
        _kept().set(f"drawn:{key}", done, WANTED_SECONDS)

    structured = Gongwen.from_json(text)
    try:
        found = draw(structured, draft=draft, heard=heard)
        if not draft:  # measuring a long page takes as long as drawing it
            _measured(found, structured)
    except Refused as refused:
        _kept().set(f"refused:{key}", refused.verdict.reason, WANTED_SECONDS)
    else:
        _kept().set(f"page:{key}", found, KEPT_SECONDS)
    finally:
        _kept().delete_many([f"wanted:{key}", f"drawn:{key}"])


def slip_of(slip: Slip) -> bytes:
    """Return a handling slip as PDF; raises Refused where it cannot be set."""
    key = f"slip:{service.key(slip)}"
    found: bytes | None = _kept().get(key)
    if found is None:
        try:
            found = service.render_slip(slip).pdf
        except CannotTypeset as refusal:
            raise Refused(Verdict.deny(str(refusal))) from refusal
        _kept().set(key, found, KEPT_SECONDS)
    return found


def as_issued(document: Document, day: dt.date) -> Gongwen:
    """Return the document as its page will be, with stand-ins for what is not known yet."""
    made = for_print(document, document.issued_on or day)
    number = NUMBERS.get(made.layout, NUMBER.format(day.year))
    return replace(
        made,
        reference=made.reference or number,
        date=made.date or day,
        signers=made.signers or ((SIGNER,) if made.layout in SIGNED else ()),
    )


def ahead(structured: Gongwen) -> None:
    """Order a long page that somebody is about to decide on: measured by the time he has read it.

    A short one is drawn when it is asked for.
    """
    if _measures(structured) is None:
        with suppress(CannotTypeset, Refused, BeingDrawn):
            if service.pages_of(structured) > service.SHORT:
                shown(structured, draft=False)


def report_on(structured: Gongwen) -> Report:
    """Return the measures of a page by the standard; raises Refused where it cannot be set."""
    return _measures(structured) or _measured(page_of(structured, draft=False), structured)


def report_shown(structured: Gongwen) -> Report:
    """Return the measures for somebody who waits; raises BeingDrawn where that would take long."""
    return _measures(structured) or _measured(shown(structured, draft=False), structured)


def _measures(structured: Gongwen) -> Report | None:
    found = _kept().get(f"measures:{service.measure_key(structured)}")
    return None if found is None else Report.from_dict(found)


def _measured(pdf: bytes, structured: Gongwen) -> Report:
    report = measure(pdf, structured)
    _kept().set(f"measures:{service.measure_key(structured)}", report.to_dict(), KEPT_SECONDS)
    return report


def measure(pdf: bytes, structured: Gongwen) -> Report:
    """Measure a finished page."""
    return check(pdf, structured.layout, sides=structured.sides)


def faults(document: Document, day: dt.date) -> list[Verdict]:
    """Return why the document's page would not pass the standard.

    Locks are held while this is asked: a page asks `report_shown` first, and finds the answer kept.
    """
    try:
        report = report_on(as_issued(document, day))
    except Refused as refused:
        return list(refused.verdicts)
    return [Verdict.deny(f"版式{fact.sentence}") for fact in report.failures]
