"""What the page of a numbered or issued document says of its seals, and who may set them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from apps.documents import policies, seals
from apps.documents.models import Document
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat

SHOWN = (Document.State.NUMBERED, Document.State.ISSUED)


def seal_panel(request: ActingRequest, document: Document) -> dict[str, Any]:
    """Return what the page shows of the document's seals; nothing before it is numbered."""
    if document.is_incoming or document.state not in SHOWN:
        return {}
    found = seals.state_of(document, timezone.localdate(request.at))
    if not found.issuers:
        return {}
    hat = sealing_hat(request, document)
    waiting = document.state == Document.State.NUMBERED and bool(found.lacking)
    return {
        "sealing": found,
        "can_seal": policies.can_seal(hat, document) if hat and waiting else None,
        "page_ready": bool((document.print_report or {}).get("ok")),
    }


def sealing_hat(request: ActingRequest, document: Document) -> Hat | None:
    """Return the hat that keeps the document's seals, else the person's first own one."""
    own = [hat for hat in request.hats if hat.is_own]
    keeping = (hat for hat in own if seals.keeps(hat.post_id, document))
    return next(keeping, own[0] if own else None)
