"""The last look before a decision is written: does its actor still wear the hat he began with?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from apps.core.verdicts import Refused, Verdict
from apps.matters import policies
from apps.matters.models import Step
from apps.organisation import authority
from apps.organisation.authority import Hat

May = Callable[[Iterable[Hat], Step], Verdict]


class HatOver(Refused):
    """The hat ended while its wearer was deciding: nothing is decided, what he wrote is kept."""


def still_worn(step: Step, hat: Hat, at: dt.datetime, *, may: May = policies.can_settle) -> Hat:
    """Return the hat as it is worn when the decision takes its place in the trail, or HatOver.

    Call last before writing, with the matter's lock held. ``may`` is what the act asks of a hat.
    """
    now = authority.confirmed(hat, at)
    if now is None:
        who = f"{hat.label}办理的期间已经结束" if hat.label else f"您已不任{hat.post_name}"
        raise HatOver(Verdict.deny(f"{who}，此环节现不由您办理"))
    verdict = may((now,), step)
    if not verdict:
        raise HatOver(verdict)
    return now
