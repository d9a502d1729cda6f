"""Parts of the document page that several acts fill: what other units were asked, publication."""

from __future__ import annotations

from typing import Any

from apps.documents import policies, rules
from apps.documents.forms.proofs import ConsultForm, ExtensionForm, LateForm
from apps.documents.models import Consultation, Document
from apps.documents.services import consulting, silence
from apps.documents.views.loading import office_hat, unit_hat
from apps.matters.models import Requirement
from apps.organisation.acting import ActingRequest


def consultations(
    request: ActingRequest, document: Document, wanted: list[Requirement]
) -> dict[str, Any]:
    """Return what the page shows of the consultations, with the forms that fit the reader."""
    rows = list(document.consultations.select_related("unit").order_by("sent_at", "pk"))
    lead = office_hat(request) or unit_hat(request, document)
    may_ask = bool(lead and policies.can_consult(lead, document))
    offered = may_ask and any(row.key in consulting.PROVES for row in wanted)
    return {
        "consultations": [_shown(request, document, row, may_ask) for row in rows],
        "consult_form": ConsultForm() if offered else None,
    }


def disclosure(document: Document) -> dict[str, Any] | None:
    """Return what was decided on publishing, and by when; None while it is undecided."""
    if not document.disclosure or document.is_incoming:
        return None
    return {"words": document.get_disclosure_display(), "by": rules.publication(document)}


def _shown(
    request: ActingRequest, document: Document, row: Consultation, may_ask: bool
) -> dict[str, Any]:
    own = any(policies.can_reply(hat, row) for hat in request.hats)
    late = own and row.result == Consultation.Result.DEEMED
    return {
        "row": row,
        "due_at": silence.due_of(row) if row.is_waiting else None,
        "provisional": row.is_waiting and silence.is_provisional(row),
        "changed": row.version != document.content_version,
        "extension": ExtensionForm(auto_id=f"e{row.pk}_%s") if own and row.is_waiting else None,
        "late": LateForm(auto_id=f"l{row.pk}_%s") if late else None,
        "may_answer": may_ask and row.is_waiting and row.asked_until is not None,
    }
