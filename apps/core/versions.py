"""Writing a row whose version says who changed it and when: time and actor are arguments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models


def save(row: models.Model, *, by: Any, at: datetime) -> None:
    """Save a row; its version carries the actor and the instant."""
    _sign(row, by, at)
    row.save()


def delete(row: models.Model, *, by: Any, at: datetime) -> None:
    """Delete a row; its last version carries the actor and the instant."""
    _sign(row, by, at)
    row.delete()


def _sign(row: Any, by: Any, at: datetime) -> None:
    # The two names under which simple-history looks for them.
    row._history_user, row._history_date = by, at
