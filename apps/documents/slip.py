"""处理笺 of a document: where it came from, what is proposed, and what each leader wrote, by rank.

Reads settled steps only; what was sent back and written anew shows as it was written. It decides
nothing and draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from apps.documents import joint, page
from apps.documents.models import Document
from apps.matters.models import Step
from apps.organisation.vocabulary import PostRole
from apps.organisation.wording import later
from apps.typesetting.kit import Opinion, Rank, Slip

# The highest rank first; who holds none of these and decides stands in the last row.
RANKS = (
    (later("{mayor}"), (PostRole.MAYOR,)),
    (later("{vice_mayor}"), (PostRole.EXECUTIVE_VICE_MAYOR, PostRole.VICE_MAYOR)),
    (later("{secretary_general}"), (PostRole.SECRETARY_GENERAL, PostRole.DEPUTY_SECRETARY_GENERAL)),
)
LEADERS = ("countersign", "decide", "mayor_decide", "review", "sign")
PROPOSING = ("preliminary_review", "opine", "check", "present")
OTHERS = ("cosign", "legality_review")
RESULTS = ("answer", "dispatch")


def slip(document: Document) -> Slip:
    """Return the slip as far as the document has come."""
    rows = document.steps.filter(state=Step.State.SETTLED).exclude(opinion="")
    settled = list(rows.select_related("post", "acted_by").order_by("acted_at", "pk"))
    leaders = [step for step in settled if step.purpose in LEADERS]
    received = document.received_at
    return Slip(
        head=f"{page.printing_head()}公文处理笺",
        title=document.title,
        sender="、".join(map(page.official_name, (document.unit, *joint.partners(document)))),
        reference=document.reference,
        number=document.incoming_number,
        received_on=timezone.localdate(received) if received else None,
        kind=document.get_document_kind_display(),
        urgency=document.get_urgency_display() if document.urgency != "normal" else "",
        proposal=_said(step for step in settled if step.purpose in PROPOSING),
        ranks=tuple(Rank(str(label), _said(_of(leaders, roles))) for label, roles in RANKS),
        others=_said(
            step for step in settled
            if step.purpose in OTHERS or (step in leaders and not _ranked(step))
        ),
        result=" ".join(step.opinion for step in settled if step.purpose in RESULTS),
    )  # fmt: skip


def _ranked(step: Step) -> bool:
    return any(step.post.role in roles for _, roles in RANKS)


def _of(steps: Iterable[Step], roles: tuple[str, ...]) -> Iterable[Step]:
    return (step for step in steps if step.post.role in roles)


def _said(steps: Iterable[Step]) -> tuple[Opinion, ...]:
    return tuple(_opinion(step) for step in steps)


def _opinion(step: Step) -> Opinion:
    """Return what was written with its name, and for whom where a substitute wrote it."""
    name = step.acted_by.name if step.acted_by else ""
    absent = (step.hat or {}).get("for_person_name", "")
    signed = f"{name}（代{absent}）" if absent else name
    return Opinion(step.opinion, signed, timezone.localdate(step.acted_at))
