"""The only way a state changes: lock, state, policy, rule, write, trail.

A module's ``transitions.py`` holds a literal table of ``Transition``; ``enter`` walks one of them.
Everything happens in one transaction: a refusal leaves nothing behind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from apps.core.verdicts import Cite, Refused, Verdict
from apps.core.versions import save
from apps.matters import citing
from apps.matters.models import Matter
from apps.matters.participation import touch
from apps.matters.purposes import kind_of
from apps.organisation.authority import Hat
from apps.organisation.models import Person
from apps.trail.services import record

Policy = Callable[[Hat, Any], Verdict]
Rule = Callable[[Any, dt.datetime], Iterable[Verdict]]


def anybody_with_the_step(hat: Hat, matter: Any) -> Verdict:
    """Allow: the step that led here was settled under this hat in the same transaction."""
    return Verdict.allow()


def no_rule(matter: Any, at: dt.datetime) -> Iterable[Verdict]:
    """Ask nothing of the book."""
    return ()


@dataclass(frozen=True, slots=True)
class Transition:
    """One verb of a state machine.

    ``sources`` are the states it may start from, ``target`` the state it ends in; ``phase`` and
    ``standing`` are what lists show afterwards.
    """

    verb: str
    label: str
    sources: frozenset[str]
    target: str
    standing: str
    phase: str = Matter.Phase.IN_HAND
    policy: Policy = anybody_with_the_step
    rule: Rule = no_rule


def lock(matter: Any) -> Any:
    """Lock the matter's row and return the module's object, freshly read.

    The Matter row is the one lock of everything that belongs to it: taken first, once.
    """
    base = Matter.objects.select_for_update(no_key=True).get(pk=matter.pk)
    model = model_of(base.kind)
    return model._default_manager.get(pk=base.pk)


def model_of(kind: str) -> Any:
    """Return the model of a kind."""
    from django.apps import apps

    return apps.get_model(kind_of(kind).model)


def check(transition: Transition, matter: Any, *, hat: Hat, at: dt.datetime) -> list[Verdict]:
    """Return every reason why the verb is refused now; empty means it may go on."""
    if matter.state not in transition.sources:
        return [Verdict.deny(f"本件现为“{matter.standing}”，不能{transition.label}")]
    verdict = transition.policy(hat, matter)
    if not verdict:
        return [verdict]
    return [v for v in transition.rule(matter, at) if not v.allowed]


def enter(
    transition: Transition,
    matter: Any,
    *,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str = "web",
    opinion: str = "",
    cites: Iterable[Cite] = (),
    payload: dict[str, Any] | None = None,
    overridden: Iterable[Verdict] = (),
    write: Callable[[Any], dict[str, Any] | None] | None = None,
) -> Any:
    """Carry out one verb, or raise Refused with every reason; returns the fresh object.

    ``write`` changes further fields of the locked object and may return more payload for the
    trail. ``overridden`` are soft refusals that the actor overrides with a recorded reason.
    """
    passed = {v.reason for v in overridden if v.soft}
    with transaction.atomic():
        fresh = lock(matter)
        refusals = [
            v
            for v in check(transition, fresh, hat=hat, at=at)
            if not (v.soft and v.reason in passed)
        ]
        if refusals:
            raise Refused(*refusals)
        details = dict(payload or {})
        source, phase = fresh.state, fresh.phase
        if write is not None:
            details.update(write(fresh) or {})
        fresh.state = transition.target
        fresh.standing = transition.standing
        fresh.phase = transition.phase
        fresh.closed_at = at if transition.phase == Matter.Phase.CLOSED else None
        fresh.latest_at = at
        save(fresh, by=by, at=at)
        if fresh.phase != phase:
            citing.follow(fresh)
        touch(matter=fresh, at=at)
        note(
            fresh,
            transition.verb,
            by=by,
            hat=hat,
            at=at,
            channel=channel,
            cites=cites,
            payload={
                **details,
                "label": transition.label,
                "from": source,
                "to": transition.target,
                **({"opinion": opinion} if opinion else {}),
                **({"overridden": sorted(passed)} if passed else {}),
            },
        )
        return fresh


def note(
    matter: Any,
    verb: str,
    *,
    by: Person | None,
    hat: Hat | None,
    at: dt.datetime,
    channel: str = "web",
    cites: Iterable[Cite] = (),
    payload: dict[str, Any] | None = None,
) -> None:
    """Write one act on a matter into the trail; the caller's transaction holds both.

    What the act cites, the matter came under.
    """
    cites = tuple(cites)
    record(
        verb=f"{matter.kind}.{verb}",
        subject=matter.key,
        at=at,
        person_key=by.key if by else "",
        person_name=by.name if by else "系统",
        hat=hat.as_dict() if hat else None,
        matter_id=matter.pk,
        cites=cites,
        payload=payload or {},
        channel=channel,
    )
    citing.came_under(matter=matter, cites=cites, at=at)
