"""What a decider reads before deciding, and its fingerprint.

A link is bound to the fingerprint: what you see is what you sign. Owns the choice of what is in
it. Refuses volatile things (standing, other people's opinions given meanwhile), which change
nothing about the text decided upon.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from apps.matters.models import Attachment, Matter, Step
from apps.matters.purposes import Outcome, kind_of, purpose_of

VOLATILE = frozenset({"opinions", "standing"})


def whole(matter: Matter) -> Any:
    """Return the module's object of a matter (a Document …), freshly read."""
    model = apps.get_model(kind_of(matter.kind).model)
    if type(matter) is model:
        return matter
    return model._default_manager.get(pk=matter.pk)


def content_of(matter: Matter) -> dict[str, Any]:
    """Return what the module shows a decider: title, body_text, sender, kind_label …"""
    return dict(kind_of(matter.kind).content(whole(matter)))


def attachments_of(matter: Matter) -> list[Attachment]:
    """Return the files a decider may open, in order of upload."""
    rows = Attachment.objects.filter(matter_id=matter.pk, removed_at__isnull=True)
    return list(rows.order_by("pk"))


def outcomes_of(step: Step) -> tuple[Outcome, ...]:
    """Return the outcomes that may be chosen on the mail page."""
    spec = purpose_of(step.matter.kind, step.purpose)
    return tuple(o for o in spec.outcomes if not o.web_only)


def fingerprint(step: Step) -> str:
    """Return the sha256 over everything shown for this decision, as canonical JSON."""
    matter = step.matter
    content = {k: v for k, v in content_of(matter).items() if k not in VOLATILE}
    shown = {
        "title": matter.title,
        "reference": matter.reference,
        "content_version": matter.content_version,
        "content": content,
        "attachments": [[a.pk, a.role, a.name, a.sha256] for a in attachments_of(matter)],
        "step": [step.pk, step.purpose, step.group, step.post_id, step.personal],
        "outcomes": [[o.key, o.label] for o in outcomes_of(step)],
    }
    canonical = json.dumps(
        shown, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def mail_title(matter: Matter) -> str:
    """Return the title as a mail may carry it: masked for 内部 matters where the site asks so."""
    masks = getattr(settings, "OA_MAIL_MASKS_INTERNAL", False)
    if masks and matter.handling == Matter.Handling.INTERNAL:
        return f"内部{kind_of(matter.kind).label}（编号 {matter.pk}）"
    return matter.title


def earlier_opinions(matter: Matter) -> list[Mapping[str, Any]]:
    """Return what was decided so far, newest first: person, post, hat_label, at, opinion …"""
    settled = matter.steps.filter(state=Step.State.SETTLED).select_related("acted_by", "post")
    return [
        {
            "person": step.acted_by.name if step.acted_by else "",
            "post": step.post.name,
            "hat_label": (step.hat or {}).get("label", ""),
            "at": step.acted_at,
            "outcome": _label_of(matter, step),
            "opinion": step.opinion,
            "recorded": step.recorded_by_id is not None,
        }
        for step in settled.order_by("-acted_at", "-pk")
    ]


def _label_of(matter: Matter, step: Step) -> str:
    outcome = purpose_of(matter.kind, step.purpose).outcome(step.outcome)
    return outcome.label if outcome else step.outcome
