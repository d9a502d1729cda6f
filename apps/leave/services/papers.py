"""Papers of a leave: the slip as PDF, and the document by which an office is told."""

from __future__ import annotations

import datetime as dt

from django.core.cache import cache
from django.db import transaction

from apps.core.verdicts import Refused, Verdict
from apps.documents.models import Document
from apps.documents.services import drafting
from apps.leave import page
from apps.leave.models import Leave
from apps.matters import flow
from apps.matters.models import Link, Matter
from apps.organisation.authority import Hat
from apps.organisation.models import Person
from apps.typesetting import CannotTypeset, MissingGlyph
from apps.typesetting.kit.slip import render_slip

KEPT_SECONDS = 24 * 3600


def slip_pdf(leave: Leave) -> bytes:
    """Return the slip of a leave as PDF; cached by what stands on it.

    Raises Refused with a sentence where it cannot be typeset.
    """
    drawn = page.slip(leave)
    key = f"leave-slip:{drawn.sha256}"
    found: bytes | None = cache.get(key)
    if found is None:
        try:
            found = render_slip(drawn).pdf
        except (MissingGlyph, CannotTypeset) as refusal:
            raise Refused(Verdict.deny(str(refusal))) from refusal
        cache.set(key, found, KEPT_SECONDS)
    return found


@transaction.atomic
def draft_filing(
    *, leave: Leave, key: str, by: Person, hat: Hat, at: dt.datetime, channel: str = "web"
) -> Document:
    """Draft the report or letter by which an office is told; a second call returns the first.

    It goes the way of every outgoing document: checked, signed, numbered, printed, dispatched.
    """
    fresh: Leave = flow.lock(leave)
    row = fresh.requirements.filter(key=key, dropped_at__isnull=True).first()
    if row is None:
        raise Refused(Verdict.deny("本件不需要向该机关报备"))
    if not fresh.is_in_force and fresh.state != Leave.State.RETURNED:
        raise Refused(Verdict.deny(f"本件现为“{fresh.standing}”，不起草报备公文"))
    known = drafted(fresh).get(page.recipient(fresh, key))
    if known is not None:
        return known
    document = drafting.create(
        direction=Document.Direction.OUTGOING,
        values=page.filing(fresh, row),
        by=by,
        hat=hat,
        at=at,
        channel=channel,
    )
    Link.objects.create(
        source=Matter.objects.get(pk=document.pk),
        target=Matter.objects.get(pk=fresh.pk),
        kind=Link.Kind.ATTACHED_TO,
        at=at,
        by=by,
    )
    payload = {"document": document.pk, "reason": document.title}
    flow.note(fresh, "filing_drafted", by=by, hat=hat, at=at, channel=channel, payload=payload)
    return document


def drafted(leave: Leave) -> dict[str, Document]:
    """Return the documents drafted for the filings of a leave, by the office they go to."""
    linked = leave.links_in.filter(kind=Link.Kind.ATTACHED_TO).values("source")
    rows = Document.objects.filter(pk__in=linked).exclude(state=Document.State.WITHDRAWN)
    return {name: row for row in rows.order_by("pk") for name in row.addressees}
