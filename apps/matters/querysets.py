"""The only way to read matters: ``visible_to`` and chainable adjectives.

Reading rights are rows of Participation (everybody who takes part, every grant) plus standing
rights computed from appointments. Nothing here asks guardian's tables: each grant has its row in
Participation, written in the same transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from apps.organisation import authority

if TYPE_CHECKING:
    from apps.organisation.authority import Hat


def reading_posts(hats: Iterable[Hat]) -> set[int]:
    """Return the ids of all posts whose matters these hats read."""
    hats = tuple(hats)
    standing = authority.standing(hats)
    return {hat.post_id for hat in hats} | set(standing.leader_posts)


def visible_q(hats: Iterable[Hat], prefix: str = "") -> Q:
    """Return the condition "these hats may read it" for rows that lead to a matter.

    ``prefix`` is the lookup from the row to the matter, with its double underscore.
    """
    hats = tuple(hats)
    standing = authority.standing(hats)
    posts = {hat.post_id for hat in hats} | set(standing.leader_posts)
    participation = apps.get_model("matters", "Participation")
    outer = OuterRef(f"{prefix}pk" if prefix else "pk")
    q = Q(Exists(participation.objects.filter(matter_id=outer, post_id__in=posts)))
    # The column first: where it says yes, the other table is not asked.
    if standing.reads_all:
        return ~Q(**{f"{prefix}phase": "draft"}) | q
    return Q(**{f"{prefix}in_office": True}) | q if standing.office else q


class MatterQuerySet(models.QuerySet[Any]):
    """Adjectives every kind of matter shares."""

    def visible_to(self, hats: Iterable[Hat]) -> Self:
        """Narrow to what these hats may read."""
        return self.filter(visible_q(hats))

    def open(self) -> Self:
        """Narrow to matters in hand."""
        return self.filter(phase="in_hand")

    def overdue(self, at: dt.datetime) -> Self:
        """Narrow to open matters whose deadline lies before ``at``."""
        return self.open().filter(due_at__lt=at)
