"""The letter about a step, written by the mail worker at the moment of sending.

The token exists only here and in the letter. What the letter says is true when it goes out: a
step settled meanwhile sends nothing, a dead link is replaced. Refuses body text and attachments.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from apps.core.verdicts import Cite
from apps.matters import decision_links, policies
from apps.matters.due_words import due_words, instant_words
from apps.matters.link_content import attachments_of, earlier_opinions, mail_title
from apps.matters.link_tokens import issue_token
from apps.matters.models import DecisionLink, Matter, Step
from apps.matters.purposes import kind_of, purpose_of
from apps.matters.telling import RENDERER, live_link, waiting
from apps.notifications.models import Message
from apps.notifications.renderers import RENDERERS, Letter, letterhead, site_url
from apps.organisation import authority
from apps.organisation.authority import Hat
from apps.organisation.models import Person

OPINIONS_SHOWN = 3


@RENDERERS.register(RENDERER)
def step_letter(message: Message, at: datetime) -> Letter | None:
    """Write the letter about a waiting step, or None where there is nothing left to decide."""
    step = waiting(message.renderer_args["step_id"])
    if step is None:
        return None
    hats = authority.hats(message.person, at)
    hat = policies.hat_for(hats, step)
    if hat is None or not policies.can_settle(hats, step):
        return None
    link = _link_for(step, message.person, hat, at)
    context = {
        **letterhead(),
        **_about(step, hat, at),
        "actor_name": message.person.name,
        **(_way_by_link(link, message.person) if link else _way_by_signing_in(step)),
    }
    return Letter(
        text=render_to_string("mail/decision.txt", context),
        html=render_to_string("mail/decision.html", context),
    )


def _link_for(step: Step, person: Person, hat: Hat, at: datetime) -> DecisionLink | None:
    """Return the live link of the step, made anew where it died; None if he must sign in."""
    if not decision_links.by_mail(purpose_of(step.matter.kind, step.purpose), step):
        return None
    link = live_link(step, person, at)
    return link or decision_links.make(step=step, actor=person, hat=hat, at=at)


def _way_by_link(link: DecisionLink, person: Person) -> dict[str, Any]:
    token = issue_token(link)
    return {
        "link": site_url(reverse("mail:decision", args=[token])),
        "login_required": False,
        "expires_text": instant_words(link.not_after),
        "pin_unset": link.risk == DecisionLink.Risk.L1 and not person.pin_hash,
    }


def _way_by_signing_in(step: Step) -> dict[str, Any]:
    return {
        "link": site_url(kind_of(step.matter.kind).url(step.matter_id)),
        "login_required": True,
        "expires_text": "",
        "pin_unset": False,
    }


def _about(step: Step, hat: Hat, at: datetime) -> dict[str, Any]:
    matter = step.matter
    labels = dict.fromkeys(Cite(**cite).label for cite in step.cites)
    due = due_words(step.due_at, at, provisional=step.due_provisional)
    return {
        "verb": purpose_of(matter.kind, step.purpose).label,
        "kind_label": kind_of(matter.kind).label,
        "title": mail_title(matter),
        "reference": matter.reference,
        "unit": matter.unit.name,
        "urgency": "" if matter.urgency == Matter.Urgency.NORMAL else matter.get_urgency_display(),
        "files": len(attachments_of(matter)),
        "due_text": f"{due.text}（{due.day}）" if step.due_at else "",
        "due_light": due.light,
        "capacity_label": hat.label,
        "why": step.sentence,
        "labels": "、".join(labels),
        "opinions": earlier_opinions(matter)[:OPINIONS_SHOWN],
    }
