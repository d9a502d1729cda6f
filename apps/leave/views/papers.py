"""Papers of a leave: the slip as PDF, and drafting the document of a filing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from apps.core.verdicts import Refused
from apps.documents.policies import can_draft
from apps.leave.models import Leave
from apps.leave.services import papers
from apps.leave.views.loading import on_leave
from apps.matters.pages import required
from apps.matters.policies import of_office
from apps.organisation.acting import ActingRequest


@require_safe
@on_leave
def slip(request: ActingRequest, leave: Leave) -> HttpResponse:
    """Show the slip of a leave as PDF."""
    try:
        data = papers.slip_pdf(leave)
    except Refused as refused:
        messages.error(request, refused.verdicts[0].sentence)
        return redirect("leave:detail", leave.pk)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@on_leave
def draft_filing(request: ActingRequest, leave: Leave, key: str) -> HttpResponse:
    """Draft the document by which an office is told, and go on to it."""
    hats = [hat for hat in request.hats if of_office(hat) and can_draft((hat,))]
    hat = required(next(iter(hats), None))
    try:
        document = papers.draft_filing(
            leave=leave, key=key, by=request.user, hat=hat, at=request.at
        )
    except Refused as refused:
        messages.error(request, refused.verdicts[0].sentence)
        return redirect("leave:detail", leave.pk)
    messages.success(request, "报备公文草稿已备好，核对后送核稿")
    return redirect("documents:detail", document.pk)
