"""Documents brought to a state through the services, so that a journey may begin there."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from apps.documents.models import Document
from apps.documents.services import drafting
from apps.matters import steps
from apps.matters.models import Step
from apps.organisation import authority
from apps.organisation.models import Person

SETTLED = (
    ("release", "agree"),
    ("receive", "done"),
    ("register", "done"),
    ("preliminary_review", "accept"),
    ("opine", "propose"),
)


def request(title: str, *, upto: str = "decide", unit: str = "nyj") -> Document:
    """Return a 请示 that waits for ``upto``; "" leaves it a draft."""
    at = timezone.now() - dt.timedelta(minutes=30)
    clerk = Person.objects.get(username=f"{unit}.clerk")
    document = drafting.create(
        direction="incoming",
        values={
            "title": title,
            "document_kind": "request_for_instructions",
            "addressees": ["市人民政府"],
            "issuer": "department",
            "body_text": "现将有关事项请示如下。\n妥否，请批示。",
            "contact_name": "苗联络",
            "contact_phone": "0715-8126000",
        },
        by=clerk,
        hat=_own(clerk, at),
        at=at,
    )
    if not upto:
        return document
    drafting.submit(document=document, by=clerk, hat=_own(clerk, at), at=at)
    for purpose, outcome in SETTLED:
        if purpose == upto:
            break
        at += dt.timedelta(minutes=1)
        step = (
            document.steps.filter(purpose=purpose, state=Step.State.WAITING)
            .select_related("post__unit", "matter")
            .first()
        )
        person, hat = authority.acting(step.post, at).people[0]
        steps.settle(step=step, outcome=outcome, opinion="请批示。", by=person, hat=hat, at=at)
    document.refresh_from_db()
    return document


def _own(person: Person, at: dt.datetime) -> authority.Hat:
    return next(h for h in authority.hats(person, at) if h.is_own)
