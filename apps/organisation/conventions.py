"""The office's conventions on a day, for whoever asks the book by when.

Owns the reading of the rows. A book asks through ``rulebook.shelf``, which knows no database.
"""

from __future__ import annotations

from datetime import date

from apps.organisation.models import OfficeConvention
from apps.rulebook.conventions import Place


def agreed_on(series: str, on: date) -> dict[Place, int | None]:
    """Return the value of each convention on a day: the latest that has begun."""
    rows = OfficeConvention.objects.filter(series=series, from_on__lte=on).order_by("from_on", "pk")
    return {(key, path): value for key, path, value in rows.values_list("key", "path", "value")}
