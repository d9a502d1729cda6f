"""Decision links: making, finding and revoking them.

A link is a capability for one actor, one step, one version, one decision; the row is the
authority and the mail carries only a token. Owns the rows' life. Refuses a link for steps that
must be decided signed in, and two live links of one actor for one step.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from apps.matters import flow
from apps.matters.link_content import fingerprint, outcomes_of
from apps.matters.link_tokens import fresh_nonce, hash_of, well_formed
from apps.matters.models import DecisionLink, Matter, Step
from apps.matters.purposes import Purpose, purpose_of
from apps.organisation.authority import Hat
from apps.organisation.models import Person
from apps.organisation.services import call_in_all
from apps.trail.services import record

LIFETIME = timedelta(hours=72)
AFTER_DUE = timedelta(hours=24)
KEPT = timedelta(days=180)
ACTIVE = DecisionLink.State.ACTIVE


def by_mail(spec: Purpose, step: Step) -> bool:
    """Answer whether a step may be decided from a mail at all."""
    return spec.mail and spec.risk != DecisionLink.Risk.L2 and bool(outcomes_of(step))


def gets_one(step: Step, actor: Person) -> bool:
    """Answer whether a person may decide the step from a letter; else he must sign in."""
    return bool(actor.email) and by_mail(purpose_of(step.matter.kind, step.purpose), step)


def make(*, step: Step, actor: Person, hat: Hat, at: datetime) -> DecisionLink | None:
    """Make the one live link of an actor for a step; None where he must sign in.

    An older live link dies. The token is made later, by the mail worker alone.
    """
    spec = purpose_of(step.matter.kind, step.purpose)
    if not gets_one(step, actor):
        return None
    with transaction.atomic():
        matter = flow.lock(step.matter)
        revoke(links=links_of(step, actor), reason="newer_link", at=at)
        link = DecisionLink.objects.create(
            nonce=fresh_nonce(),
            step=step,
            step_version=step.version,
            content_sha256=fingerprint(step),
            principal_id=step.post_id,
            actor=actor,
            hat={**hat.as_dict(), "seals": seals(actor)},
            allowed_actions=[o.key for o in outcomes_of(step)],
            risk=spec.risk,
            recipient=actor.email,
            created_at=at,
            not_after=_not_after(step, hat, at),
        )
        flow.note(
            matter,
            "link_made",
            by=None,
            hat=None,
            at=at,
            channel="job",
            payload={**facts(link), "not_after": link.not_after.isoformat()},
        )
        return link


def _not_after(step: Step, hat: Hat, at: datetime) -> datetime:
    """Return when the link dies: 72 hours, a day after the deadline, or the end of the hat."""
    ends = [at + LIFETIME]
    if step.due_at is not None:
        ends.append(max(step.due_at, at) + AFTER_DUE)
    if hat.ends_at is not None:
        ends.append(hat.ends_at)
    return min(ends)


def seals(actor: Person) -> dict[str, str]:
    """Return marks of the actor's secrets: whoever changes one voids the links sent before."""
    return {"password": _seal(actor.password), "pin": _seal(actor.pin_hash)}


def _seal(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:16] if secret else ""


def links_of(step: Step, actor: Person) -> QuerySet[DecisionLink]:
    """Return the active links of an actor for a step (at most one)."""
    return DecisionLink.objects.filter(step=step, actor=actor, state=ACTIVE)


def find(token: str) -> DecisionLink | None:
    """Return the link of a token, or None for anything that never was one."""
    if not well_formed(token):
        return None
    rows = DecisionLink.objects.select_related("step__matter", "step__post", "actor", "principal")
    return rows.filter(token_sha256=hash_of(token)).first()


def in_time(link: DecisionLink, at: datetime) -> bool:
    """Answer whether the link has not expired, by our clock and by the database's own.

    A host whose clock was set back must not revive a link.
    """
    return (
        at < link.not_after
        and DecisionLink.objects.filter(pk=link.pk, not_after__gt=Now()).exists()
    )


def revoke(*, links: QuerySet[DecisionLink], reason: str, at: datetime) -> int:
    """Kill live links for a reason that their stale page explains; return how many."""
    return links.filter(state=ACTIVE).update(
        state=DecisionLink.State.REVOKED, revoked_at=at, revoked_reason=reason
    )


def revoke_all(
    *, by: Person | None, reason: str, at: datetime, person: Person | None = None
) -> int:
    """Kill every live link and calendar address, or every one of a person; in the trail.

    For a mailbox or key that leaked, and after restoring a backup. Returns how many links.
    """
    with transaction.atomic():
        links = DecisionLink.objects.filter(state=ACTIVE)
        if person is not None:
            links = links.filter(actor=person)
        # Links belong to their matters, and all who write both the links and the trail hold those.
        ids = links.values("step__matter")
        list(
            Matter.objects.select_for_update(no_key=True)
            .filter(pk__in=ids)
            .order_by("pk")
            .values_list("pk")
        )
        call_in_all(person=person, by=by, at=at)
        count = revoke(links=links, reason="by_administrator", at=at)
        record(
            verb="matters.links_revoked",
            subject=f"person:{person.pk}" if person else "decision_links:all",
            at=at,
            person_key=by.key if by else "",
            person_name=by.name if by else "系统",
            payload={"count": count, "reason": reason},
            channel="admin" if by else "command",
        )
        return count


def content_changed(*, matter: Any, at: datetime) -> int:
    """Kill the links of a matter whose text or attachments changed; the caller announces anew.

    Whoever has the page open decides on what he has not read: his form is of yesterday too.
    """
    waiting = Step.objects.filter(matter_id=matter.pk, state=Step.State.WAITING)
    waiting.update(version=F("version") + 1)
    links = DecisionLink.objects.filter(step__matter_id=matter.pk)
    return revoke(links=links, reason="content_changed", at=at)


def forget_old(*, at: datetime) -> int:
    """Delete rows too old to explain a stale link to anybody; return how many."""
    return DecisionLink.objects.filter(created_at__lt=at - KEPT).delete()[0]


def facts(link: DecisionLink) -> dict[str, Any]:
    """Return what the trail keeps of a link: never its token."""
    return {
        "link": link.pk,
        "step": link.step_id,
        "step_version": link.step_version,
        "content_sha256": link.content_sha256,
        "actor": link.actor.key,
        "principal": link.hat.get("post_code", ""),
        "authority": link.hat.get("capacity", ""),
        "source": link.hat.get("source", ""),
        "risk": link.risk,
    }
