"""The disclosure attribute of an outgoing document, and the last day to publish it.

The attribute is decided before the document is issued; the day is counted from issuing, and
again while it lies ahead whenever the calendar changes. Refuses to move a day that has passed.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from apps.core.verdicts import Refused, Verdict
from apps.documents import rules
from apps.documents.models import Document
from apps.matters import flow, proofs
from apps.matters.models import Finding
from apps.matters.policies import of_office
from apps.organisation.authority import Hat
from apps.organisation.models import Person
from apps.organisation.wording import said

# The book's name of the prerequisite.
DISCLOSURE = "disclosure"


def set_disclosure(
    *,
    document: Document,
    disclosure: str,
    ground: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str = "web",
) -> Document:
    """Decide whether the document is published; withholding needs its legal ground."""
    with transaction.atomic():
        fresh = flow.lock(document)
        if fresh.is_incoming or fresh.state == Document.State.ISSUED:
            raise Refused(Verdict.deny("本件现在不能改公开属性"))
        drafts = fresh.is_editable and hat.unit_id == fresh.drafting_post.unit_id
        if not of_office(hat) and not drafts:
            raise Refused(Verdict.deny(said("公开属性由起草单位提出、{office}审定")))
        if disclosure not in Document.Disclosure.values or not disclosure:
            raise Refused(Verdict.deny("请选择公开属性", field="disclosure"))
        if disclosure == Document.Disclosure.WITHHELD and not ground.strip():
            raise Refused(Verdict.deny("不予公开的，请写明法律依据", field="disclosure_ground"))
        before = fresh.disclosure
        fresh.disclosure = disclosure
        fresh.disclosure_ground = ground.strip()
        fresh.latest_at = at
        fresh.save()
        flow.touch(matter=fresh, at=at)
        flow.note(
            fresh,
            "disclosure_set",
            by=by,
            hat=hat,
            at=at,
            channel=channel,
            payload={
                "label": "确定公开属性",
                "from": before,
                "to": disclosure,
                "opinion": fresh.get_disclosure_display(),
                "ground": ground.strip(),
            },
        )
        if of_office(hat):
            record_disclosure(document=fresh, by=by, hat=hat, at=at, channel=channel)
        return fresh


def record_disclosure(
    *, document: Document, by: Person, hat: Hat, at: dt.datetime, channel: str = "web"
) -> None:
    """Meet the prerequisite of a decided disclosure attribute, where the book asks for it."""
    wanted = document.requirements.filter(key=DISCLOSURE, dropped_at__isnull=True)
    if document.disclosure and wanted.exists():
        ground = f"，依据：{document.disclosure_ground}" if document.disclosure_ground else ""
        proofs.find(
            matter=document,
            key=DISCLOSURE,
            result=Finding.Result.SATISFIED,
            reason=f"{document.get_disclosure_display()}{ground}",
            by=by,
            hat=hat,
            at=at,
            channel=channel,
        )


def recount(*, at: dt.datetime) -> int:
    """Count the open days of publication again; returns how many moved."""
    ahead = Document.objects.filter(publish_by__gte=timezone.localdate(at))
    return sum(_recount_one(document, at) for document in ahead.order_by("pk"))


def _recount_one(document: Document, at: dt.datetime) -> bool:
    with transaction.atomic():
        fresh = flow.lock(document)
        before, counted = fresh.publish_by, rules.publication(fresh)
        if counted is None or counted.due_on == before:
            return False
        Document.objects.filter(pk=fresh.pk).update(publish_by=counted.due_on)
        moved = {"from": before.isoformat(), "to": counted.due_on.isoformat()}
        payload = {"purpose": DISCLOSURE, **moved}
        flow.note(fresh, "clock_moved", by=None, hat=None, at=at, channel="job", payload=payload)
    return True
