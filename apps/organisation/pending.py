"""What waits for leaders' posts: the registry that rooms above fill in ``AppConfig.ready()``.

A source answers for posts what **this** viewer may read of it, the most urgent first, and how much
more there is that is not shown. Refuses to know what the work is about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from apps.core.registry import Registry
from apps.organisation.presence import Viewer


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that a post has to do, with its page inside.

    ``power`` is what it takes to do it; ``personal`` says that nobody else may.
    """

    post_id: int
    title: str
    label: str
    path: str
    power: str
    personal: bool = False
    due_at: datetime | None = None
    due_provisional: bool = False


Source = Callable[[Collection[int], Viewer], tuple[list[Waiting], int]]
SOURCES: Registry[Source] = Registry("pending")
register = SOURCES.register


def waiting(posts: Collection[int], viewer: Viewer) -> tuple[list[Waiting], int]:
    """Return what every source tells the viewer of some posts, and how much more waits there."""
    found: list[Waiting] = []
    more = 0
    for _, source in SOURCES.items():
        rows, rest = source(posts, viewer)
        found += rows
        more += rest
    return found, more
