"""Where rooms above say what the trail ought to explain: decisions, files, roles.

A check registered here yields a Finding for each row that no event explains, and for each event
whose row is gone or says something else. Asked by ``trail verify --deep`` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from apps.core.registry import Registry
from apps.trail.chain import Finding

DEEP: Registry[Callable[[], Iterator[Finding]]] = Registry("deep check of the trail")


def unexplained(sentence: str, seq: int = 0) -> Finding:
    """Return the finding of a row and an event that do not agree; seq 0 where there is no event."""
    return Finding("unexplained", seq, sentence)
