"""What waits for posts, told to the room below that supposes absences: see organisation.pending."""

from __future__ import annotations

from collections.abc import Collection

from apps.matters.models import Matter, Step
from apps.matters.purposes import purpose_of, url_of
from apps.organisation.pending import Waiting
from apps.organisation.presence import Viewer

MOST = 20


def waiting(posts: Collection[int], viewer: Viewer) -> tuple[list[Waiting], int]:
    """Return the waiting steps of some posts that the viewer may read; two queries."""
    rows = Step.objects.filter(post__in=posts, state=Step.State.WAITING)
    total = rows.count()
    readable = Matter.objects.visible_to(viewer.hats)
    shown = rows.filter(matter__in=readable.values("pk")).select_related("matter")
    found = [_told(step) for step in shown.order_by("rank_at", "pk")[:MOST]]
    return found, total - len(found)


def _told(step: Step) -> Waiting:
    spec = purpose_of(step.matter.kind, step.purpose)
    return Waiting(
        step.post_id,
        step.matter.title,
        spec.label,
        url_of(step.matter.kind, step.matter_id),
        spec.power,
        step.personal,
        step.due_at,
        step.due_provisional,
    )
