"""Who wants to know that the calendar changed.

A room above registers ``fn(*, years)``, called in the transaction of the change; it should only
enqueue a job (open clocks are recomputed, closed ones never).
"""

from __future__ import annotations

from collections.abc import Callable

from apps.core.registry import Registry

calendar_changed: Registry[Callable[..., None]] = Registry("calendar_changed")
