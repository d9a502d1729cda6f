"""What else leaders are busy with: the registry that rooms above fill in ``AppConfig.ready()``.

Absences and standing in are this room's own; meetings and the like are told by a source under a
name. A source answers for people and a period what **this** viewer may read of it, and nothing
else. Refuses to know what the entries are about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from apps.core.registry import Registry
from apps.core.verdicts import Cite
from apps.organisation.authority import Hat


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, under which hats."""

    person_id: int
    hats: tuple[Hat, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in somebody's time; ``to_at`` is excluded.

    ``uid`` is the thing's own name and stays the same when it is moved. ``is_open`` marks what
    is not settled yet (a leave that is asked for), ``where`` a place, ``path`` a page inside.
    ``presides`` says that he chairs it, ``power`` what whoever stands in for him must be able to.
    """

    person_id: int
    from_at: datetime
    to_at: datetime
    words: str
    uid: str
    is_open: bool = False
    where: str = ""
    path: str = ""
    cites: tuple[Cite, ...] = ()
    presides: bool = False
    power: str = ""


Source = Callable[[Collection[int], datetime, datetime, Viewer], Iterable[Entry]]
SOURCES: Registry[Source] = Registry("presence")
register = SOURCES.register


def entries(
    people: Collection[int], from_at: datetime, to_at: datetime, viewer: Viewer
) -> list[Entry]:
    """Return what every source tells the viewer of some people's time in a period, in order."""
    found = [
        entry
        for _, source in SOURCES.items()
        for entry in source(people, from_at, to_at, viewer)
        if entry.person_id in people and entry.from_at < to_at and entry.to_at > from_at
    ]
    return sorted(found, key=lambda entry: (entry.from_at, entry.to_at, entry.uid))
