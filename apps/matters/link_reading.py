"""Opening a link to read: everything a decider is shown, and the one trace that it was opened.

Owns the page's facts. Refuses to change the step, the link's state or anybody's session: a
scanner may open a link a thousand times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.core.verdicts import Cite
from apps.matters import flow
from apps.matters.decision_links import facts, find
from apps.matters.due_words import instant_words
from apps.matters.link_content import attachments_of, content_of, earlier_opinions, outcomes_of
from apps.matters.link_gate import Stale, gate, outcome_label, risk_of, sentence
from apps.matters.link_origin import UNKNOWN, Origin
from apps.matters.models import Attachment, DecisionLink, Step
from apps.matters.purposes import kind_of, purpose_of
from apps.matters.steps.notes import notes_of
from apps.organisation.authority import Hat
from apps.workdays.services import calendar


@dataclass(frozen=True, slots=True)
class Opening:
    """What a token leads to: an open page, a stale link with its sentence, or nothing."""

    result: str  # open | stale | unknown
    link: DecisionLink | None = None
    hat: Hat | None = None
    reason: str = ""
    sentence: str = ""


def open_link(token: str, *, at: datetime, origin: Origin = UNKNOWN) -> Opening:
    """Look a token up and say what it opens; the first opening leaves one line in the trail."""
    link = find(token)
    if link is None:
        return Opening("unknown")
    try:
        opened = gate(link, at)
    except Stale as stale:
        return Opening("stale", link, None, stale.reason, sentence(link, stale.reason))
    _trace(link, at, origin)
    return Opening("open", link, opened.hat)


def _trace(link: DecisionLink, at: datetime, origin: Origin) -> None:
    if link.first_opened_at is not None:
        return
    with transaction.atomic():
        matter = flow.lock(link.step.matter)
        rows = DecisionLink.objects.filter(pk=link.pk, first_opened_at__isnull=True)
        if rows.update(first_opened_at=at) == 1:
            flow.note(
                matter,
                "link_opened",
                by=None,
                hat=None,
                at=at,
                channel="mail_link",
                payload={**facts(link), **origin.as_dict()},
            )


def page_of(link: DecisionLink, hat: Hat, at: datetime) -> dict[str, Any]:
    """Return what the decision page shows; plain values, the template asks nothing further."""
    step, matter = link.step, link.step.matter
    spec, content = purpose_of(matter.kind, step.purpose), content_of(matter)
    body = content.get("body_text") or ""
    own, notes = notes_of(step, reader=link.actor)
    return {
        **_who(link, hat),
        **_until(step, at),
        "verb": spec.label,
        "consequence": spec.consequence,
        "title": content.get("title") or matter.title,
        "kind_label": content.get("kind_label") or kind_of(matter.kind).label,
        "unit": content.get("sender") or matter.unit.name,
        "reference": matter.reference,
        "addressees": _listed(content.get("addressees")),
        "office_opinion": content.get("office_opinion") or "",
        "paragraphs": [line.strip() for line in body.splitlines() if line.strip()],
        "attachments": attachments_of(matter),
        "opinions": earlier_opinions(matter),
        "own_note": own,
        "notes": notes,
        "sentence": step.sentence,
        "clauses": _clauses(step),
        "outcomes": outcomes_of(step),
        "version": f"第{matter.content_version}稿，校验码{link.content_sha256[:8]}",
        "expires": instant_words(link.not_after),
        "needs_pin": risk_of(link) == DecisionLink.Risk.L1,
        "pin_unset": not link.actor.pin_hash,
    }


def _clauses(step: Step) -> list[Cite]:
    """Return the clauses that brought the step, each once, with their words: nothing links out."""
    return list({cite["label"]: Cite(**cite) for cite in step.cites if cite["label"]}.values())


def _listed(words: Any) -> str:
    """Return 甲、乙 of a list of names, or the words themselves."""
    return words if isinstance(words, str) else "、".join(words or ())


def _who(link: DecisionLink, hat: Hat) -> dict[str, Any]:
    return {
        "actor_name": link.actor.name,
        "post_name": hat.post_name,
        "hat_label": hat.label,
        "hat_until": None if hat.is_own else hat.ends_at,
    }


def _until(step: Step, at: datetime) -> dict[str, Any]:
    due, left = step.due_at, None
    if due is not None:
        days = calendar()
        left = days.workdays_between(timezone.localdate(at), timezone.localdate(due))
    return {
        "due_on": due,
        "today": timezone.localtime(at),
        "workdays_left": left,
        "provisional": step.due_provisional,
    }


def attachment(
    token: str, attachment_id: int, *, at: datetime, origin: Origin = UNKNOWN
) -> Attachment | None:
    """Return a file of the link's own matter while the link is open; else None."""
    opening = open_link(token, at=at, origin=origin)
    if opening.result != "open" or opening.link is None:
        return None
    files = attachments_of(opening.link.step.matter)
    return next((a for a in files if a.pk == attachment_id), None)


def result_of(link_id: int, nonce: str) -> dict[str, Any] | None:
    """Return what was recorded through a used link, for the form that used it; else None."""
    rows = DecisionLink.objects.select_related("step__matter", "step__post", "actor")
    link = rows.filter(pk=link_id, used_nonce=nonce, state=DecisionLink.State.USED).first()
    if link is None or not nonce:
        return None
    return {
        "person": link.actor.name,
        "hat_label": link.hat.get("label", ""),
        "post": link.step.post.name,
        "title": link.step.matter.title,
        "verb": purpose_of(link.step.matter.kind, link.step.purpose).label,
        "outcome": outcome_label(link.step),
        "opinion": link.step.opinion,
        "at": instant_words(link.used_at),  # type: ignore[arg-type]
    }
