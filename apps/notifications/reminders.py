"""Reminders: sources above say what is due to be said, the sweep says what was not said yet.

A source is ``callable(at) -> iterable of Reminder``; rooms above register theirs. Each reminder
names its occurrence, so two sweeps, two beats or a late one tell it once. Refuses timers per row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from apps.core.registry import Registry
from apps.notifications.models import Message
from apps.notifications.services import notify
from apps.organisation.models import Person


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to tell one person; (kind, key, person) is the occurrence."""

    person: Person
    kind: str
    key: str
    subject: str
    text: str
    path: str
    mail: bool = True
    renderer: str = ""
    renderer_args: dict[str, Any] = field(default_factory=dict)


Source = Callable[[datetime], Iterable[Reminder]]
SOURCES: Registry[Source] = Registry("reminder source")


def told(kind: str, keys: Iterable[str]) -> set[str]:
    """Return which occurrences were told to anybody, so that a source can skip them early."""
    rows = Message.objects.filter(kind=kind, key__in=list(keys))
    return set(rows.values_list("key", flat=True))


def remind(*, at: datetime) -> int:
    """Tell every reminder of every source that was not told yet; return how many were."""
    count = 0
    for _, source in SOURCES.items():
        for reminder in source(at):
            count += _tell(reminder, at)
    return count


def _tell(reminder: Reminder, at: datetime) -> int:
    known = Message.objects.filter(kind=reminder.kind, key=reminder.key, person=reminder.person)
    if known.exists():
        return 0
    notify(
        people=[reminder.person],
        kind=reminder.kind,
        key=reminder.key,
        subject=reminder.subject,
        text=reminder.text,
        path=reminder.path,
        at=at,
        mail=reminder.mail,
        renderer=reminder.renderer,
        renderer_args=reminder.renderer_args,
    )
    return 1
