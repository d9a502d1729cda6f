"""The mandate that is missing while the mayor is away: said on his leave, with the way to it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from apps.leave import consequences
from apps.leave.models import Leave
from apps.organisation import granting
from apps.organisation.acting import ActingRequest
from apps.organisation.vocabulary import DelegationKind, PostRole

AHEAD = (Leave.State.DRAFTING, Leave.State.ASKING, *Leave.IN_FORCE)
KIND = DelegationKind.ACTING_MAYOR


def mandate_wanted(request: ActingRequest, leave: Leave | None) -> dict[str, Any]:
    """Return what is missing, and where the viewer may enter it; nothing where nothing is."""
    if leave is None or leave.post.role != PostRole.MAYOR or leave.state not in AHEAD:
        return {}
    gap = next((span for span in consequences.spans_of(leave, leave.post) if span.gap), None)
    if gap is None:
        return {}
    may = str(KIND) in dict(granting.kinds(request.user, request.hats, request.at))
    hours = urlencode({"from_at": gap.from_at.isoformat(), "to_at": gap.to_at.isoformat()})
    url = f"{reverse('organisation:delegate', args=[str(KIND)])}?{hours}" if may else ""
    return {"mandate": {"reason": gap.gap, "cites": gap.cites, "url": url}}
