"""Where rooms above are told that a post changes hands, or that somebody's secret was replaced.

``hats_changed`` gets ``(post_ids, at)``: the posts whose hats change, and the instant at which they
do, which may lie ahead. ``secret_replaced`` gets ``(person, what, by, at)`` where another person
did it. ``delegation_told`` gets ``(delegation, "granted" or "revoked", by, at)``. All must only
write rows and enqueue.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from apps.core.registry import Registry

if TYPE_CHECKING:
    from apps.organisation.models import Delegation, Person

hats_changed: Registry[Callable[[tuple[int, ...], datetime], object]] = Registry("hats_changed")
secret_replaced: Registry[Callable[[Person, str, Person, datetime], object]] = Registry(
    "secret_replaced"
)
delegation_told: Registry[Callable[[Delegation, str, Person | None, datetime], object]] = Registry(
    "delegation_told"
)
