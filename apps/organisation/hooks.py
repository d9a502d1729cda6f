"""Where rooms above are told that a post changes hands.

A callable registered here gets ``(post_ids, at)``: the posts whose hats change, and the instant
at which they do, which may lie ahead. It must only enqueue.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from apps.core.registry import Registry

hats_changed: Registry[Callable[[tuple[int, ...], datetime], object]] = Registry("hats_changed")
