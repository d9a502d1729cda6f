"""What the pages of every kind of matter have in common: refusals, who has it now, the clock.

Owns plain values for templates and the one way to answer "no". Refuses to know any module.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NoReturn

from django.utils import timezone

from apps.core.refusals import Forbidden
from apps.core.verdicts import Cite, Refused, Verdict
from apps.matters import reasons
from apps.matters.models import Step
from apps.matters.policies import can_settle, can_urge
from apps.organisation.authority import Hat
from apps.workdays.services import calendar


def forbid(verdict: Verdict) -> NoReturn:
    """Answer 403 with the reason and its clause."""
    raise Forbidden(verdict)


def required(hat: Hat | None) -> Hat:
    """Return the hat, or answer 403: this person's posts have no part in the act."""
    if hat is None:
        forbid(Verdict.deny("您的岗位不办理这一事项"))
    return hat


def allowed(verdict: Verdict) -> None:
    """Go on, or answer 403 with the reason."""
    if not verdict:
        forbid(verdict)


def show(form: Any, refused: Refused) -> None:
    """Put each reason beside its field, or above the form."""
    for verdict in refused.verdicts:
        form.add_error(verdict.field if verdict.field in form.fields else None, verdict.sentence)


def cites_of(step: Step) -> list[Cite]:
    """Return the clauses that brought the step here."""
    return [Cite(**c) for c in step.cites]


def waiting_rows(steps: list[Step], hats: Iterable[Hat], at: dt.datetime) -> list[dict[str, Any]]:
    """Return one row for each purpose that waits, with whoever acts for its posts now."""
    hats = tuple(hats)
    return [
        {
            "step": place.step,
            "label": place.purpose.label,
            "cites": cites_of(place.step),
            "who": [
                {"step": step, "post": step.post, "people": who.people, "gap": who.gap}
                for step, who in zip(place.steps, place.who, strict=True)
            ],
            "any": place.one_is_enough,
            "can_urge": can_urge(hats, place.step),
            "can_settle": any(can_settle(hats, step) for step in place.steps),
        }
        for place in reasons.places(steps, at)
    ]


def days_left(step: Step, at: dt.datetime) -> int | None:
    """Return the working days left for a step; None where it has no limit."""
    if step.due_at is None:
        return None
    today = timezone.localdate(at)
    return calendar().workdays_between(today, timezone.localdate(step.due_at))
