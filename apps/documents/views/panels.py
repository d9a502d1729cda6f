"""Parts of the document page: what other units were asked, publication, calling it in."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from apps.documents import joint, policies, rules
from apps.documents.forms.acts import InstructionForm
from apps.documents.forms.proofs import ConsultForm, ExtensionForm, LateForm
from apps.documents.models import Consultation, Document
from apps.documents.services import consulting, silence
from apps.documents.transitions import incoming
from apps.documents.views.loading import office_hat, unit_hat
from apps.matters import flow
from apps.matters.models import Requirement
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat


def consultations(
    request: ActingRequest, document: Document, wanted: list[Requirement]
) -> dict[str, Any]:
    """Return what the page shows of the consultations, with the forms that fit the reader."""
    rows = list(document.consultations.select_related("unit").order_by("sent_at", "pk"))
    lead = office_hat(request) or unit_hat(request, document)
    may_ask = bool(lead and policies.can_consult(lead, document))
    offered = may_ask and any(row.key in consulting.MET_BY_REPLIES for row in wanted)
    together = {unit.pk for unit in joint.partners(document)}
    return {
        "consultations": [_shown(request, document, row, may_ask, together) for row in rows],
        "consult_form": ConsultForm() if offered else None,
    }


def caller(request: ActingRequest, document: Document) -> Hat | None:
    """Return the hat under which the document may be called in, whatever its state."""
    return next((hat for hat in request.hats if policies.can_call_in(hat, document)), None)


def call_in_form(request: ActingRequest, document: Document) -> InstructionForm | None:
    """Return the form where the act is possible now; None where it is not to be offered."""
    hat = caller(request, document) if document.is_incoming else None
    verbs = (incoming.CALL_UP, incoming.CALL_BACK)
    if hat is None or all(flow.check(v, document, hat=hat, at=request.at) for v in verbs):
        return None
    return InstructionForm()


def disclosure(document: Document) -> dict[str, Any] | None:
    """Return what was decided on publishing, and by when; None while it is undecided."""
    if not document.disclosure or document.is_incoming:
        return None
    return {"words": document.get_disclosure_display(), "by": rules.publication(document)}


def _shown(
    request: ActingRequest,
    document: Document,
    row: Consultation,
    may_ask: bool,
    together: Collection[int],
) -> dict[str, Any]:
    own = any(policies.can_reply(hat, row) for hat in request.hats)
    late = own and row.result == Consultation.Result.DEEMED
    return {
        "row": row,
        "together": row.unit_id in together,
        "silence": rules.silence(document, row.unit.short_name) if row.is_waiting else None,
        "due_at": silence.due_of(row) if row.is_waiting else None,
        "provisional": row.is_waiting and silence.is_provisional(row),
        "changed": row.version != document.content_version,
        "extension": ExtensionForm(auto_id=f"e{row.pk}_%s") if own and row.is_waiting else None,
        "late": LateForm(auto_id=f"l{row.pk}_%s") if late else None,
        "may_answer": may_ask and row.is_waiting and row.asked_until is not None,
    }
