"""用印: the keeper presses; the seal is registered at once and set by the worker."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from apps.documents import policies
from apps.documents.models import Document
from apps.documents.services.sealing import use_seals
from apps.documents.views.answers import attempt
from apps.documents.views.loading import allowed, on_document, required
from apps.documents.views.seal_panel import sealing_hat
from apps.organisation.acting import ActingRequest


@require_POST
@on_document
def seal(request: ActingRequest, document: Document) -> HttpResponse:
    """Use the seals of the document's issuers on its checked page."""
    hat = required(sealing_hat(request, document))
    allowed(policies.can_seal(hat, document))
    return attempt(
        request,
        document,
        "已登记用印，印章正在加盖",
        lambda: use_seals(document=document, by=request.user, hat=hat, at=request.at),
    )
