"""Telling people that somebody else replaced their password or PIN.

Owns the words. Refuses to be silent: a reset of a leader's password is a way to act in his name.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from apps.notifications.services import notify
from apps.organisation.hooks import secret_replaced
from apps.organisation.models import Person
from apps.organisation.wording import said


@secret_replaced.register("notifications")
def tell_owner(person: Person, what: str, by: Person, at: datetime) -> None:
    """Write the message in the transaction of the change; the mail follows."""
    stamp = timezone.localtime(at).strftime("%Y年%m月%d日 %H:%M")
    notify(
        people=[person],
        kind="secret_replaced",
        key=f"{what}:{at.isoformat()}",
        at=at,
        subject=f"您的{what}已被重置",
        text=said(
            "您的{what}已于{stamp}由{who}重置。如非您本人申请，请立即联系{office}核实。",
            what=what,
            stamp=stamp,
            who=by.name,
        ),
        path="/me/",
    )
