"""Entrances of the mail worker and of the reminder sweep."""

from __future__ import annotations

from datetime import datetime, timedelta

from apps.core.jobs import job
from apps.core.sweeps import sweep
from apps.notifications import (
    anchor_letters,
    arrangements,
    delegation_letters,
    secret_letters,
    services,
)
from apps.notifications.reminders import remind

# Importing files what this room hangs into others: a source of reminders, checks of letters.
__all__ = ["arrangements", "delegation_letters", "secret_letters"]


# A queue of its own: in production only its worker is given the key that makes link tokens.
@job("notifications.deliver", queue="mail")
def deliver(*, message_id: int, at: datetime) -> None:
    """Send one message's mail."""
    services.deliver(message_id=message_id, at=at)


@sweep("notifications.remind", every=timedelta(minutes=5))
def remind_of_deadlines(*, at: datetime) -> None:
    """Tell the reminders that have become due."""
    remind(at=at)


@sweep("notifications.tell_anchor", every=timedelta(days=1))
def tell_anchor(*, at: datetime) -> None:
    """Send the newest anchor of the trail to the audit administrators."""
    anchor_letters.tell_anchor(at=at)
