"""The hourly anchor."""

from __future__ import annotations

from datetime import datetime, timedelta

from apps.core.sweeps import sweep
from apps.trail.anchors import anchor


@sweep("trail.anchor", every=timedelta(hours=1))
def anchor_head(*, at: datetime) -> None:
    """Tell the head of the trail to the anchor file, unless it has been told."""
    anchor(at=at)
