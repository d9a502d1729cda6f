"""What a decider reads of a document: the canonical content that mail links are bound to."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from apps.documents.models import Document
from apps.matters.models import Attachment, Step


def content(matter: Document) -> dict[str, Any]:
    """Return everything shown to whoever decides; any difference makes old links stale."""
    opinions = (
        matter.steps.filter(state=Step.State.SETTLED)
        .exclude(opinion="")
        .select_related("post", "acted_by")
        .order_by("acted_at", "pk")
    )
    return {
        "title": matter.title,
        "kind_label": matter.get_document_kind_display(),
        "reference": matter.reference or matter.incoming_number,
        "sender": matter.unit.name,
        "addressees": matter.addressees,
        "body_text": matter.body_text,
        "office_opinion": matter.office_opinion,
        "version": matter.content_version,
        "attachments": list(
            matter.attachments.filter(removed_at__isnull=True, role=Attachment.Role.ANNEX)
            .order_by("pk")
            .values_list("pk", "sha256")
        ),
        "opinions": [
            {
                "person": step.acted_by.name if step.acted_by else "",
                "post": step.post.name,
                "label": (step.hat or {}).get("label", ""),
                "opinion": step.opinion,
            }
            for step in opinions
        ],
    }


def url(pk: int) -> str:
    """Return the page of a document."""
    return reverse("documents:detail", args=[pk])
